#include "interviewers/conducting/round_course.hpp"

#include <algorithm>
#include <string_view>

#include "interviewers/conducting/wording.hpp"
#include "interviewers/reading/features.hpp"
#include "interviewers/reading/own_words.hpp"
#include "panel/json.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kSubstanceWordsMin = 4;

std::optional<MoveKind> move_from(std::string_view text) {
    for (const MoveKind kind : {MoveKind::Opening, MoveKind::Question, MoveKind::FollowUp,
                                MoveKind::Challenge, MoveKind::Interruption, MoveKind::Nudge,
                                MoveKind::TimeWarning, MoveKind::Closing, MoveKind::Reply}) {
        if (to_text(kind) == text) return kind;
    }
    return std::nullopt;
}

const QuestionSpec* find_question(const SeatView& view, const std::string& id) {
    const auto found = std::find_if(view.questions.begin(), view.questions.end(),
                                    [&](const QuestionSpec& q) { return q.id == id; });
    return found == view.questions.end() ? nullptr : &*found;
}

/// The gap a follow-up on the record was after: its words are the file's or the interviewer's own.
std::optional<ObservationKind> gap_of_text(const QuestionSpec* question, std::string_view text) {
    if (question != nullptr) {
        for (const FollowUp& follow_up : question->follow_ups) {
            if (text.ends_with(follow_up.ask)) return gap_of(follow_up.when);
        }
    }
    return probe_gap(text);
}

/// Moves that leave what was asked before them open.
bool remark(MoveKind kind) {
    return kind == MoveKind::Opening || kind == MoveKind::Nudge || kind == MoveKind::TimeWarning ||
           kind == MoveKind::Closing || kind == MoveKind::Reply;
}

bool strength(const Observation& observation) {
    return observation.polarity == Polarity::Strength;
}

bool is_substance(const AnswerReading& answer) {
    return answer.words.size() >= kSubstanceWordsMin &&
           std::any_of(answer.observations.begin(), answer.observations.end(), strength);
}

std::string failing_line_of(const std::string& run) {
    std::size_t begin = 0;
    while (begin < run.size()) {
        const std::size_t end = std::min(run.find('\n', begin), run.size());
        const std::string line = run.substr(begin, end - begin);
        begin = end + 1;
        if (line.starts_with("PASS")) continue;
        for (const std::string_view sign : {"FAIL", "Error", "✖", "not ok", "Traceback"}) {
            if (line.find(sign) != std::string::npos) return line;
        }
    }
    return {};
}

/// Two checks at least, in the ways the usual languages spell them.
bool has_checks(const std::string& code) {
    std::size_t count = 0;
    for (const std::string_view sign :
         {"assert", "check(", "test(", "expect(", "EXPECT_", "t.Error"}) {
        for (std::size_t at = code.find(sign); at != std::string::npos;
             at = code.find(sign, at + 1)) {
            ++count;
        }
    }
    return count >= 2;
}

void note_candidate_turn(const Turn& turn, RoundCourse& course) {
    course.candidate_spoke_last = true;
    course.nudges = 0;
    if (!course.open) return;
    course.open->moves.back().answered = true;
    if (turn.kind == TurnKind::Code) course.open->has_code = true;
    if (turn.kind == TurnKind::Code) course.open->has_checks |= has_checks(turn.text);
    if (turn.kind == TurnKind::Run) {
        course.open->failing_line = failing_line_of(turn.text);
        course.open->own_cases_ran = course.open->has_checks && course.open->failing_line.empty();
    }
}

void note_interviewer_turn(const SeatView& view, const Turn& turn, std::size_t index,
                           RoundCourse& course) {
    const MoveKind kind = move_from(turn.move).value_or(
        turn.question.empty() || course.asked.contains(turn.question) ? MoveKind::FollowUp
                                                                      : MoveKind::Question);
    course.opened = true;
    course.candidate_spoke_last = false;
    course.last_move = kind;
    course.closed |= kind == MoveKind::Closing;
    course.warned |= kind == MoveKind::TimeWarning;
    if (kind == MoveKind::Nudge) ++course.nudges;
    if (kind == MoveKind::Question) {
        course.asked.insert(turn.question);
        course.open = OpenQuestion{};
        course.open->spec = find_question(view, turn.question);
        course.open->turn = index;
    }
    if (!course.open) return;
    OpenQuestion& open = *course.open;
    if (!open.failing_line.empty() && turn.text.find(open.failing_line) != std::string::npos) {
        open.failure_named = open.failing_line;
    }
    if (remark(kind)) return;
    PastMove move;
    move.kind = kind;
    move.turn = index;
    if (kind == MoveKind::FollowUp) move.asks_for = gap_of_text(open.spec, turn.text);
    open.moves.push_back(move);
}

