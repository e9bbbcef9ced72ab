#pragma once

#include <vector>

#include "base/result.hpp"
#include "debrief/decision.hpp"

namespace halfstep {

/// Share of the outcome's uncertainty each signal resolves when the rounds come in random order:
/// the (j,k) Shapley-Shubik index. Sums to 1. Weights say what a panel means; this says what its
/// floors, relief and policy make of it.
/// @param mix chance of each label, lowest first; empty: all labels alike
std::vector<double> signal_power(const Decider& decider, const std::vector<double>& mix);

/// A plausible mix of ratings on the default scale, by judgement.
const std::vector<double>& usual_mix();

/// One level of a panel, per signal in the panel's order, all evidence at full strength: with the
/// usual mix on six labels, all labels alike on other scales. Costs power_decisions().
/// @error InvalidData policy.1xx
Result<std::vector<double>> level_power(const PanelSpec& panel, const std::string& level);

/// How often one level of this panel is decided to find its power.
double power_decisions(const PanelSpec& panel);

/// What level_power finds at one level.
struct LevelPower {
    std::string level;
    std::vector<double> power;  ///< per signal, the panel's order
};
/// Every level of the panel's ladder under its own policy.
/// @error InvalidData policy.1xx; TooLarge power.101 when labels to the power of signals exceeds
///        two million
Result<std::vector<LevelPower>> panel_power(const PanelSpec& panel);

}  // namespace halfstep
