#include "panel/legal_events.hpp"

#include <set>

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "panel/json.hpp"

namespace halfstep {

Result<Events> legal_events(const LoopState& state, const TakeSeat& command) {
    const SeatTaken& taken = command.taken;
    if (const Result<Done> key = check_key(taken.key); !key) return key.error();
    if (state.keys.contains(taken.key)) return Events{};
    if (const Result<Done> seat = check_human_seat(state, taken.seat); !seat) return seat.error();
    if (taken.name.size() > limits::kIdBytesMax || !is_utf8(taken.name)) {
        return invalid("loop.118", "the name is too long or not UTF-8", "/name");
    }
    if (const Result<Done> room = check_room(state); !room) return room.error();
    return Events{taken};
}

Result<Events> legal_events(const LoopState& state, const SealFeedback& command) {
    const Feedback& feedback = command.feedback;
    if (const Result<Done> seat = check_seat(state, feedback.seat); !seat) return seat.error();
    for (const RoundState& round : state.rounds) {
        if (round.seat == feedback.seat && !round.finished) {
            return refused(
                "loop.111",
                "round \"" + round.round + "\" of seat \"" + feedback.seat + "\" is not over",
                "/seat", "seal after the seat's last round");
        }
    }
    return Events{FeedbackSealed{feedback.seat, feedback.rater, seal_of(feedback)}};
}

Result<Events> legal_events(const LoopState& state, const AbstainSeat& command) {
    if (const Result<Done> seat = check_seat(state, command.seat); !seat) return seat.error();
    return Events{SeatAbstained{command.seat, command.rater, command.reason}};
}

Result<Events> legal_events(const LoopState& state, const OpenEnvelopes& command) {
    if (state.opened) return refused("loop.113", "the envelopes are open already");
    if (!state.rounds_over() || !state.all_sealed()) {
        return refused("loop.110", "not every seat has sealed", "",
                       "wait until every seat has sealed its feedback");
    }
    std::size_t sealed = 0;
    for (const SeatState& seat : state.seats) sealed += seat.sha256.empty() ? 0 : 1;
    std::set<std::string> seen;
    for (const Feedback& feedback : command.feedback) {
        const SeatState* seat = state.find_seat(feedback.seat);
        if (!seat || seat->sha256 != seal_of(feedback) || !seen.insert(seat->seat).second) {
            return Error{ErrorCode::InvalidData, "loop.112",
                         "the feedback of seat \"" + feedback.seat + "\" is not what was sealed",
                         "", ""};
        }
    }
    if (seen.size() != sealed) {
        return Error{ErrorCode::InvalidData, "loop.112",
                     "the feedback of a seat that sealed is missing", "", ""};
    }
    Events events{EnvelopesOpened{command.feedback}};
    events.insert(events.end(), command.replies.begin(), command.replies.end());
    events.insert(events.end(), command.steps.begin(), command.steps.end());
    if (!command.verdict_json.empty()) events.push_back(VerdictReached{command.verdict_json});
    return events;
}

}  // namespace halfstep