void read_answers(const RoundRecord& record, RoundCourse& course) {
    OpenQuestion& open = *course.open;
    const std::size_t last = record.turns.size() - 1;
    open.answer = answer_of(course.reading, record, open.turn, last);
    for (std::size_t k = 0; k < open.moves.size(); ++k) {
        PastMove& move = open.moves[k];
        const std::size_t until = k + 1 < open.moves.size() ? open.moves[k + 1].turn - 1 : last;
        const AnswerReading said = answer_of(course.reading, record, move.turn, until);
        move.answer_words = said.words.size();
        bool wrote = false;
        for (std::size_t t = move.turn; t <= until; ++t) {
            wrote |= record.turns[t].speaker == Speaker::Candidate &&
                     record.turns[t].kind != TurnKind::Speech && !record.turns[t].text.empty();
        }
        move.empty = move.answered && !wrote && !is_substance(said);
        if (k + 1 == open.moves.size()) open.latest = said;
    }
}

}  // namespace

std::optional<ObservationKind> gap_of(const Condition& condition) {
    switch (condition.kind) {
        case Condition::Kind::Missing:
            return condition.observation;
        case Condition::Kind::SaysWe:
            return ObservationKind::Decision;
        case Condition::Kind::Mentions:
            return ObservationKind::Reason;
        case Condition::Kind::Present:
            // "has a clarifying question": the follow-up answers it, and is after nothing else.
            if (condition.observation == ObservationKind::ClarifyingQuestion) {
                return condition.observation;
            }
            return std::nullopt;
        case Condition::Kind::Longer:
        case Condition::Kind::All:
        case Condition::Kind::Any:
            for (const Condition& part : condition.parts) {
                if (const auto gap = gap_of(part)) return gap;
            }
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

std::size_t OpenQuestion::follow_ups() const {
    return static_cast<std::size_t>(
        std::count_if(moves.begin(), moves.end(),
                      [](const PastMove& m) { return m.kind == MoveKind::FollowUp; }));
}

bool OpenQuestion::made(MoveKind kind) const {
    return std::any_of(moves.begin(), moves.end(),
                       [&](const PastMove& m) { return m.kind == kind; });
}

std::size_t OpenQuestion::probes_for(ObservationKind kind) const {
    return static_cast<std::size_t>(std::count_if(
        moves.begin(), moves.end(),
        [&](const PastMove& m) { return m.kind == MoveKind::FollowUp && m.asks_for == kind; }));
}

bool OpenQuestion::observed(ObservationKind kind) const {
    return std::any_of(answer.observations.begin(), answer.observations.end(),
                       [&](const Observation& o) { return o.kind == kind && strength(o); });
}

std::size_t OpenQuestion::empty_in_a_row() const {
    std::size_t count = 0;
    for (auto move = moves.rbegin(); move != moves.rend(); ++move) {
        if (move->kind == MoveKind::Question || !move->empty) break;
        ++count;
    }
    return count;
}

RoundCourse course_of(const SeatView& view, std::size_t round_index) {
    RoundCourse course;
    if (round_index >= view.records.size()) return course;
    const RoundRecord& record = view.records[round_index];
    for (std::size_t t = 0; t < record.turns.size(); ++t) {
        const Turn& turn = record.turns[t];
        if (turn.speaker == Speaker::Candidate) {
            note_candidate_turn(turn, course);
        } else {
            note_interviewer_turn(view, turn, t, course);
        }
    }
    course.reading =
        read_round(record, family_of(view.rounds[round_index].kind) != RoundFamily::Story);
    read_own_words(view.signals, course.reading);
    if (course.open) read_answers(record, course);
    return course;
}

}  // namespace halfstep
