#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "session/background.hpp"
#include "session/event_store.hpp"
#include "session/room.hpp"
#include "session/subscribers.hpp"

namespace halfstep {

using RoomPtr = std::shared_ptr<Room>;

/// The loops in memory and who listens to them. Loops that nobody is in are forgotten when there
/// are too many, and read again when somebody comes. Thread-safe.
class RoomSet {
public:
    /// @param in_background  see Seating
    RoomSet(EventStore& store, Clock now_ms, InterviewerFactory make, bool in_background);
    RoomSet(const RoomSet&) = delete;
    RoomSet& operator=(const RoomSet&) = delete;
    /// Slow calls end at once; what they were about goes on after the next start.
    ~RoomSet();

    /// The room of a loop that is in the store.
    RoomPtr enter(const LoopHead& head);
    /// @error NotFound loop.101
    Result<RoomPtr> find(const std::string& loop);
    std::vector<RoomPtr> all();

    /// Has `use` act on the loop's room, brought up to date and locked.
    template <typename T, typename F>
    Result<T> in_room(const std::string& loop, F&& use) {
        const Result<RoomPtr> room = find(loop);
        if (!room) return room.error();
        const std::lock_guard lock((*room)->mutex);
        if (!(*room)->resumed) {
            if (const Result<Done> done = (*room)->runner.resume(); !done) return done.error();
            (*room)->resumed = true;
        }
        return use(**room);
    }

    std::shared_ptr<Subscribers> subscribers_of(const std::string& loop);

private:
    std::shared_ptr<Subscribers> subscribers_if_any(const std::string& loop);
    void make_place(const std::string& keep);

    EventStore& store_;
    Clock now_ms_;
    InterviewerFactory make_;
    std::mutex mutex_;  ///< of the two maps; taken after a room's mutex, never before
    std::map<std::string, RoomPtr> rooms_;
    std::map<std::string, std::weak_ptr<Subscribers>> subscribers_;
    std::optional<Background> background_;  ///< last: its work uses all of the above
};

}  // namespace halfstep
