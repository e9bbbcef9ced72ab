#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "panel/loop_rules.hpp"
#include "session/event_store.hpp"
#include "session/loop_service.hpp"

namespace halfstep {

/// The panel with the people of the request in their seats; a seed by lot when there is none.
/// @error NotFound loop.109
Result<StartLoop> start_command(const StartRequest& request);

using HashedTokens = decltype(LoopHead::tokens);

/// What a loop is known by: an id and a token for each role, given out once, and what is kept,
/// which has only the tokens' hashes.
struct NewLoop {
    StartedLoop started;
    LoopHead head;
};

/// @param with_seats  whether human seats get tokens too
/// @param held        hashed tokens that open this loop as well; their roles get no new ones
NewLoop new_loop(const LoopStarted& begun, std::int64_t started_ms, bool with_seats,
                 HashedTokens held = {});

/// The role that a token gives in a loop. @error Refused loop.102
Result<Caller> caller_of(const LoopHead& head, const std::string& token);

}  // namespace halfstep
