#pragma once

#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "session/event_store.hpp"

namespace halfstep {

/// Puts a log written elsewhere into a store, so that it can be opened like any loop. A loop that
/// is already there stays as it is. Nobody holds a token of it: only the machine's owner can open
/// it.
/// @error InvalidData replay.104 when the log is unsound
Result<Done> import_log(EventStore& store, const std::vector<Event>& events);

}  // namespace halfstep
