#pragma once

#include <string>

#include "debrief/decision.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// SHA-256 over everything besides the ratings and cards that affects a verdict: engine version,
/// scale, ladder, the signals' deciding numbers, personas, policy with parameters, level, raters.
/// Equal exactly when these are equal.
std::string fingerprint(const PanelSpec& panel, const PanelRules& rules,
                        const std::string& raters_sha256);

}  // namespace halfstep
