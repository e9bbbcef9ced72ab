#pragma once

#include <vector>

#include "base/result.hpp"
#include "session/loop_log.hpp"
#include "session/seat_minds.hpp"
#include "session/slow_calls.hpp"

namespace halfstep {

/// Has the seats of a loop write their feedback once its rounds are over, all at the same time, and
/// seals what they write. Not thread-safe; all it is given must outlive it.
class FeedbackWriter {
public:
    FeedbackWriter(LoopLog& log, SeatMinds& minds, const SlowCalls& slow)
        : log_(log), minds_(minds), slow_(slow) {}

    /// Seals for every seat that is no person's, and for those with nothing to judge, once they are
    /// done; a seat that cannot write abstains or is taken over. Nothing while it is at it already.
    Result<Done> write();
    bool writing() const { return writing_; }

private:
    Result<Done> write_at_once(const std::vector<const SeatSpec*>& seats);
    Result<Done> seal_or_abstain(const SeatSpec& seat, Result<Feedback> feedback);

    LoopLog& log_;
    SeatMinds& minds_;
    const SlowCalls& slow_;
    bool writing_ = false;
};

}  // namespace halfstep
