#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "panel/feedback.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"
#include "panel/transcript.hpp"

/// All that can happen in a loop, in the past tense. The log of a loop is a gapless sequence of
/// these; state, debrief, replay and what-if are functions of it. docs/event_log.md describes the
/// JSON form. Values that only the debrief understands (verdict, steps) travel as JSON text.
namespace halfstep {

struct LoopStarted {
    PanelSpec panel;
    std::string target_level;
    std::string candidate;
    std::uint64_t seed = 0;
    std::string origin{};  ///< empty: held here; "import": a transcript from elsewhere
};

struct RoundStarted {
    std::string round;
    std::string seat;
    std::int64_t minutes = 0;
};

/// What an interviewer does when it speaks.
enum class MoveKind {
    Opening,       ///< greets and says what the round is
    Question,      ///< a question of the panel
    FollowUp,      ///< asks for what the answer lacked
    Challenge,     ///< pushes on a choice
    Interruption,  ///< cuts a long answer without a point
    Nudge,         ///< after silence
    TimeWarning,
    Closing,
    Reply,  ///< to what was asked of it, or to work under way; the question stays open
};

/// The interviewer spoke and expects an answer: Question, FollowUp, Challenge, Interruption,
/// Reply.
/// Remarks (Opening, Nudge, TimeWarning, Closing) are RemarkMade.
struct QuestionAsked {
    std::string round;
    std::size_t turn = 0;  ///< index of this turn in the round
    MoveKind move = MoveKind::Question;
    std::string text;
    std::string question;                     ///< panel question this belongs to
    std::optional<ObservationKind> asks_for;  ///< the gap it is after
    std::string reason;  ///< why, for the record: "no number yet for the result"
    std::string quote;   ///< the candidate's words it takes up; may be empty
    std::string by{};    ///< human:NAME when a person asked; empty: the seat's agent
    std::string key{};   ///< of the person's command
};

struct RemarkMade {
    std::string round;
    std::size_t turn = 0;
    MoveKind move = MoveKind::Opening;
    std::string text;
    std::string reason;
};

/// The candidate said, wrote, ran or drew something. A partial answer goes on: the next AnswerGiven
/// of the round extends the same turn, joined by one space.
struct AnswerGiven {
    std::string round;
    std::size_t turn = 0;
    TurnKind kind = TurnKind::Speech;
    std::string text;
    bool partial = false;
    std::string key;  ///< the sender's own; a repeated key adds nothing
    std::optional<std::int64_t> at_ms;
    std::optional<std::int64_t> until_ms;
};

struct RoundFinished {
    std::string round;
    std::string by;   ///< candidate, interviewer, time, skipped
    std::string key;  ///< of the command; empty when not the candidate's
};

/// Time stands still: nobody speaks and no clock runs until LoopResumed, or until the round ends.
struct LoopPaused {
    std::string key;
};

struct LoopResumed {
    std::string key;
};

/// The seat's feedback exists and cannot change; its content follows in EnvelopesOpened.
struct FeedbackSealed {
    std::string seat;
    std::string rater;
    std::string sha256;  ///< of the canonical JSON of the feedback
};

struct SeatAbstained {
    std::string seat;
    std::string rater;
    std::string reason;
};

/// Every seat sealed or abstained; here is what they wrote.
struct EnvelopesOpened {
    std::vector<Feedback> feedback;
};

/// One step of the debrief: the table, a contradiction, a revision, the committee's reading,
/// floors.
struct DebriefStep {
    std::string step;  ///< its kind, listed in docs/event_log.md
    std::string json;  ///< canonical JSON object
};

struct VerdictReached {
    std::string json;  ///< halfstep/verdict, canonical
};

/// Another temper for a seat, in the units of Persona. What is absent stays. Patience, warmth and
/// probing shape what is asked, not what was heard, so they are no part of it.
struct PersonaChange {
    std::optional<double> strictness = std::nullopt;
    std::optional<double> stubbornness = std::nullopt;
    std::optional<double> loudness = std::nullopt;
};

/// One change of a variation.
struct Change {
    enum class Kind { SetRating, DropCard, SetPolicy, SetLevel, RetryAnswer, SetPersona };
    Kind kind = Kind::SetRating;
    std::string seat;    ///< SetRating: optional, else all owners; SetPersona
    std::string signal;  ///< SetRating
    std::string rating;  ///< SetRating: label
    std::string card;    ///< DropCard
    std::string policy;  ///< SetPolicy
    std::string level;   ///< SetLevel
    std::string round;   ///< RetryAnswer
    std::size_t turn = 0;
    std::string text;
    PersonaChange persona;  ///< SetPersona
};

struct VariationCreated {
    std::string variation;  ///< v1, v2, ... in order
    std::string parent;     ///< another variation, or empty for the main line
    std::string name;
    std::vector<Change> changes;
    std::string verdict_json;
};

struct VariationChanged {
    std::string variation;
    std::string name;  ///< new name; empty: unchanged
    bool deleted = false;
    bool promoted = false;  ///< of a loop at most one is; it takes the place of the one before
    bool restored = false;  ///< a deletion undone
    bool demoted = false;   ///< a promotion undone
};

/// A coach's correction after the debrief; the first rating stays.
struct RatingCorrected {
    std::string seat;
    std::string signal;
    std::string label;
    std::string author;
    std::string reason;
    std::string kind;  ///< own_round or after_discussion
    std::string verdict_json;
};

struct CommentAdded {
    std::string author;
    std::string text;
    std::string card;   ///< on a card, or
    std::string round;  ///< on a turn
    std::optional<std::size_t> turn;
};

/// What a model said in a seat and what became of it: recorded, so that no replay asks it again.
/// One per call; of feedback it appears with the opening, like the feedback itself.
struct ModelReplied {
    std::string seat;
    std::string round;    ///< of a move; empty for feedback
    std::string task;     ///< move, feedback
    std::string model;    ///< as its service names it
    std::string prompt;   ///< version, such as "move.1"
    std::string outcome;  ///< used, refused (its answer), failed (no answer), dropped (too late)
    std::string error;    ///< id, when not used: model.1NN
    std::string reason;   ///< why not; or what was repaired
    std::string text;     ///< the answer as it came
    std::size_t proposed = 0;  ///< cards of a feedback
    std::vector<RefusedCard> refused;
    std::int64_t requests = 0;
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
    std::int64_t took_ms = 0;
};

/// A person sits down in a human seat, or changes who asks there. Until somebody does, the seat's
/// agent asks.
struct SeatTaken {
    std::string seat;
    std::string name;       ///< as the person wants to be called; may be empty
    bool conducts = false;  ///< the person asks; else the agent asks and the person takes notes
    std::string key{};
};

using EventBody =
    std::variant<LoopStarted, RoundStarted, QuestionAsked, RemarkMade, AnswerGiven, RoundFinished,
                 FeedbackSealed, SeatAbstained, EnvelopesOpened, DebriefStep, VerdictReached,
                 VariationCreated, VariationChanged, RatingCorrected, CommentAdded, LoopPaused,
                 LoopResumed, SeatTaken, ModelReplied>;

struct Event {
    std::string loop;
    std::uint64_t seq = 0;   ///< from 1, no gaps
    std::int64_t at_ms = 0;  ///< milliseconds since the Unix epoch
    int version = 1;         ///< of the kind's data
    EventBody body;
};

/// "LoopStarted", "QuestionAsked", ...
std::string_view kind_of(const EventBody& body);

}  // namespace halfstep
