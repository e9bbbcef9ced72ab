#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/interviewer.hpp"
#include "panel/loop_rules.hpp"
#include "panel/loop_state.hpp"
#include "session/event_store.hpp"

namespace halfstep {

/// Makes the mind that sits in a seat of a loop; called once per seat while the loop is in memory.
using InterviewerFactory =
    std::function<std::unique_ptr<Interviewer>(const SeatSpec&, const LoopState&)>;

/// Milliseconds since the Unix epoch.
using Clock = std::function<std::int64_t()>;

/// How a runner calls minds that take seconds. Both empty: it waits for them like for any other.
struct SlowCalls {
    /// Makes the call while others may use the runner, and comes back when they may not.
    std::function<void(const std::function<void()>& call)> aside;
    /// Does the work later, on another thread that has the runner to itself.
    std::function<void(std::function<void()> work)> later;
};

/// What an interviewer is saying while it is being made: all of it so far, empty when taken back.
struct SpokenWords {
    std::string seat;
    std::string round;
    std::string text;
};

/// Runs one loop on a store: decides, appends, folds, and lets the interviewers react. Keeps the
/// folded state between calls; when another writer was first it reads the log again and decides
/// anew. Not thread-safe: one caller at a time.
class LoopRunner {
public:
    LoopRunner(EventStore& store, std::string loop, Clock now_ms, InterviewerFactory make);
    ~LoopRunner();

    /// Called after each append with the last seq.
    void on_append(std::function<void(std::uint64_t)> wake) { wake_ = std::move(wake); }
    /// Called on the thread of a slow call, from outside whatever guards the runner.
    void on_words(std::function<void(const SpokenWords&)> tell) { tell_ = std::move(tell); }
    void call_slowly(SlowCalls slow) { slow_ = std::move(slow); }
    /// Ends slow calls; what they were about goes on when the loop is next resumed.
    void stop();

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
    Result<std::uint64_t> execute(const LoopCommand& command,
                                  const std::vector<SealedFeedback>& sealed = {});

    /// Time has passed: nudges, warnings, rounds that run out, human seats past their deadline.
    Result<Done> tick();

    const LoopState& state() const { return state_; }
    const std::vector<Event>& events() const { return events_; }

    /// Reads what others appended since. @error of the store
    Result<Done> refresh();

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

    Result<Done> append(std::vector<EventBody> bodies, const std::vector<SealedFeedback>& sealed);
    Result<Done> advance();
    Result<bool> react(const Moment& moment);
    Result<std::optional<Move>> think(const SeatSpec& seat, const Moment& moment);
    Result<Done> record_replies(const SeatSpec& seat, bool too_late);
    std::optional<Thought> thought_now() const;
    Result<Done> write_feedback();
    Result<Done> write_at_once(const std::vector<const SeatSpec*>& seats);
    Result<Done> seal_or_abstain(const SeatSpec& seat, Result<Feedback> feedback);
    Result<Done> open_envelopes();
    void follow_up(const char* after);
    void follow_up_now(const char* after);
    void react_later(const Moment& moment);
    bool is_slow();
    Interviewer& interviewer(const SeatSpec& seat);
    std::string rater_of(const SeatSpec& seat) const;

    EventStore& store_;
    std::string loop_;
    Clock now_ms_;
    InterviewerFactory make_;
    std::function<void(std::uint64_t)> wake_;
    std::function<void(const SpokenWords&)> tell_;
    SlowCalls slow_;
    LoopState state_;
    std::vector<Event> events_;
    bool stale_ = true;
    std::int64_t moved_ms_ = 0;  ///< when a silent interviewer was last asked
    std::map<std::string, std::unique_ptr<Interviewer>> minds_;
    std::optional<Thought> thought_;  ///< a slow call about a move is under way
    bool writing_ = false;            ///< slow calls about feedback are
    bool ending_ = false;
};

}  // namespace halfstep
