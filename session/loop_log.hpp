#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/loop_rules.hpp"
#include "panel/loop_state.hpp"
#include "session/event_store.hpp"

namespace halfstep {

/// Milliseconds since the Unix epoch.
using Clock = std::function<std::int64_t()>;

/// One loop's log on a store and the state folded from it: decides, appends, folds. When another
/// writer was first it reads the log again and decides anew. Not thread-safe.
class LoopLog {
public:
    LoopLog(EventStore& store, std::string loop, Clock now_ms)
        : store_(store), loop_(std::move(loop)), now_ms_(std::move(now_ms)) {}

    /// Called after each append with the last seq.
    void on_append(std::function<void(std::uint64_t)> wake) { wake_ = std::move(wake); }

    /// Reads what others appended since. @error of the store
    Result<Done> refresh();
    /// As refresh, when an append has failed since; else nothing.
    Result<Done> refresh_if_stale();

    /// Returns the seq of the command's first event once it is durable.
    Result<std::uint64_t> execute(const LoopCommand& command,
                                  const std::vector<SealedFeedback>& sealed = {});

    /// What the seats of this loop have sealed so far.
    Result<std::vector<SealedFeedback>> sealed() const { return store_.sealed(loop_); }

    const std::string& loop() const { return loop_; }
    const LoopState& state() const { return state_; }
    const std::vector<Event>& events() const { return events_; }
    std::int64_t now_ms() const { return now_ms_(); }

private:
    Result<Done> append(std::vector<EventBody> bodies, const std::vector<SealedFeedback>& sealed);

    EventStore& store_;
    std::string loop_;
    Clock now_ms_;
    std::function<void(std::uint64_t)> wake_;
    LoopState state_;
    std::vector<Event> events_;
    bool stale_ = true;
};

}  // namespace halfstep
