#include "session/loop_log.hpp"

#include <algorithm>
#include <utility>

namespace halfstep {
namespace {

constexpr int kAttemptsMax = 5;  ///< of a command against other writers

/// Answers to a state that another writer has changed: thought over again, not repeated.
bool of_the_moment(const LoopCommand& command) {
    const auto* finish = std::get_if<FinishRound>(&command);
    return std::holds_alternative<Speak>(command) || (finish && finish->by == "time");
}

}  // namespace

Result<Done> LoopLog::refresh() {
    Result<std::vector<Event>> more = store_.read(loop_, state_.seq_last);
    if (!more) return more.error();
    for (Event& event : *more) {
        apply(state_, event);
        events_.push_back(std::move(event));
    }
    stale_ = false;
    return Done{};
}

Result<Done> LoopLog::refresh_if_stale() {
    return stale_ ? refresh() : Result<Done>(Done{});
}

Result<Done> LoopLog::append(std::vector<EventBody> bodies,
                             const std::vector<SealedFeedback>& sealed) {
    std::vector<Event> events;
    // Time in a log never runs backwards, even when the machine's clock does.
    const std::int64_t at_ms = std::max(now_ms_(), state_.last_ms);
    for (EventBody& body : bodies) {
        events.push_back(
            Event{loop_, state_.seq_last + events.size() + 1, at_ms, 1, std::move(body)});
    }
    if (Result<Done> stored = store_.append(loop_, events, sealed); !stored) {
        stale_ = true;
        return stored.error();
    }
    for (Event& event : events) {
        apply(state_, event);
        events_.push_back(std::move(event));
    }
    if (wake_) wake_(state_.seq_last);
    return Done{};
}

Result<std::uint64_t> LoopLog::execute(const LoopCommand& command,
                                       const std::vector<SealedFeedback>& sealed) {
    for (int attempt = 1;; ++attempt) {
        if (const Result<Done> read = refresh_if_stale(); !read) return read.error();
        Result<std::vector<EventBody>> bodies = decide(state_, command);
        if (!bodies) return bodies.error();
        if (bodies->empty()) {
            const std::string key = std::visit(
                [](const auto& taken) -> std::string {
                    if constexpr (requires { taken.key; }) return taken.key;
                    return {};
                },
                command);
            return state_.keys.at(key);
        }
        const std::uint64_t seq = state_.seq_last + 1;
        const Result<Done> stored = append(std::move(*bodies), sealed);
        if (stored) return seq;
        if (stored.error().code != ErrorCode::Conflict || attempt == kAttemptsMax ||
            of_the_moment(command)) {
            return stored.error();
        }
    }
}

}  // namespace halfstep
