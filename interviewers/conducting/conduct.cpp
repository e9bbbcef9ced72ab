#include "interviewers/conducting/conduct.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "interviewers/conducting/asides.hpp"
#include "interviewers/conducting/code_talk.hpp"
#include "interviewers/conducting/probing.hpp"
#include "interviewers/conducting/round_course.hpp"
#include "interviewers/conducting/wording.hpp"

namespace halfstep {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::size_t kNudgesMax = 2;
/// Less than this left, and no new question is opened: one to be told, one to be worked on.
constexpr std::int64_t kStoryMs = 3 * kMinuteMs;
constexpr std::int64_t kTaskMs = 12 * kMinuteMs;

struct Clock {
    std::int64_t left_ms = 0;
    bool late = false;  ///< inside the warning
};

Clock clock_of(const RoundSpec& round, const Moment& moment) {
    const std::int64_t total = round.minutes * kMinuteMs;
    Clock clock;
    clock.left_ms = total - moment.elapsed_ms;
    clock.late = clock.left_ms <= std::min(kWarningMs, total / 5);
    return clock;
}

bool time_for_another(const RoundSpec& round, const Clock& clock) {
    const bool task = round.kind == "coding" || round.kind == "design";
    const std::int64_t quarter = round.minutes * kMinuteMs / 4;
    return clock.left_ms >= (task ? std::min(kTaskMs, quarter) : std::min(kStoryMs, quarter));
}

Move close(const SeatView& view, bool out_of_time, std::string reason) {
    Move move;
    move.kind = MoveKind::Closing;
    move.text = closing(out_of_time, view.seat.persona.warmth);
    move.reason = std::move(reason);
    move.ends_round = true;
    return move;
}

const QuestionSpec* next_question(const SeatView& view, const RoundSpec& round,
                                  const RoundCourse& course) {
    for (const std::string& id : round.questions) {
        if (course.asked.contains(id)) continue;
        for (const QuestionSpec& question : view.questions) {
            if (question.id == id) return &question;
        }
    }
    return nullptr;
}

Move ask_next_or_close(const SeatView& view, const RoundSpec& round, const RoundCourse& course,
                       const RoundRecord& record, const Clock& clock, std::uint64_t seed,
                       const std::string& why) {
    const QuestionSpec* next = next_question(view, round, course);
    if (next == nullptr) return close(view, false, why + "; every question of the round was asked");
    if (course.open && !time_for_another(round, clock)) {
        return close(view, true, why + "; too little time is left for " + next->id);
    }
    Move move;
    move.kind = MoveKind::Question;
    move.question = next->id;
    move.reason = why.empty() ? "first question of the round" : why + "; next question of the plan";
    if (course.open) {
        move.text = transition(view.seat.persona.warmth, seed, said_last(record));
    }
    move.text += next->ask;
    return move;
}

bool reached_a_point(const AnswerReading& answer) {
    return std::any_of(
        answer.observations.begin(), answer.observations.end(), [](const Observation& o) {
            return o.polarity == Polarity::Strength &&
                   (o.kind == ObservationKind::Decision || o.kind == ObservationKind::Outcome ||
                    o.kind == ObservationKind::RejectedOption ||
                    o.kind == ObservationKind::OwnedFailure);
        });
}

/// Cuts an answer that is past the persona's patience and has no decision or result yet.
std::optional<Move> interrupt(const SeatView& view, const RoundRecord& record,
                              const RoundCourse& course, std::uint64_t seed) {
    const OpenQuestion& open = *course.open;
    const Persona& persona = view.seat.persona;
    const auto words = static_cast<std::int64_t>(open.latest.words.size());
    const bool long_words = words > persona.patience_words;
    const bool long_time = open.latest.seconds > persona.patience_seconds && words > 0;
    if ((!long_words && !long_time) || reached_a_point(open.latest)) return std::nullopt;
    if (open.made(MoveKind::Interruption)) return std::nullopt;
    const auto text = unused(interruptions(), seed, said_before(record, interruptions()));
    if (!text) return std::nullopt;
    Move move;
    move.kind = MoveKind::Interruption;
    move.question = open.spec ? open.spec->id : "";
    move.asks_for = ObservationKind::Decision;
    move.text = *text;
    move.reason = long_words ? std::to_string(words) + " words without a decision or a result yet"
                             : std::to_string(open.latest.seconds) +
                                   " seconds without a decision or a result yet";
    return move;
}

std::optional<Move> while_waiting(const SeatView& view, const RoundSpec& round,
                                  const RoundRecord& record, const RoundCourse& course,
                                  const Clock& clock, const Moment& moment, std::uint64_t seed) {
    const bool given_time = course.last_move == MoveKind::Reply;
    const std::int64_t limit =
        round.kind == "coding" || given_time
            ? kCodingSilenceMs
            : std::max<std::int64_t>(view.seat.persona.patience_seconds, 30) * 1000;
    if (moment.silent_ms < limit) return std::nullopt;
    if (course.nudges >= kNudgesMax) {
        return ask_next_or_close(view, round, course, record, clock, seed,
                                 "no word after two nudges; the question is dropped");
    }
    const auto text = unused(nudges(), seed, said_before(record, nudges()));
    if (!text) return std::nullopt;
    Move move;
    move.kind = MoveKind::Nudge;
    move.question = course.open->spec ? course.open->spec->id : "";
    move.text = *text;
    move.reason = "silent for " + std::to_string(moment.silent_ms / 1000) + " seconds";
    return move;
}

Move after_answer(const Probing& probing, const Clock& clock) {
    const auto& [view, round, record, course, seed] = probing;
    const OpenQuestion& open = *course.open;
    if (const auto cut = interrupt(view, record, course, seed)) return *cut;
    if (const auto move = reply_to_aside(probing)) return *move;
    if (open.empty_in_a_row() >= 2) {
        return ask_next_or_close(view, round, course, record, clock, seed,
                                 "two probes in a row brought nothing and the question is dropped; "
                                 "needed prompting");
    }
    const auto budget = static_cast<std::size_t>(
        std::max<std::int64_t>(0, clock.late ? std::min<std::int64_t>(1, view.seat.persona.probing)
                                             : view.seat.persona.probing));
    if (open.follow_ups() < budget) {
        if (auto move = next_follow_up(probing)) return *move;
    }
    if (!clock.late) {
        if (auto move = stay_with_the_task(probing)) return *move;
    }
    if (!clock.late && view.seat.persona.probing >= 2) {
        if (auto move = next_challenge(probing)) return *move;
    }
    const std::string dropped = dropped_gaps(probing);
    const std::string why = open.follow_ups() >= budget ? "probed as deep as this seat goes"
                                                        : "nothing left to ask about this answer";
    return ask_next_or_close(view, round, course, record, clock, seed,
                             dropped.empty() ? why : why + "; " + dropped);
}

}  // namespace

