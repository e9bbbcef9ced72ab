#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>

#include "session/event_store.hpp"

namespace halfstep {
namespace {

/// For tests and for loops that nobody wants to keep.
class MemoryEventStore : public EventStore {
public:
    Result<Done> create(const LoopHead& head) override {
        const std::lock_guard lock(mutex_);
        if (!loops_.emplace(head.loop, Kept{head, {}, {}}).second) {
            return Error{ErrorCode::Conflict, "store.102", "the loop is already there", head.loop,
                         ""};
        }
        return Done{};
    }

    Result<Done> append(const std::string& loop, std::span<const Event> events,
                        std::span<const SealedFeedback> sealed) override {
        const std::lock_guard lock(mutex_);
        const auto found = loops_.find(loop);
        if (found == loops_.end()) return unknown(loop);
        Kept& kept = found->second;
        std::uint64_t seq = kept.head.seq_last;
        for (const Event& event : events) {
            if (event.seq != ++seq) {
                return Error{ErrorCode::Conflict, "store.103",
                             "another writer was first at seq " + std::to_string(event.seq), loop,
                             "read the log again and decide anew"};
            }
        }
        kept.events.insert(kept.events.end(), events.begin(), events.end());
        kept.sealed.insert(kept.sealed.end(), sealed.begin(), sealed.end());
        kept.head.seq_last = seq;
        return Done{};
    }

    Result<std::vector<Event>> read(const std::string& loop, std::uint64_t after_seq) override {
        const std::lock_guard lock(mutex_);
        const auto found = loops_.find(loop);
        if (found == loops_.end()) return unknown(loop);
        const std::vector<Event>& events = found->second.events;
        const auto skip = std::min<std::uint64_t>(after_seq, events.size());
        return std::vector<Event>(events.begin() + static_cast<std::ptrdiff_t>(skip), events.end());
    }

    Result<std::vector<SealedFeedback>> sealed(const std::string& loop) override {
        const std::lock_guard lock(mutex_);
        const auto found = loops_.find(loop);
        if (found == loops_.end()) return unknown(loop);
        return found->second.sealed;
    }

    Result<std::optional<LoopHead>> head(const std::string& loop) override {
        const std::lock_guard lock(mutex_);
        const auto found = loops_.find(loop);
        if (found == loops_.end()) return std::optional<LoopHead>{};
        return std::optional(found->second.head);
    }

    Result<std::vector<LoopHead>> list() override {
        const std::lock_guard lock(mutex_);
        std::vector<LoopHead> heads;
        for (const auto& [loop, kept] : loops_) heads.push_back(kept.head);
        std::ranges::sort(heads, [](const LoopHead& a, const LoopHead& b) {
            return std::tie(b.started_ms, a.loop) < std::tie(a.started_ms, b.loop);
        });
        return heads;
    }

private:
    struct Kept {
        LoopHead head;
        std::vector<Event> events;
        std::vector<SealedFeedback> sealed;
    };

    static Error unknown(const std::string& loop) {
        return Error{ErrorCode::NotFound, "store.101", "there is no such loop", loop, ""};
    }

    std::mutex mutex_;
    std::map<std::string, Kept> loops_;
};

}  // namespace

std::unique_ptr<EventStore> make_memory_event_store() {
    return std::make_unique<MemoryEventStore>();
}

}  // namespace halfstep
