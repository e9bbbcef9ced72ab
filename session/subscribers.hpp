#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "session/loop_runner.hpp"

namespace halfstep {

/// Who is told about a loop's events. Lives as long as somebody listens. Thread-safe.
class Subscribers {
public:
    std::uint64_t add(std::function<void(std::uint64_t)> wake) {
        const std::lock_guard lock(mutex_);
        wakes_.emplace(++last_, std::move(wake));
        return last_;
    }
    std::uint64_t add_words(std::function<void(const SpokenWords&)> tell) {
        const std::lock_guard lock(mutex_);
        tells_.emplace(++last_, std::move(tell));
        return last_;
    }
    void remove(std::uint64_t id) {
        const std::lock_guard lock(mutex_);
        wakes_.erase(id);
        tells_.erase(id);
    }
    void tell(const SpokenWords& words) {
        std::map<std::uint64_t, std::function<void(const SpokenWords&)>> tells;
        {
            const std::lock_guard lock(mutex_);
            tells = tells_;
        }
        for (const auto& [id, call] : tells) call(words);
    }
    /// Calls outside the lock: a handle may be destroyed while its wake runs elsewhere.
    void wake(std::uint64_t seq_last) {
        std::map<std::uint64_t, std::function<void(std::uint64_t)>> wakes;
        {
            const std::lock_guard lock(mutex_);
            wakes = wakes_;
        }
        for (const auto& [id, call] : wakes) call(seq_last);
    }

private:
    std::mutex mutex_;
    std::map<std::uint64_t, std::function<void(std::uint64_t)>> wakes_;
    std::map<std::uint64_t, std::function<void(const SpokenWords&)>> tells_;
    std::uint64_t last_ = 0;
};

}  // namespace halfstep
