#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace halfstep {

enum class StopKind {
    Socket,  ///< sockets: finish what is under way, then close with 1001
    All,     ///< sockets and plain HTTP
    Force,   ///< close without a word
};

/// The open connections: how many, and how to ask each to end.
class ConnectionSet {
public:
    /// One connection's place; gives it back when destroyed.
    class Ticket {
    public:
        Ticket(ConnectionSet& set, std::uint64_t id) : set_(set), id_(id) {}
        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;
        ~Ticket() { set_.leave(id_); }

        std::uint64_t id() const { return id_; }
        /// How to end; called from any thread, replaces what was set before. Must not block.
        void on_stop(bool socket, std::function<void(StopKind)> stop);

    private:
        ConnectionSet& set_;
        std::uint64_t id_;
    };

    /// Null when there are `limit` connections already.
    std::shared_ptr<Ticket> enter(std::size_t limit);

    void stop(StopKind kind);
    /// Waits until no socket, or no connection at all, is left. False when time ran out.
    bool wait_until_gone(bool sockets_only, std::chrono::milliseconds patience);

private:
    struct Entry {
        bool socket = false;
        std::function<void(StopKind)> stop;
    };
    void leave(std::uint64_t id);

    std::mutex mutex_;
    std::condition_variable left_;
    std::map<std::uint64_t, Entry> entries_;
    std::uint64_t id_next_ = 1;
};

}  // namespace halfstep
