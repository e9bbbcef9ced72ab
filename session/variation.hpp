#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "debrief/debrief.hpp"
#include "panel/event.hpp"
#include "panel/packet.hpp"

namespace halfstep {

/// A line of what-if: the packet after its changes, and what the debrief makes of it.
struct Variation {
    Packet packet;
    DebriefOptions options;
    Debrief debrief;
};

/// Applies changes, in order, to a line and debriefs the result. The line itself is not touched.
/// SetRating keeps the strength of the evidence, as the flips of a verdict do. RetryAnswer puts the
/// new text in place of that candidate turn and lets the round's seat read its rounds again; later
/// turns stay as they were said. SetPersona moves the seat's ratings by its change of severity and
/// lets its loudness and stubbornness work in the discussion.
///
/// @param options the line's policy and level so far; SetPolicy and SetLevel replace them
/// @error InvalidData change.2xx naming the signal, card, seat, level or turn that is not there
Result<Variation> vary(const Packet& packet, const PanelSpec& panel, const DebriefOptions& options,
                       const std::vector<Change>& changes);

/// What moved between two verdicts: outcome, level, policy, target level and each signal's rating,
/// as {"name": {"from": ..., "to": ...}}. Only what differs.
nlohmann::json changed(const nlohmann::json& before, const nlohmann::json& after);

}  // namespace halfstep
