#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"

namespace halfstep {

/// What is kept of a loop beside its events: the hashes of its tokens and a title for lists.
struct LoopHead {
    std::string loop;
    std::string panel;
    std::string candidate;
    std::string target_level;
    std::int64_t started_ms = 0;
    std::uint64_t seq_last = 0;
    std::vector<std::pair<std::string, std::string>> tokens;  ///< role ("candidate", "coach",
                                                              ///< "observer", "seat:ID") -> sha256
};

/// Feedback that is sealed but not yet opened, kept apart from the log.
struct SealedFeedback {
    std::string seat;
    std::string json;  ///< canonical; its SHA-256 stands in FeedbackSealed
};

/// Append-only storage of loops. (loop, seq) is unique: of two writers one gets Conflict and
/// nothing of its batch is stored. When append returns, its events survive a crash of the process.
class EventStore {
public:
    virtual ~EventStore() = default;

    virtual Result<Done> create(const LoopHead& head) = 0;
    /// All or nothing; events[0].seq must be the last stored seq + 1, without gaps after it.
    virtual Result<Done> append(const std::string& loop, std::span<const Event> events,
                                std::span<const SealedFeedback> sealed) = 0;
    virtual Result<std::vector<Event>> read(const std::string& loop, std::uint64_t after_seq) = 0;
    virtual Result<std::vector<SealedFeedback>> sealed(const std::string& loop) = 0;
    virtual Result<std::optional<LoopHead>> head(const std::string& loop) = 0;
    virtual Result<std::vector<LoopHead>> list() = 0;
};

std::unique_ptr<EventStore> make_memory_event_store();
/// Opens or makes the database file; WAL, synchronous=FULL.
Result<std::unique_ptr<EventStore>> make_sqlite_event_store(const std::string& path);

}  // namespace halfstep