std::optional<Move> conduct(const SeatView& view, std::size_t round_index, const Moment& moment) {
    if (round_index >= view.rounds.size()) return std::nullopt;
    static const RoundRecord kNothingSaid;
    const RoundSpec& round = view.rounds[round_index];
    const RoundRecord& record =
        round_index < view.records.size() ? view.records[round_index] : kNothingSaid;
    const RoundCourse course = course_of(view, round_index);
    const Clock clock = clock_of(round, moment);
    const std::uint64_t seed = mix64(view.seed ^ mix64(record.turns.size() + 1));

    if (course.closed) return std::nullopt;
    if (clock.left_ms <= 0) {
        return close(view, true,
                     "the round's " + std::to_string(round.minutes) + " minutes are over");
    }
    if (!course.opened) {
        Move move;
        move.kind = MoveKind::Opening;
        move.text = opening(view.seat, round, view.seed);
        move.reason = "the round begins";
        return move;
    }
    if (!course.open) return ask_next_or_close(view, round, course, record, clock, seed, "");
    if (moment.answer_is_partial && course.candidate_spoke_last) {
        if (auto move = interrupt(view, record, course, seed)) return move;
        return while_waiting(view, round, record, course, clock, moment, seed);
    }
    const bool due = course.candidate_spoke_last ||
                     (course.last_move == MoveKind::TimeWarning && !course.open->moves.empty() &&
                      course.open->moves.back().answered);
    if (!due) return while_waiting(view, round, record, course, clock, moment, seed);
    if (clock.late && !course.warned) {
        Move move;
        move.kind = MoveKind::TimeWarning;
        move.text =
            time_warning((clock.left_ms + kMinuteMs - 1) / kMinuteMs, view.seat.persona.warmth);
        move.reason = "the round ends soon";
        return move;
    }
    const Probing probing{view, round, record, course, seed};
    if (is_mending(probing)) {
        return while_waiting(view, round, record, course, clock, moment, seed);
    }
    return after_answer(probing, clock);
}

}  // namespace halfstep
