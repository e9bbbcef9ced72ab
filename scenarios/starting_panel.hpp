#pragma once

#include <string>

#include "base/result.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// Whether a name can be that of a new panel: lower-case letters, digits and '-', at most 64.
/// @error InvalidArgument panel.150
Result<Done> check_new_name(const std::string& name);

/// The text of a panel file to start from: it builds on `base` and says, as comments with the
/// base's own ids, what can be changed and how. It checks clean as it stands.
/// @pre check_new_name(name)
std::string starting_panel(const std::string& name, const PanelSpec& base);

}  // namespace halfstep
