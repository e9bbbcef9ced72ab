#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "panel/interviewer.hpp"
#include "panel/loop_state.hpp"

/// What may happen in a loop, and when. Commands are wishes; `decide` turns a legal one into events
/// and refuses the rest, leaving everything as it was.
namespace halfstep {

struct StartLoop {
    PanelSpec panel;
    std::string target_level;  ///< empty: the panel's
    std::string candidate;
    std::uint64_t seed = 0;
    std::string origin{};            ///< see LoopStarted
    std::vector<SeatTaken> taken{};  ///< people who sit down before the first word
};

/// The interviewer of the running round speaks; a Closing with ends_round ends the round.
struct Speak {
    Move move;
};

/// A person sits down in a human seat, or changes who asks there.
struct TakeSeat {
    SeatTaken taken;
};

/// The person in a seat asks, in its own running round.
struct AskQuestion {
    std::string seat;
    std::string key;
    std::string text;
    std::string question;  ///< one of the round's, or empty: in the person's own words
};

/// The candidate speaks. A partial answer goes on: the next one extends its turn.
struct Say {
    std::string key;
    std::string text;
    bool partial = false;
    bool continues = false;  ///< said in one breath with an open answer; refused once that was cut
    TurnKind kind = TurnKind::Speech;
    std::optional<std::int64_t> at_ms;
    std::optional<std::int64_t> until_ms;
};

/// Ends the running round; the next one starts in the same breath.
struct FinishRound {
    std::string key;               ///< must be there but when by is "time"
    std::string by = "candidate";  ///< candidate, interviewer, time, skipped
    std::string round{};           ///< the one that is meant; empty: whichever runs
};

/// Time stands still until ResumeLoop, or until the round is ended.
struct PauseLoop {
    std::string key;
};

struct ResumeLoop {
    std::string key;
};

/// Ends every round that is left.
struct FinishLoop {
    std::string key;
};

/// The seat's feedback is written and cannot change any more.
struct SealFeedback {
    Feedback feedback;
};

struct AbstainSeat {
    std::string seat;
    std::string rater;
    std::string reason;
};

/// All seats have sealed or abstained: the content, the debrief's steps, the verdict (canonical
/// JSON; empty when the debrief refused, which then is a step).
struct OpenEnvelopes {
    std::vector<Feedback> feedback;
    std::vector<DebriefStep> steps;
    std::string verdict_json;
    std::vector<ModelReplied> replies;  ///< what models said about their feedback, opened with it
};

/// A model answered, or failed to, about a move of the running loop.
struct RecordReply {
    ModelReplied reply;
};

struct CreateVariation {
    std::string parent;
    std::string name;
    std::vector<Change> changes;
    std::string verdict_json;
};

struct ChangeVariation {
    VariationChanged change;
};

struct CorrectRating {
    RatingCorrected correction;
};

struct AddComment {
    CommentAdded comment;
};

using LoopCommand =
    std::variant<StartLoop, Speak, Say, FinishRound, PauseLoop, ResumeLoop, FinishLoop,
                 SealFeedback, AbstainSeat, OpenEnvelopes, CreateVariation, ChangeVariation,
                 CorrectRating, AddComment, TakeSeat, AskQuestion, RecordReply>;

/// The events a command leads to, at least one; none when its key was taken before (the first seq
/// is in state.keys).
///
/// @error loop.103 to loop.141, see docs/errors.md; the state stays as it is
/// @pure  no clock, no randomness, no I/O
Result<std::vector<EventBody>> decide(const LoopState& state, const LoopCommand& command);

/// The id the next variation gets: v1, v2, ...
std::string next_variation(const LoopState& state);

/// All changes from the main line down to a variation, in order.
/// @error NotFound loop.114
Result<std::vector<Change>> changes_of_line(const LoopState& state, const std::string& variation);

}  // namespace halfstep
