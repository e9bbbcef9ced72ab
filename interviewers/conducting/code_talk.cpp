#include "interviewers/conducting/code_talk.hpp"

#include <algorithm>

namespace halfstep {
namespace {

constexpr Wordings kShowCode{"I would like to see that as code.", "Write it down for me, please.",
                             "Put that into the editor, as far as you get."};
constexpr Wordings kFailingRun{"What does that line tell you?", "What do you make of that output?",
                               "Walk me through why it says that."};
constexpr Wordings kGoAhead{"Go ahead, change it and run it again.", "Do that. I watch.",
                            "All right, make that change and run it."};

bool wants_code(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    return probing.round.kind == "coding" && open.spec && open.spec->problem;
}

bool spoke_last(const Probing& probing) {
    const Turn& last = probing.record.turns.back();
    return last.speaker == Speaker::Candidate && last.kind == TurnKind::Speech;
}

std::optional<std::string> ask_about_failure(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    if (open.failing_line.empty() || open.failing_line == open.failure_named) return std::nullopt;
    const auto text = unused(kFailingRun, probing.seed, said_before(probing.record, kFailingRun));
    if (!text) return std::nullopt;
    return "The run says \"" + open.failing_line + "\". " + *text;
}

std::optional<std::string> ask_for_code(const Probing& probing) {
    return unused(kShowCode, probing.seed, said_before(probing.record, kShowCode));
}

}  // namespace

std::optional<Move> about_the_code(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    if (probing.round.kind != "coding") return std::nullopt;
    if (const auto text = ask_about_failure(probing)) {
        Move move = follow_up(probing, *text, ObservationKind::Test);
        move.quote = open.failing_line;
        move.reason = "the last run shows a failure that was not explained";
        return move;
    }
    if (!open.has_code && open.follow_ups() == 0 && wants_code(probing)) {
        if (const auto text = ask_for_code(probing)) {
            Move move = follow_up(probing, *text, std::nullopt);
            move.reason = "no code yet";
            return move;
        }
    }
    return std::nullopt;
}

bool is_mending(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    return wants_code(probing) && !open.failing_line.empty() && !open.failure_named.empty() &&
           !spoke_last(probing);
}

std::optional<Move> stay_with_the_task(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    if (!wants_code(probing)) return std::nullopt;
    if (const auto text = ask_about_failure(probing)) {
        return reply(probing, *text, "the last run shows a failure that was not explained");
    }
    if (!open.failing_line.empty() && spoke_last(probing) &&
        probing.course.last_move != MoveKind::Reply) {
        const auto text = unused(kGoAhead, probing.seed, said_before(probing.record, kGoAhead));
        if (text) return reply(probing, *text, "the last run still fails");
    }
    if (!open.has_code && probing.course.last_move != MoveKind::Reply) {
        if (const auto text = ask_for_code(probing)) {
            return reply(probing, *text, "no code yet");
        }
    }
    return std::nullopt;
}

}  // namespace halfstep
