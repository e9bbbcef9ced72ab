#pragma once

#include <optional>

#include "base/result.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// What is wrong with a packet for this panel, the first thing in its own order; nothing when it
/// can be decided on. Errors packet.120 to packet.139 are listed in docs/errors.md.
std::optional<Error> check_packet(const Packet& packet, const PanelSpec& panel);

}  // namespace halfstep
