#pragma once

#include <functional>

namespace halfstep {

/// How a runner calls minds that take seconds. Both empty: it waits for them like for any other.
struct SlowCalls {
    /// Makes the call while others may use the runner, and comes back when they may not.
    std::function<void(const std::function<void()>& call)> aside;
    /// Does the work later, on another thread that has the runner to itself.
    std::function<void(std::function<void()> work)> later;
};

}  // namespace halfstep
