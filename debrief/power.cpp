#include "debrief/power.hpp"

#include <bit>
#include <cmath>

#include "debrief/noise.hpp"

namespace halfstep {
namespace {

/// Expected spread of the outcome that is left when the signals in the mask are known.
class SpreadLeft {
public:
    SpreadLeft(const Decider& decider, const std::vector<double>& mix)
        : decider_(decider), mix_(mix), count_(decider.rules().count) {}

    double of(std::size_t mask) {
        mask_ = mask;
        low_ = {};
        high_ = {};
        return walk(0);
    }

private:
    double walk(std::size_t s) {
        if (s == count_) return decider_(high_) - decider_(low_);
        if (!(mask_ >> s & 1)) {
            low_[s] = 0;
            high_[s] = decider_.rules().top;
            return walk(s + 1);
        }
        double sum = 0;
        for (std::size_t k = 0; k < mix_.size(); ++k) {
            low_[s] = high_[s] = static_cast<std::int64_t>(k) * 1000;
            sum += mix_[k] * walk(s + 1);
        }
        return sum;
    }

    const Decider& decider_;
    const std::vector<double>& mix_;
    std::size_t count_;
    std::size_t mask_ = 0;
    SignalValues low_{};
    SignalValues high_{};
};

}  // namespace

const std::vector<double>& usual_mix() {
    static const std::vector<double> mix{0.03, 0.12, 0.25, 0.32, 0.22, 0.06};
    return mix;
}

std::vector<double> signal_power(const Decider& decider, const std::vector<double>& mix) {
    const DecisionRules& rules = decider.rules();
    const auto labels = static_cast<std::size_t>(rules.top / 1000) + 1;
    const std::vector<double> even(labels, 1.0 / static_cast<double>(labels));
    SpreadLeft left(decider, mix.empty() ? even : mix);
    std::vector<double> resolved(std::size_t{1} << rules.count);
    for (std::size_t mask = 0; mask < resolved.size(); ++mask) {
        resolved[mask] = 1 - left.of(mask) / rules.rank_max();
    }
    std::vector<double> share(rules.count, 1.0 / static_cast<double>(rules.count));
    for (std::size_t k = 1; k < rules.count; ++k) {
        share[k] = share[k - 1] * static_cast<double>(k) / static_cast<double>(rules.count - k);
    }
    std::vector<double> power(rules.count, 0.0);
    for (std::size_t mask = 0; mask < resolved.size(); ++mask) {
        const double weight = mask + 1 == resolved.size()
                                  ? 0.0
                                  : share[static_cast<std::size_t>(std::popcount(mask))];
        for (std::size_t i = 0; i < rules.count; ++i) {
            if (mask >> i & 1) continue;
            power[i] += weight * (resolved[mask | std::size_t{1} << i] - resolved[mask]);
        }
    }
    return power;
}

Result<std::vector<double>> level_power(const PanelSpec& panel, const std::string& level) {
    const Result<PanelRules> made = rules_of(panel, "", level);
    if (!made) return made.error();
    SignalValues full{};
    full.fill(1000);
    const bool six = panel.scale.labels.size() == usual_mix().size();
    return signal_power(Decider(made->rules, full), six ? usual_mix() : std::vector<double>{});
}

double power_decisions(const PanelSpec& panel) {
    // Each signal is known at one of the labels or open, and both ends are decided.
    return 2 * std::pow(panel.scale.labels.size() + 1, panel.signals.size());
}

Result<std::vector<LevelPower>> panel_power(const PanelSpec& panel) {
    if (!OutcomeLattice::fits(panel.signals.size(), panel.scale.labels.size())) {
        return Error{ErrorCode::TooLarge, "power.101",
                     "the panel has too many signals and labels to audit", "/signals",
                     "labels to the power of signals must stay below two million"};
    }
    std::vector<LevelPower> levels;
    for (const std::string& level : panel.ladder) {
        Result<std::vector<double>> power = level_power(panel, level);
        if (!power) return power.error();
        levels.push_back({level, std::move(*power)});
    }
    return levels;
}

}  // namespace halfstep
