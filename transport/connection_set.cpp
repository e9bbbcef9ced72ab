#include "transport/connection_set.hpp"

#include <algorithm>
#include <vector>

namespace halfstep {

void ConnectionSet::Ticket::on_stop(bool socket, std::function<void(StopKind)> stop) {
    const std::lock_guard lock(set_.mutex_);
    set_.entries_[id_] = Entry{socket, std::move(stop)};
}

std::shared_ptr<ConnectionSet::Ticket> ConnectionSet::enter(std::size_t limit) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= limit) return nullptr;
    const std::uint64_t id = id_next_++;
    entries_.emplace(id, Entry{});
    return std::make_shared<Ticket>(*this, id);
}

void ConnectionSet::leave(std::uint64_t id) {
    Entry gone;  // destroyed after the lock: it may own the last reference to much
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) return;
    gone = std::move(found->second);
    entries_.erase(found);
    left_.notify_all();
}

void ConnectionSet::stop(StopKind kind) {
    std::vector<std::function<void(StopKind)>> stops;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, entry] : entries_) {
            if (entry.stop && (entry.socket || kind != StopKind::Socket)) {
                stops.push_back(entry.stop);
            }
        }
    }
    for (const auto& stop : stops) stop(kind);
}

bool ConnectionSet::wait_until_gone(bool sockets_only, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return left_.wait_for(lock, patience, [&] {
        return std::none_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
            return entry.second.socket || !sockets_only;
        });
    });
}

}  // namespace halfstep
