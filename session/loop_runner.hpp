#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/interviewer.hpp"
#include "panel/loop_rules.hpp"
#include "panel/loop_state.hpp"
#include "session/feedback_writer.hpp"
#include "session/loop_log.hpp"
#include "session/seat_minds.hpp"
#include "session/slow_calls.hpp"

namespace halfstep {

/// What an interviewer is saying while it is being made: all of it so far, empty when taken back.
struct SpokenWords {
    std::string seat;
    std::string round;
    std::string text;
};

/// Runs one loop: does what is commanded, then lets the interviewers react, the seats write and the
/// envelopes open. Not thread-safe: one caller at a time.
class LoopRunner {
public:
    LoopRunner(EventStore& store, std::string loop, Clock now_ms, InterviewerFactory make);
    LoopRunner(const LoopRunner&) = delete;
    LoopRunner& operator=(const LoopRunner&) = delete;

    /// Called after each append with the last seq.
    void on_append(std::function<void(std::uint64_t)> wake) { log_.on_append(std::move(wake)); }
    /// Called on the thread of a slow call, from outside whatever guards the runner.
    void on_words(std::function<void(const SpokenWords&)> tell) { tell_ = std::move(tell); }
    void call_slowly(SlowCalls slow) { slow_ = std::move(slow); }
    /// Ends slow calls; what they were about goes on when the loop is next resumed.
    void stop() { minds_.stop(); }

    /// Reads the log and carries on where a process may have died: an answer without a reaction,
    /// rounds over without feedback. @error NotFound loop.101
    Result<Done> resume();

    /// Each returns the seq of the command's first event once it is durable; what the interviewers
    /// do about it follows in the same call, and its failure is not the caller's.
    Result<std::uint64_t> start(const StartLoop& command);
    Result<std::uint64_t> say(const Say& command);
    Result<std::uint64_t> finish_round(const FinishRound& command);
    Result<std::uint64_t> finish(const std::string& key);
    Result<std::uint64_t> submit(const Feedback& feedback);
    Result<std::uint64_t> take_seat(const SeatTaken& taken);

    /// Any other command: decided and made durable, nothing follows.
    Result<std::uint64_t> execute(const LoopCommand& command);

    /// The candidate is at work without a word, typing or drawing: no silence. Not recorded.
    void note_work() { worked_ms_ = log_.now_ms(); }

    /// Time has passed: nudges, warnings, rounds that run out, human seats past their deadline.
    Result<Done> tick();

    const LoopState& state() const { return log_.state(); }
    const std::vector<Event>& events() const { return log_.events(); }

    /// Reads what others appended since. @error of the store
    Result<Done> refresh() { return log_.refresh(); }

private:
    /// What a slow call is about; it is too late when any of this has changed.
    struct Thought {
        std::string seat;
        std::string round;
        std::size_t turns = 0;
        bool answer_open = false;
        bool paused = false;

        bool operator==(const Thought&) const = default;
    };

    Result<Done> advance();
    Result<bool> react(const Moment& moment);
    Result<std::optional<Move>> think(const SeatSpec& seat, const Moment& moment);
    Result<Done> record_replies(const SeatSpec& seat, bool too_late);
    std::optional<Thought> thought_now() const;
    Result<Done> open_envelopes();
    void follow_up(const char* after);
    void follow_up_now(const char* after);
    void react_later(const Moment& moment);
    bool is_slow();

    LoopLog log_;
    SeatMinds minds_;
    SlowCalls slow_;
    FeedbackWriter writer_;
    std::function<void(const SpokenWords&)> tell_;
    std::int64_t worked_ms_ = 0;      ///< when the candidate was last seen at work
    std::int64_t moved_ms_ = 0;       ///< when a silent interviewer was last asked
    std::optional<Thought> thought_;  ///< a slow call about a move is under way
};

}  // namespace halfstep
