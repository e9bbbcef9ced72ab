#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace halfstep {

/// Threads for work that waits on something slow, made when there is work and none of them is idle.
class Background {
public:
    explicit Background(std::size_t threads_max) : threads_max_(threads_max) {}
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    ~Background();  ///< waits for what runs; what never began is dropped

    /// `work` must not throw. In order of arrival, as threads get free.
    void post(std::function<void()> work);

private:
    void run();

    const std::size_t threads_max_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> queue_;
    std::size_t idle_ = 0;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace halfstep
