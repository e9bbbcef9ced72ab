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

/// Makes the mind that sits in a seat; called once per seat and loop.
using InterviewerFactory = std::function<std::unique_ptr<Interviewer>(const SeatSpec&)>;

/// Milliseconds since the Unix epoch.
using Clock = std::function<std::int64_t()>;

/// Runs one loop on a store: decides, appends, folds, and lets the interviewers react. Keeps the
/// folded state between calls; when another writer was first it reads the log again and decides
/// anew. Not thread-safe: one caller at a time.
class LoopRunner {
public:
    LoopRunner(EventStore& store, std::string loop, Clock now_ms, InterviewerFactory make);
    ~LoopRunner();

    /// Called after each append with the last seq.
    void on_append(std::function<void(std::uint64_t)> wake) { wake_ = std::move(wake); }

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
    Result<Done> append(std::vector<EventBody> bodies, const std::vector<SealedFeedback>& sealed);
    Result<Done> advance();
    Result<bool> react(const Moment& moment);
    Result<Done> write_feedback();
    Result<Done> seal_or_abstain(const SeatSpec& seat);
    Result<Done> open_envelopes();
    void follow_up(const char* after);
    Interviewer& interviewer(const SeatSpec& seat);
    std::string rater_of(const SeatSpec& seat) const;

    EventStore& store_;
    std::string loop_;
    Clock now_ms_;
    InterviewerFactory make_;
    std::function<void(std::uint64_t)> wake_;
    LoopState state_;
    std::vector<Event> events_;
    bool stale_ = true;
    std::int64_t moved_ms_ = 0;  ///< when a silent interviewer was last asked
    std::map<std::string, std::unique_ptr<Interviewer>> minds_;
};

}  // namespace halfstep
