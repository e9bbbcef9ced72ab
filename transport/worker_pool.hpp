#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace halfstep {

/// Threads for work that blocks (the store, files, interviewers' reading). What waits is bounded
/// by the connections, as each has at most one command and one read of events under way.
class WorkerPool {
public:
    explicit WorkerPool(std::size_t threads);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool();  ///< runs what was posted, then ends the threads

    /// `work` must not throw.
    void post(std::function<void()> work);

private:
    void run();

    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> queue_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace halfstep
