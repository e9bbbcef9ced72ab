#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interviewers/reading/reading.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// One thing the interviewer said, and what came back.
struct PastMove {
    MoveKind kind = MoveKind::Question;
    std::size_t turn = 0;
    std::optional<ObservationKind> asks_for;
    std::size_t answer_words = 0;  ///< spoken words before the next move
    bool answered = false;         ///< the candidate said, wrote or ran anything
    bool empty = false;            ///< answered, but with nothing of substance in it
};

/// The question under way: everything since it was asked.
struct OpenQuestion {
    const QuestionSpec* spec = nullptr;
    std::size_t turn = 0;
    std::vector<PastMove> moves;  ///< the question itself first
    AnswerReading answer;         ///< all the candidate said to it
    AnswerReading latest;         ///< what was said since the last move
    bool has_code = false;
    bool has_checks = false;     ///< the code holds cases of the candidate's own
    bool own_cases_ran = false;  ///< code with checks of the candidate's own, run without a failure
    std::string failing_line;    ///< of the last run, when it shows a failure
    std::string failure_named;   ///< the failing line that the interviewer named last

    std::size_t follow_ups() const;
    bool made(MoveKind kind) const;
    std::size_t probes_for(ObservationKind kind) const;
    bool observed(ObservationKind kind) const;
    /// Follow-ups in a row, up to now, that brought nothing.
    std::size_t empty_in_a_row() const;
};

/// Where a round stands, read from its record alone.
struct RoundCourse {
    bool opened = false;
    bool closed = false;
    bool warned = false;
    bool candidate_spoke_last = false;
    std::optional<MoveKind> last_move;  ///< the interviewer's latest
    std::size_t nudges = 0;             ///< since the candidate last said anything
    std::set<std::string> asked;        ///< question ids
    std::optional<OpenQuestion> open;
    RoundReading reading;
};

/// @param round_index below view.rounds.size(); a view without a record for it is a fresh round
RoundCourse course_of(const SeatView& view, std::size_t round_index);

/// What a file's condition is after, when it names something.
std::optional<ObservationKind> gap_of(const Condition& condition);

}  // namespace halfstep
