#include "session/background.hpp"

#include <utility>

namespace halfstep {

Background::~Background() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        queue_.clear();
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Background::post(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    if (ending_) return;
    queue_.push_back(std::move(work));
    if (queue_.size() > idle_ && threads_.size() < threads_max_) {
        threads_.emplace_back([this] { run(); });
    }
    ready_.notify_one();
}

void Background::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        ++idle_;
        ready_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        --idle_;
        if (ending_) return;
        const std::function<void()> work = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        work();
        lock.lock();
    }
}

}  // namespace halfstep
