#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"
#include "scenarios/candidate_script.hpp"
#include "session/loop_service.hpp"

namespace halfstep {

/// A loop that was played to its verdict.
struct PlayedLoop {
    std::vector<Event> events;
    Packet packet;
    std::string verdict_json;  ///< canonical halfstep/verdict
};

/// Plays a scripted candidate through a panel with the same service that live loops use, on a clock
/// of its own that advances by speaking time. Same panel, script, level and seed: same bytes.
///
/// @param level empty: the panel's target level
/// @error InvalidData script.101 when the loop does not come to a verdict (a human seat, say)
/// @param seating who interviews; never in the background
Result<PlayedLoop> play(const PanelSpec& panel, const CandidateScript& script,
                        const std::string& level, std::uint64_t seed, Seating seating = {});

}  // namespace halfstep
