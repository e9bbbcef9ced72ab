#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "panel/event.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"
#include "panel/transcript.hpp"

/// A loop as its events make it. The live room, replay and debrief fold the same events with the
/// same `apply`, so they cannot disagree.
namespace halfstep {

/// Milliseconds of silence that count at most against a round: a candidate who closes the page and
/// comes back tomorrow has lost five minutes, not the round.
inline constexpr std::int64_t kPauseMsMax = 5 * 60 * 1000;

struct RoundState {
    std::string round;
    std::string seat;
    bool started = false;
    bool finished = false;
    std::string finished_by;
    std::int64_t active_ms = 0;     ///< spoken time until `last_ms`, pauses cut to kPauseMsMax
    std::int64_t last_ms = 0;       ///< of the last word of either side, or of the start
    std::int64_t heard_ms = 0;      ///< of the candidate's last word, or of the start
    std::optional<MoveKind> asked;  ///< the interviewer's move that the last turn is, if it is one
    bool answer_open = false;       ///< the last turn is a partial answer
    std::uint64_t answer_seq = 0;   ///< where the last words of the last answer came
    bool warned = false;            ///< a time warning was given
    bool paused = false;            ///< no time passes

    bool skipped() const { return finished_by == "skipped"; }
};

struct SeatState {
    std::string seat;
    std::string rater;
    std::string sha256;                    ///< empty until sealed
    std::optional<std::string> abstained;  ///< why
    std::optional<Feedback> feedback;      ///< only after opening
    bool taken = false;                    ///< a person sits here
    std::string name;                      ///< the person's
    bool conducts = false;                 ///< the person asks, not the agent

    bool done() const { return !sha256.empty() || abstained.has_value(); }
};

struct VariationState {
    std::string id;
    std::string parent;
    std::string name;
    std::vector<Change> changes;
    std::string verdict_json;
    bool deleted = false;
    bool promoted = false;
};

/// When and where each answer stands in the log, for the course of a loop.
struct AnswerMark {
    std::uint64_t seq = 0;
    std::string round;
    std::size_t turn = 0;
};

struct LoopState {
    std::string loop;
    std::uint64_t seq_last = 0;
    std::int64_t started_ms = 0;
    std::int64_t last_ms = 0;
    std::shared_ptr<const PanelSpec> panel;  ///< null before LoopStarted
    std::string target_level;
    std::string candidate;
    std::uint64_t seed = 0;
    Transcript transcript;                      ///< a record per started round, in order
    std::vector<RoundState> rounds;             ///< all of the panel, in order
    std::vector<SeatState> seats;               ///< all of the panel, in order
    std::vector<AnswerMark> answers;            ///< complete ones, in order
    std::map<std::string, std::uint64_t> keys;  ///< of commands already taken -> first seq
    bool opened = false;
    std::int64_t rounds_over_ms = 0;  ///< when the last round finished
    std::vector<DebriefStep> steps;
    std::string verdict_json;
    std::vector<VariationState> variations;
    std::vector<RatingCorrected> corrections;
    std::vector<CommentAdded> comments;
    std::vector<ModelReplied> replies;

    /// The round that runs now; nullptr before the first, between rounds and after the last.
    const RoundState* current() const;
    const RoundState* find_round(std::string_view id) const;
    const SeatState* find_seat(std::string_view id) const;
    const VariationState* find_variation(std::string_view id) const;
    const RoundRecord& record(std::string_view round) const;
    bool rounds_over() const;
    bool all_sealed() const;
};

/// The state after one more event. Total: an event that does not fit (a log from elsewhere) changes
/// only what it can; `replay` tells whether a log is sound.
void apply(LoopState& state, const Event& event);

LoopState fold(const std::vector<Event>& events);

/// Milliseconds spent in a round until now, pauses cut to kPauseMsMax.
std::int64_t elapsed_ms(const RoundState& round, std::int64_t now_ms);

/// Feedback of every seat in panel order, and the transcript. Meaningful once opened.
Packet packet_of(const LoopState& state);

/// What stands in a packet for a seat that gives no rating, and why.
Feedback abstention(const std::string& seat, const std::string& rater, const std::string& reason);

}  // namespace halfstep
