#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "panel/loop_state.hpp"
#include "session/loop_runner.hpp"

/// What can be done with a loop once its debrief has come to a verdict.
namespace halfstep {

/// Why there is no verdict: Refused loop.110 while it is not time, InvalidData loop.124 when the
/// debrief came to none; nothing when there is one.
std::optional<Error> undecided(const LoopState& state);

/// {packet, verdict}. @error as undecided, in each of these
Result<nlohmann::json> debrief_json(const LoopState& state);
/// {verdict, variations}, without the deleted ones.
Result<nlohmann::json> variations_json(const LoopState& state);

/// Adds a variation and gives it with its seq, packet and what it changed.
Result<nlohmann::json> create_variation(LoopRunner& runner, const std::string& parent,
                                        const std::vector<Change>& changes,
                                        const std::string& name);
/// Adds a coach's correction; {seq, verdict, changed} after all corrections so far.
Result<nlohmann::json> correct_rating(LoopRunner& runner, const RatingCorrected& correction);

}  // namespace halfstep
