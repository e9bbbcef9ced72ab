#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "panel/panel_spec.hpp"

namespace halfstep {

/// A built-in persona by name: even, warm, skeptic, stern, quiet, hurried, dominant, bar_raiser.
std::optional<Persona> persona_preset(std::string_view name);

/// Their names, the even-tempered one first.
std::vector<std::string> persona_presets();

}  // namespace halfstep
