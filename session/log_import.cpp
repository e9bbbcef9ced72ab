#include "session/log_import.hpp"

#include "session/replay.hpp"

namespace halfstep {

Result<Done> import_log(EventStore& store, const std::vector<Event>& events) {
    const ReplayReport found = replay(events, 0);
    const auto* started = events.empty() ? nullptr : std::get_if<LoopStarted>(&events.front().body);
    if (!found.faults.empty() || !started) {
        return Error{ErrorCode::InvalidData, "replay.104",
                     "the log is not sound: " +
                         (found.faults.empty() ? std::string("it is empty") : found.faults.front()),
                     "", "see halfstep replay for it"};
    }
    const Event& first = events.front();
    LoopHead head{.loop = first.loop,
                  .panel = started->panel.name,
                  .candidate = started->candidate,
                  .target_level = started->target_level,
                  .started_ms = first.at_ms,
                  .seq_last = 0,
                  .tokens = {}};
    const Result<std::optional<LoopHead>> known = store.head(head.loop);
    if (!known) return known.error();
    if (*known) return Done{};
    if (const Result<Done> created = store.create(head); !created) return created;
    return store.append(head.loop, events, {});
}

}  // namespace halfstep
