#pragma once

#include <string>

#include "base/result.hpp"
#include "panel/interviewer.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// What one seat is handed of a transcript: the brief, its own rounds, what it owns.
/// @param level empty: the panel's target level
SeatView seat_view(const Transcript& transcript, const PanelSpec& panel, const std::string& level,
                   const std::string& seat);

/// Gives each of the transcript's rounds the id of the panel's round it belongs to: by id, then by
/// kind or seat. Others keep their names.
Transcript with_panel_rounds(Transcript transcript, const PanelSpec& panel);

/// What every agent seat of the panel would have written about a transcript from anywhere. Rounds
/// of the transcript are matched to the panel's by id, then by kind; rounds nobody conducts are
/// kept in the packet but read by no seat. Human seats abstain, visibly, and so do seats without a
/// round.
///
/// @error InvalidData assess.101 when no round of the transcript belongs to the panel,
///        InvalidArgument assess.102 when the level is not on the panel's ladder
Result<Packet> assess_transcript(const Transcript& transcript, const PanelSpec& panel,
                                 const std::string& level);

}  // namespace halfstep
