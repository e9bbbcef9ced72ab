#include "app/line_stream.hpp"

#include <condition_variable>
#include <deque>
#include <istream>
#include <memory>
#include <mutex>
#include <ostream>
#include <thread>
#include <vector>

namespace halfstep {
namespace {

/// Lines are handed out in groups so that the lock is taken rarely.
constexpr std::size_t kGroupLines = 32;
/// Groups in flight for each worker: enough to keep it busy while the oldest is being written.
constexpr std::size_t kGroupsPerWorker = 4;

struct Group {
    std::size_t first_number = 1;
    std::vector<std::string> lines;
    std::string answers;
    bool done = false;
};

bool read_line(std::istream& input, std::size_t bytes_max, std::string& line) {
    line.clear();
    std::streambuf& buffer = *input.rdbuf();
    int byte = buffer.sbumpc();
    if (byte == std::char_traits<char>::eof()) return false;
    for (; byte != std::char_traits<char>::eof() && byte != '\n'; byte = buffer.sbumpc()) {
        if (line.size() <= bytes_max) line += static_cast<char>(byte);
    }
    return true;
}

bool is_blank(const std::string& line) {
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

/// Groups between the reader, the workers and the writer, in the order they were read.
class Pipeline {
public:
    explicit Pipeline(const AnswerLine& answer) : answer_(answer) {}

    void add(std::shared_ptr<Group> group) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.push_back(std::move(group));
        }
        wake_workers_.notify_one();
    }

    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        wake_workers_.notify_all();
    }

    void work() {
        while (const std::shared_ptr<Group> group = take()) {
            for (std::size_t k = 0; k < group->lines.size(); ++k) {
                if (is_blank(group->lines[k])) continue;
                group->answers += answer_(group->lines[k], group->first_number + k);
                group->answers += '\n';
            }
            {
                const std::lock_guard lock(mutex_);
                group->done = true;
            }
            wake_writer_.notify_one();
        }
    }

    void wait_for(const Group& group) {
        std::unique_lock lock(mutex_);
        wake_writer_.wait(lock, [&] { return group.done; });
    }

private:
    std::shared_ptr<Group> take() {
        std::unique_lock lock(mutex_);
        wake_workers_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
        if (waiting_.empty()) return nullptr;
        std::shared_ptr<Group> group = std::move(waiting_.front());
        waiting_.pop_front();
        return group;
    }

    const AnswerLine& answer_;
    std::mutex mutex_;
    std::condition_variable wake_workers_;
    std::condition_variable wake_writer_;
    std::deque<std::shared_ptr<Group>> waiting_;
    bool closed_ = false;
};

}  // namespace

bool answer_lines(std::istream& input, std::ostream& output, std::size_t workers,
                  std::size_t bytes_max, const AnswerLine& answer) {
    Pipeline pipeline(answer);
    std::vector<std::jthread> threads;
    for (std::size_t k = 0; k < workers; ++k) threads.emplace_back([&] { pipeline.work(); });

    std::deque<std::shared_ptr<Group>> in_flight;
    const auto write_oldest = [&] {
        pipeline.wait_for(*in_flight.front());
        output << in_flight.front()->answers;
        in_flight.pop_front();
    };
    std::size_t number = 1;
    bool more = true;
    while (more && output) {
        auto group = std::make_shared<Group>();
        group->first_number = number;
        std::string line;
        // A person or a program at the other end of a pipe waits for each answer, so a group ends
        // where no further line is ready.
        while (group->lines.size() < kGroupLines &&
               (group->lines.empty() || input.rdbuf()->in_avail() > 0)) {
            more = read_line(input, bytes_max, line);
            if (!more) break;
            group->lines.push_back(line);
        }
        number += group->lines.size();
        const bool pause = more && input.rdbuf()->in_avail() <= 0;
        if (!group->lines.empty()) {
            in_flight.push_back(group);
            pipeline.add(std::move(group));
        }
        while (!in_flight.empty() && (pause || in_flight.size() >= workers * kGroupsPerWorker)) {
            write_oldest();
        }
        if (pause) output.flush();
    }
    while (!in_flight.empty() && output) write_oldest();
    pipeline.close();
    output.flush();
    return static_cast<bool>(output);
}

}  // namespace halfstep
