#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace halfstep {

/// What can be observed in an answer. Follow-up conditions (`no number`), the gap an interviewer
/// asks for, and the reading of transcripts all use these words.
enum class ObservationKind {
    Decision,            ///< the speaker decided, built, led or refused something
    Reason,              ///< a causal link tied to a decision or design choice
    RejectedOption,      ///< something named that was not chosen, with why
    Number,              ///< a quantity with a unit or a thing counted
    FailureMode,         ///< what can go wrong and what bounds it
    Test,                ///< a case that was or will be tested
    Complexity,          ///< a bound and why it holds
    ClarifyingQuestion,  ///< a question about a constraint
    Scope,               ///< who and what was changed
    Influence,           ///< moving an outcome through someone not reporting to the speaker
    OwnedFailure,        ///< a decision of one's own that went wrong
    Learning,            ///< a practice changed since
    Outcome,             ///< what came of it
    Motivation,          ///< why this role, tied to the work
    Concern,             ///< something that speaks against, see its note
};

inline constexpr std::array kObservationKinds{
    ObservationKind::Decision,       ObservationKind::Reason,
    ObservationKind::RejectedOption, ObservationKind::Number,
    ObservationKind::FailureMode,    ObservationKind::Test,
    ObservationKind::Complexity,     ObservationKind::ClarifyingQuestion,
    ObservationKind::Scope,          ObservationKind::Influence,
    ObservationKind::OwnedFailure,   ObservationKind::Learning,
    ObservationKind::Outcome,        ObservationKind::Motivation,
    ObservationKind::Concern,
};

/// The word used in files and on the wire: "decision", "rejected_option", "number", ...
std::string_view to_text(ObservationKind kind);
std::optional<ObservationKind> observation_kind_from(std::string_view text);

}  // namespace halfstep
