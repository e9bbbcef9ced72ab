#include "session/replay.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "panel/loop_state.hpp"
#include "session/whole_debrief.hpp"

namespace halfstep {
namespace {

void check_seals(const LoopState& state, const EnvelopesOpened& opened,
                 std::vector<std::string>& faults) {
    for (const Feedback& feedback : opened.feedback) {
        const SeatState* seat = state.find_seat(feedback.seat);
        if (!seat) {
            faults.push_back("feedback of a seat the panel does not have: " + feedback.seat);
        } else if (!feedback.abstained && seat->sha256 != seal_of(feedback)) {
            faults.push_back("the feedback of " + feedback.seat + " is not what was sealed");
        }
    }
}

void check_verdict(const LoopState& state, ReplayReport& report) {
    if (!state.opened || !state.panel) return;
    DebriefOptions options;
    options.level = state.target_level;
    const Result<Debrief> debrief = whole_debrief(packet_of(state), *state.panel, options);
    if (!debrief) {
        // A loop whose debrief refused says so itself.
        if (!state.steps.empty() && state.steps.front().step == "refused") return;
        report.faults.push_back("the packet cannot be debriefed: " + debrief.error().message);
        return;
    }
    report.verdict_json = canonical(to_json(debrief->verdict));
    if (state.verdict_json.empty()) return;
    if (report.verdict_json != state.verdict_json) {
        report.faults.push_back("the recomputed verdict differs from the recorded one");
    }
    const bool same_steps = std::ranges::equal(debrief->steps, state.steps,
                                               [](const DebriefStep& a, const DebriefStep& b) {
                                                   return a.step == b.step && a.json == b.json;
                                               });
    if (!same_steps) report.faults.push_back("the debrief's steps differ from the recorded ones");
}

}  // namespace

Result<std::vector<Event>> read_log(std::string_view text) {
    std::vector<Event> events;
    int line = 0;
    while (!text.empty()) {
        ++line;
        const std::size_t end = text.find('\n');
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const Result<nlohmann::json> value = parse_json(one);
        Result<Event> event = value ? event_from_json(*value) : Result<Event>(value.error());
        if (!event) {
            return Error{ErrorCode::InvalidData, "replay.101",
                         "not an event: " + event.error().message,
                         "line " + std::to_string(line) +
                             (event.error().where == "/" ? "" : event.error().where),
                         "a log has one event a line, as docs/event_log.md says"};
        }
        events.push_back(std::move(*event));
    }
    if (events.empty()) {
        return Error{ErrorCode::InvalidData, "replay.102", "the log is empty", "", ""};
    }
    return events;
}

ReplayReport replay(const std::vector<Event>& events, std::uint64_t until) {
    ReplayReport report;
    LoopState state;
    for (const Event& event : events) {
        if (until > 0 && event.seq > until) break;
        if (event.seq != report.seq_last + 1) {
            report.faults.push_back("seq " + std::to_string(event.seq) + " follows " +
                                    std::to_string(report.seq_last));
        }
        report.seq_last = event.seq;
        if (const auto* opened = std::get_if<EnvelopesOpened>(&event.body)) {
            check_seals(state, *opened, report.faults);
        }
        apply(state, event);
    }
    if (!state.panel) report.faults.emplace_back("the log does not begin with LoopStarted");
    check_verdict(state, report);
    return report;
}

}  // namespace halfstep
