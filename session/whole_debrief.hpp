#pragma once

#include "base/result.hpp"
#include "debrief/debrief.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// Debriefs a packet with what only a reader of the words can add: what the candidate told one seat
/// otherwise than another. Reads the rounds of the transcript, or without one what the seats'
/// cards quote. Explain::None explains nothing and reads nothing.
///
/// @error as run_debrief
Result<Debrief> whole_debrief(const Packet& packet, const PanelSpec& panel, DebriefOptions options);

}  // namespace halfstep
