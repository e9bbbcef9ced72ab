#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "session/event_store.hpp"
#include "session/loop_runner.hpp"
#include "session/loop_service.hpp"

namespace halfstep {

/// A loop in memory. Its mutex is held while anything is done with it.
class Room {
public:
    Room(EventStore& store, const LoopHead& loop_head, const Clock& now_ms,
         const InterviewerFactory& make)
        : head(loop_head), runner(store, loop_head.loop, now_ms, make) {}

    /// Gives the room up for the length of a call.
    void aside(const std::function<void()>& call);

    /// An event's JSON as this caller may see it, made once; nullptr when it is not for them.
    /// @param index of the event in the log, from 0
    std::shared_ptr<const std::string> text_for(const Caller& caller, std::size_t index);

    /// A point after every answer and every step of the decision.
    const std::vector<ProgressPoint>& progress();

    std::mutex mutex;
    const LoopHead head;
    LoopRunner runner;
    bool resumed = false;

private:
    /// Texts by seq - 1, made when first read; hidden: as the candidate sees it before opening.
    std::vector<std::shared_ptr<const std::string>> texts_;
    std::vector<std::shared_ptr<const std::string>> hidden_;
    std::vector<ProgressPoint> answered_;
    std::optional<std::pair<std::uint64_t, std::vector<ProgressPoint>>> progress_;  ///< by seq_last
};

}  // namespace halfstep
