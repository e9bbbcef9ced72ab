#include "session/room_set.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "base/limits.hpp"

namespace halfstep {
namespace {

/// Loops whose interviewers are waited for at one time.
constexpr std::size_t kSlowCallsMax = 64;

void do_in(const std::weak_ptr<Room>& weak, const std::function<void()>& work) {
    const RoomPtr room = weak.lock();
    if (!room) return;
    const std::lock_guard lock(room->mutex);
    try {
        work();
    } catch (const std::exception& problem) {
        spdlog::error("loop {}: a bug: {}", room->head.loop, problem.what());
    }
}

}  // namespace

RoomSet::RoomSet(EventStore& store, Clock now_ms, InterviewerFactory make, bool in_background)
    : store_(store), now_ms_(std::move(now_ms)), make_(std::move(make)) {
    if (in_background) background_.emplace(kSlowCallsMax);
}

RoomSet::~RoomSet() {
    for (const RoomPtr& room : all()) {
        const std::lock_guard lock(room->mutex);
        room->runner.stop();
    }
    background_.reset();
}

std::vector<RoomPtr> RoomSet::all() {
    std::vector<RoomPtr> rooms;
    const std::lock_guard lock(mutex_);
    for (const auto& [loop, room] : rooms_) rooms.push_back(room);
    return rooms;
}

RoomPtr RoomSet::enter(const LoopHead& head) {
    const std::lock_guard lock(mutex_);
    RoomPtr& room = rooms_[head.loop];
    if (room) return room;
    room = std::make_shared<Room>(store_, head, now_ms_, make_);
    room->runner.on_append([this, loop = head.loop](std::uint64_t seq) {
        if (const auto subscribers = subscribers_if_any(loop)) subscribers->wake(seq);
    });
    room->runner.on_words([this, loop = head.loop](const SpokenWords& words) {
        if (const auto subscribers = subscribers_if_any(loop)) subscribers->tell(words);
    });
    if (background_) {
        room->runner.call_slowly(
            {[raw = room.get()](const std::function<void()>& call) { raw->aside(call); },
             [this, weak = std::weak_ptr(room)](std::function<void()> work) {
                 background_->post([weak, work = std::move(work)] { do_in(weak, work); });
             }});
    }
    const RoomPtr entered = room;
    make_place(head.loop);
    return entered;
}

Result<RoomPtr> RoomSet::find(const std::string& loop) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = rooms_.find(loop);
        if (found != rooms_.end()) return found->second;
    }
    const Result<std::optional<LoopHead>> head = store_.head(loop);
    if (!head) return head.error();
    if (!*head) {
        return Error{ErrorCode::NotFound, "loop.101", "there is no loop \"" + loop + "\"", "/loop",
                     "loop.list names the loops"};
    }
    return enter(**head);
}

/// Forgets loops nobody is in; they are read again when somebody comes.
void RoomSet::make_place(const std::string& keep) {
    for (auto it = rooms_.begin(); rooms_.size() > limits::kLoopsOpenMax && it != rooms_.end();) {
        const bool idle = it->second.use_count() == 1 && it->first != keep;
        it = idle ? rooms_.erase(it) : std::next(it);
    }
}

std::shared_ptr<Subscribers> RoomSet::subscribers_of(const std::string& loop) {
    const std::lock_guard lock(mutex_);
    std::erase_if(subscribers_, [](const auto& kept) { return kept.second.expired(); });
    std::weak_ptr<Subscribers>& kept = subscribers_[loop];
    std::shared_ptr<Subscribers> subscribers = kept.lock();
    if (!subscribers) kept = subscribers = std::make_shared<Subscribers>();
    return subscribers;
}

std::shared_ptr<Subscribers> RoomSet::subscribers_if_any(const std::string& loop) {
    const std::lock_guard lock(mutex_);
    const auto found = subscribers_.find(loop);
    return found == subscribers_.end() ? nullptr : found->second.lock();
}

}  // namespace halfstep
