#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// One number per signal of a panel, in the panel's order.
using SignalValues = std::array<std::int64_t, limits::kSignalsMax>;

/// What one level asks for, unpacked from the panel.
struct LevelRules {
    std::size_t down = 0;  ///< levels below the target
    SignalValues weight{};
    std::int64_t weight_sum = 0;
    SignalValues floor{};     ///< panel's own milli-steps; 0 where there is none
    SignalValues relief{};    ///< gained here by a rating of at least one step
    SignalValues evidence{};  ///< weight x strength of the packet at hand
};

/// Numbers of all policies; each policy reads its own. Milli-steps are of the default scale.
struct PolicyNumbers {
    std::int64_t residual_max = 60;
    std::int64_t net_min = 150;
    std::int64_t net_min_down = 350;
    std::int64_t level_fit_min = 2900;
    std::int64_t level_fit_min_down = 3300;
    std::int64_t loss_aversion = 1500;
    std::int64_t threshold = 2900;
    std::int64_t threshold_down = 3300;
    std::vector<std::int64_t> spread{-200, 0, 200};
    bool champion = true;
    std::int64_t champion_min = 3500;
    std::int64_t below_max = 1;
    std::int64_t no_max = 1;
    std::int64_t own_share = 500;
    std::size_t bar_raiser = 0;
    std::size_t hiring_manager = 0;
};

/// All that a pass rule may look at besides the ratings.
struct PolicyView {
    const LevelRules& level;
    const PolicyNumbers& numbers;
    std::size_t count;
    const SignalValues& relief;       ///< per level, for the level fit
    const SignalValues& compensable;  ///< per mille
    const std::array<SignalValues, limits::kSignalsMax>& adjacent;  ///< [from][to] per mille
    bool any_reviewer = false;  ///< committee_consensus: one reviewer is enough
};

/// A pass rule: ratings read at the level, in milli-steps of the default scale. Monotone in each.
using Passes = bool (*)(const PolicyView& view, const SignalValues& ratings);

/// One setting of a policy, as panel files write it.
struct PolicyParameter {
    std::string name;
    std::string meaning;
    PolicyValue fallback;
};

/// A named way to decide.
struct PolicyInfo {
    std::string id;
    std::string title;
    std::string used_when;  ///< when a company decides like this
    std::vector<PolicyParameter> parameters;
    Passes passes = nullptr;  ///< nullptr: advice only
};

/// The nine policies and the advice, floor_ledger first.
const std::vector<PolicyInfo>& policies();
/// Settings every policy takes: max_down, advocates, floors, more_rounds, use_revote and others.
const std::vector<PolicyParameter>& common_parameters();

/// nullptr when there is none of that name.
const PolicyInfo* find_policy(std::string_view id);

/// The parameters with the panel's own laid over the defaults.
/// @error InvalidData: policy.101 unknown or advice only, policy.102 unknown parameter, policy.103
///        wrong type, policy.104 out of range
Result<std::map<std::string, PolicyValue>> resolve_parameters(
    const std::string& policy, const std::map<std::string, PolicyValue>& given);

/// How the ledger reads one level; milli-steps x per mille, see docs/debrief.md.
struct LedgerReading {
    SignalValues credit{};
    SignalValues concern{};
    SignalValues residual{};  ///< x 1000
    std::int64_t one = 1;     ///< a credit of 1.0
    std::int64_t worst = 0;   ///< greatest residual, x 1000
    std::int64_t net = 0;     ///< net case in thousandths of 1.0, rounded down
    std::int64_t fit = 0;     ///< level fit in milli-steps, rounded down
    bool worst_passes = false;
    bool net_passes = false;
    bool fit_passes = false;
};

LedgerReading read_ledger(const PolicyView& view, const SignalValues& ratings);

}  // namespace halfstep
