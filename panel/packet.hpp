#pragma once

#include <optional>
#include <string>
#include <vector>

#include "panel/feedback.hpp"
#include "panel/panel_spec.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// Everything the debrief decides on. Same packet and panel, same verdict, byte for byte.
struct Packet {
    std::string panel;                      ///< library name or file; empty: default-five
    std::optional<PanelSpec> inline_panel;  ///< instead of a name
    std::string target_level;               ///< empty: the panel's
    std::string candidate;
    std::vector<Feedback> feedback;
    std::optional<Transcript> transcript;  ///< when present every quote must be found in it
};

}  // namespace halfstep
