#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "session/loop_service.hpp"

namespace halfstep {

/// An event on its way to one connection.
struct Delivery {
    std::string loop;
    std::uint64_t generation = 0;  ///< of the attachment it was read for
    SeenEvent event;
    bool words = false;  ///< of loop.partial: what an interviewer is saying; event.seq is 0
};

/// The loops one connection follows. Wake-ups of all of them are merged into one call; events are
/// then read from the log, so what waits for a slow client is a number and not a queue. Of what an
/// interviewer is just saying only the latest waits, and none once its event is there.
///
/// attach, open, detach and pull may be called from different threads, pull by one at a time.
class Attachments {
public:
    static constexpr std::size_t kLoopsMax = 64;

    /// @param wake called from any thread when there may be something to pull, and then not again
    ///             before the next pull; must not block
    Attachments(LoopService& loops, std::function<void()> wake);
    Attachments(const Attachments&) = delete;
    Attachments& operator=(const Attachments&) = delete;
    ~Attachments();

    /// Follows a loop from after_seq on, instead of from where it was followed before. Nothing is
    /// pulled for it until open(), so that the answer to loop.attach goes out first.
    /// @error TooLarge rpc.120: over kLoopsMax loops
    Result<Done> attach(const std::string& loop, const Caller& caller, std::uint64_t after_seq);
    void open();
    void detach(const std::string& loop);

    /// The next events of all open loops, at most `limit`, in turn; per loop in order of seq and
    /// each once. Blocks on the store. Errors of the store end that loop's attachment; they are
    /// given in `failed`.
    std::vector<Delivery> pull(std::size_t limit, std::vector<Error>& failed);

    /// False when the loop was detached or attached anew since this was pulled: drop it then.
    bool current(const Delivery& delivery) const;

private:
    struct Signal;
    struct Words;
    struct Attachment {
        Caller caller;
        std::uint64_t seq_sent = 0;
        std::uint64_t generation = 0;
        bool open = false;
        std::shared_ptr<std::atomic<bool>> dirty;
        std::shared_ptr<Words> words;  ///< null: this caller is told none
        std::shared_ptr<void> subscription;
        std::shared_ptr<void> words_subscription;
    };

    LoopService& loops_;
    std::shared_ptr<Signal> signal_;
    mutable std::mutex mutex_;
    std::map<std::string, Attachment> attached_;
    std::uint64_t generation_next_ = 1;
};

}  // namespace halfstep
