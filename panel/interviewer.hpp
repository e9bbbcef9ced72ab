#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "panel/feedback.hpp"
#include "panel/panel_spec.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// A round of the loop as every seat may know it beforehand: of what kind, and what it is there
/// for. Nothing of what was asked or said in it.
struct LoopRound {
    std::string id;
    std::string kind;
    std::vector<std::string> looks_at;  ///< the meanings of the signals that its seat owns
};

/// What every seat knows before it starts.
struct Brief {
    std::string role;
    std::string title;
    std::string target_level;
    std::vector<std::string> ladder;
    Scale scale;
    std::string candidate;
    std::vector<CompanyValue> values;
    std::vector<LoopRound> rounds;  ///< of all seats, in order
};

/// All that one seat is ever handed: the brief, its own rounds and what it owns. Nothing of another
/// seat can be reached from here, by type.
struct SeatView {
    Brief brief;
    SeatSpec seat;
    std::vector<SignalSpec> signals;      ///< owned by the seat
    std::vector<RoundSpec> rounds;        ///< the seat's
    std::vector<QuestionSpec> questions;  ///< of those rounds
    std::vector<RoundRecord> records;     ///< what was said, one per round, same order
    std::uint64_t seed = 0;
};

/// What to do next in a round.
struct Move {
    MoveKind kind = MoveKind::Question;
    std::string text;
    std::string question;
    std::optional<ObservationKind> asks_for;
    std::string reason;
    std::string quote;
    bool ends_round = false;  ///< after a Closing
};

/// When a move is asked for.
struct Moment {
    std::int64_t elapsed_ms = 0;     ///< since the round began
    std::int64_t silent_ms = 0;      ///< since the last word of either
    bool answer_is_partial = false;  ///< the candidate is still speaking: interrupt or let go on
};

/// One seat's mind. Implementations: embedded (pure), model, human.
class Interviewer {
public:
    virtual ~Interviewer() = default;

    /// What to say now in the round at `round_index` of the view; nothing to keep listening. Called
    /// when the round starts, after each answer, while one grows, and on silence.
    virtual Result<std::optional<Move>> next_move(const SeatView& view, std::size_t round_index,
                                                  const Moment& moment) = 0;

    /// The feedback of this seat over all its rounds, once they are finished.
    virtual Result<Feedback> write_feedback(const SeatView& view) = 0;

    /// True when the two above may take seconds: they are then called while the loop goes on, one
    /// at a time, and what they give is dropped when it came too late.
    virtual bool slow() const { return false; }
    /// Who is told what is being said while it is made: all of it so far, empty when it is taken
    /// back. Called on the thread of next_move.
    virtual void on_words(std::function<void(std::string_view text)>) {}
    /// Ends a slow call under way on another thread; it fails with Refused model.114.
    virtual void cancel() {}
    /// What a model said since this was last called, for the log. Not during a slow call.
    virtual std::vector<ModelReplied> take_replies() { return {}; }
};

}  // namespace halfstep
