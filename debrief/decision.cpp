#include "debrief/decision.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace halfstep {
namespace {

constexpr std::int64_t kDefaultBar = 2500;
constexpr std::int64_t kDefaultTop = 5000;

std::int64_t integer_of(const std::map<std::string, PolicyValue>& parameters, const char* name,
                        std::int64_t fallback) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? fallback : std::get<std::int64_t>(found->second);
}

bool flag_of(const std::map<std::string, PolicyValue>& parameters, const char* name,
             bool fallback) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? fallback : std::get<bool>(found->second);
}

/// The signal a parameter names, or the one to fall back on.
std::size_t signal_of(const std::map<std::string, PolicyValue>& parameters, const char* name,
                      const PanelSpec& panel, std::size_t fallback) {
    const auto found = parameters.find(name);
    if (found == parameters.end()) return fallback;
    const auto& id = std::get<std::string>(found->second);
    for (std::size_t s = 0; s < panel.signals.size(); ++s) {
        if (panel.signals[s].id == id) return s;
    }
    return fallback;
}

PolicyNumbers numbers_of(const std::map<std::string, PolicyValue>& parameters,
                         const PanelSpec& panel) {
    PolicyNumbers numbers;
    const auto set = [&](const char* name, std::int64_t& number) {
        number = integer_of(parameters, name, number);
    };
    set("residual_max", numbers.residual_max);
    set("net_min", numbers.net_min);
    set("net_min_down", numbers.net_min_down);
    set("level_fit_min", numbers.level_fit_min);
    set("level_fit_min_down", numbers.level_fit_min_down);
    set("loss_aversion", numbers.loss_aversion);
    set("threshold", numbers.threshold);
    set("threshold_down", numbers.threshold_down);
    set("champion_min", numbers.champion_min);
    set("below_max", numbers.below_max);
    set("no_max", numbers.no_max);
    set("own_share", numbers.own_share);
    if (const auto spread = parameters.find("spread"); spread != parameters.end()) {
        numbers.spread = std::get<std::vector<std::int64_t>>(spread->second);
    }
    numbers.champion = flag_of(parameters, "champion", true);
    std::size_t most_relief = 0;
    for (std::size_t s = 0; s < panel.signals.size(); ++s) {
        if (panel.signals[s].relief > panel.signals[most_relief].relief) most_relief = s;
    }
    numbers.bar_raiser = signal_of(parameters, "bar_raiser", panel, most_relief);
    numbers.hiring_manager =
        signal_of(parameters, "hiring_manager", panel, panel.signals.size() - 1);
    return numbers;
}

LevelRules level_rules(const PanelSpec& panel, std::size_t level, std::size_t down) {
    LevelRules rules;
    rules.down = down;
    const std::string& name = panel.ladder[level];
    const auto count = panel.signals.size();
    for (std::size_t s = 0; s < count; ++s) {
        const SignalSpec& signal = panel.signals[s];
        const auto weight = signal.weights.find(name);
        rules.weight[s] = weight != signal.weights.end() ? weight->second
                          : signal.weights.empty()       ? 1000 / static_cast<std::int64_t>(count)
                                                         : 0;
        const auto floor = signal.floors.find(name);
        rules.floor[s] = floor == signal.floors.end() ? 0 : floor->second;
        rules.relief[s] = signal.relief * static_cast<std::int64_t>(down);
        rules.weight_sum += rules.weight[s];
    }
    if (rules.weight_sum == 0) {
        // A level the panel gives no weight at all is weighed evenly.
        for (std::size_t s = 0; s < count; ++s) rules.weight[s] = 1;
        rules.weight_sum = static_cast<std::int64_t>(count);
    }
    return rules;
}

Error out_of_range(const std::string& name, const std::string& range) {
    return Error{ErrorCode::InvalidData, "policy.104", "\"" + name + "\" is out of range",
                 "/policy/parameters/" + name, "write " + range};
}

std::optional<Error> check_ranges(const std::map<std::string, PolicyValue>& parameters) {
    for (const auto& [name, value] : parameters) {
        const auto* number = std::get_if<std::int64_t>(&value);
        if (number && (*number < 0 || *number > 100'000)) return out_of_range(name, "0 to 100000");
        const auto* list = std::get_if<std::vector<std::int64_t>>(&value);
        for (std::size_t k = 0; list && k < list->size(); ++k) {
            if ((*list)[k] < -100'000 || (*list)[k] > 100'000) {
                return out_of_range(name, "numbers from -100000 to 100000");
            }
        }
    }
    const auto mode = parameters.find("mode");
    if (mode != parameters.end()) {
        const auto& word = std::get<std::string>(mode->second);
        if (word != "split" && word != "all" && word != "any") {
            return out_of_range("mode", "split, all or any");
        }
    }
    if (integer_of(parameters, "own_share", 0) > 1000)
        return out_of_range("own_share", "0 to 1000");
    for (const char* share : {"exogenous", "floor_chance"}) {
        if (integer_of(parameters, share, 0) > 1000) return out_of_range(share, "0 to 1000");
    }
    return std::nullopt;
}

/// A panel that says whose rating speaks must mean one of its signals; the policy's own words for
/// them are only what such signals are usually called.
std::optional<Error> check_named_signals(const std::map<std::string, PolicyValue>& given,
                                         const PanelSpec& panel) {
    for (const char* name : {"bar_raiser", "hiring_manager"}) {
        const auto found = given.find(name);
        if (found == given.end()) continue;
        const auto& id = std::get<std::string>(found->second);
        if (panel.find_signal(id)) continue;
        std::string known;
        for (const SignalSpec& signal : panel.signals) {
            known += (known.empty() ? "" : ", ") + signal.id;
        }
        return Error{ErrorCode::InvalidData, "policy.105",
                     "\"" + std::string(name) + "\" names no signal of the panel: \"" + id + "\"",
                     "/policy/parameters/" + std::string(name), "one of " + known};
    }
    return std::nullopt;
}

std::map<std::string, PolicyValue> given_parameters(const PanelSpec& panel,
                                                    const std::string& policy) {
    if (policy == panel.policy.id) return panel.policy.parameters;
    // Another policy than the panel's takes over only what every policy has.
    std::map<std::string, PolicyValue> common;
    for (const PolicyParameter& parameter : common_parameters()) {
        const auto found = panel.policy.parameters.find(parameter.name);
        if (found != panel.policy.parameters.end()) common.insert(*found);
    }
    return common;
}

void copy_signals(const PanelSpec& panel, DecisionRules& rules) {
    for (std::size_t s = 0; s < rules.count; ++s) {
        const SignalSpec& signal = panel.signals[s];
        rules.relief[s] = signal.relief;
        rules.compensable[s] = signal.compensable;
        for (std::size_t t = 0; t < rules.count; ++t) {
            const auto found = signal.adjacent.find(panel.signals[t].id);
            if (found != signal.adjacent.end()) rules.adjacent[s][t] = found->second;
        }
    }
}

}  // namespace

std::int64_t to_default_scale(std::int64_t milli, std::int64_t bar, std::int64_t top) {
    if (milli <= bar) return milli * kDefaultBar / bar;
    return kDefaultBar + (milli - bar) * (kDefaultTop - kDefaultBar) / (top - bar);
}

std::int64_t half_width(const DecisionRules& rules, std::int64_t strength) {
    const std::int64_t step = std::max<std::int64_t>(1000, rules.top / 5);
    return strength >= 600 ? 0 : strength >= 400 ? step : 2 * step;
}

Result<PanelRules> rules_of(const PanelSpec& panel, const std::string& policy,
                            const std::string& level) {
    PanelRules made;
    made.policy = policy.empty() ? panel.policy.id : policy;
    made.level = level.empty() ? panel.target_level : level;
    const auto index = panel.level_index(made.level);
    if (!index) {
        std::string known;
        for (const std::string& name : panel.ladder) known += (known.empty() ? "" : ", ") + name;
        return Error{ErrorCode::InvalidData, "packet.124",
                     "there is no level \"" + made.level + "\"", "/target_level",
                     "one of " + known};
    }
    made.level_index = *index;
    const std::map<std::string, PolicyValue> given = given_parameters(panel, made.policy);
    auto parameters = resolve_parameters(made.policy, given);
    if (!parameters) return parameters.error();
    made.parameters = std::move(*parameters);
    if (auto wrong = check_ranges(made.parameters)) return *wrong;
    if (auto wrong = check_named_signals(given, panel)) return *wrong;

    DecisionRules& rules = made.rules;
    rules.count = panel.signals.size();
    HALFSTEP_CHECK(rules.count > 0 && rules.count <= limits::kSignalsMax, "signals of a panel");
    rules.top = panel.scale.top();
    rules.bar = panel.scale.bar_milli();
    rules.default_scale = rules.top == kDefaultTop && rules.bar == kDefaultBar;
    copy_signals(panel, rules);
    const auto down_max = static_cast<std::size_t>(integer_of(made.parameters, "max_down", 1));
    for (std::size_t down = 0; down <= std::min(down_max, *index); ++down) {
        rules.levels.push_back(level_rules(panel, *index - down, down));
    }
    rules.numbers = numbers_of(made.parameters, panel);
    rules.passes = find_policy(made.policy)->passes;
    rules.advocates = std::min<std::size_t>(
        static_cast<std::size_t>(integer_of(made.parameters, "advocates", 2)), rules.count);
    rules.floors = flag_of(made.parameters, "floors", true);
    const auto mode = made.parameters.find("mode");
    if (mode != made.parameters.end()) {
        rules.split = std::get<std::string>(mode->second) == "split";
        rules.any_reviewer = std::get<std::string>(mode->second) == "any";
    }
    return made;
}

Decider::Decider(const DecisionRules& rules, const SignalValues& strength)
    : rules_(&rules),
      levels_(rules.levels),
      any_reviewer_(rules.any_reviewer),
      split_(rules.split) {
    for (LevelRules& level : levels_) {
        for (std::size_t s = 0; s < rules.count; ++s) {
            level.evidence[s] = level.weight[s] * strength[s];
        }
    }
}

SignalValues Decider::at_level(const SignalValues& ratings, std::size_t down) const {
    const LevelRules& level = levels_[down];
    SignalValues read = ratings;
    for (std::size_t s = 0; down > 0 && s < rules_->count; ++s) {
        // Relief fades to nothing at the lowest rating: a risk for the role stays one.
        const std::int64_t relief =
            level.relief[s] * std::min<std::int64_t>(1000, ratings[s]) / 1000;
        read[s] = std::min(rules_->top, ratings[s] + relief);
    }
    return read;
}

SignalValues Decider::on_default_scale(const SignalValues& ratings) const {
    if (rules_->default_scale) return ratings;
    SignalValues mapped{};
    for (std::size_t s = 0; s < rules_->count; ++s) {
        mapped[s] = to_default_scale(ratings[s], rules_->bar, rules_->top);
    }
    return mapped;
}

PolicyView Decider::view(std::size_t down, bool any_reviewer) const {
    return PolicyView{levels_[down],       rules_->numbers,  rules_->count, rules_->relief,
                      rules_->compensable, rules_->adjacent, any_reviewer};
}

int Decider::decide(const SignalValues& ratings, bool any_reviewer) const {
    const DecisionRules& rules = *rules_;
    for (std::size_t down = 0; down < levels_.size(); ++down) {
        if (down == 1) {
            std::size_t advocates = 0;
            for (std::size_t s = 0; s < rules.count; ++s) advocates += ratings[s] >= rules.bar;
            if (advocates < rules.advocates) return 0;
        }
        const LevelRules& level = levels_[down];
        const SignalValues read = at_level(ratings, down);
        bool met = true;
        for (std::size_t s = 0; rules.floors && s < rules.count; ++s) {
            met &= read[s] >= level.floor[s];
        }
        if (!met) continue;
        if (rules.passes(view(down, any_reviewer), on_default_scale(read))) {
            return rules.rank_max() - static_cast<int>(down);
        }
    }
    return 0;
}

std::vector<std::size_t> Decider::failed_floors(const SignalValues& ratings,
                                                std::size_t down) const {
    std::vector<std::size_t> failed;
    const SignalValues read = at_level(ratings, down);
    for (std::size_t s = 0; rules_->floors && s < rules_->count; ++s) {
        if (read[s] < levels_[down].floor[s]) failed.push_back(s);
    }
    return failed;
}

LedgerReading Decider::ledger(const SignalValues& ratings, std::size_t down) const {
    return read_ledger(view(down, any_reviewer_), on_default_scale(at_level(ratings, down)));
}

bool Decider::passes(const SignalValues& ratings, std::size_t down) const {
    return rules_->passes(view(down, any_reviewer_), on_default_scale(at_level(ratings, down)));
}

RankRange decide_range(const Decider& decider, const RatingRange& range) {
    return {decider(range.low), decider(range.point), decider.most_willing(range.high)};
}

std::vector<Probe> probe_order(const Decider& decider, const RatingRange& range,
                               const std::vector<std::string>& ids) {
    std::vector<Probe> probes;
    for (std::size_t s = 0; s < decider.rules().count; ++s) {
        if (range.low[s] == range.high[s]) continue;
        SignalValues low = range.point;
        SignalValues high = range.point;
        low[s] = range.low[s];
        high[s] = range.high[s];
        probes.push_back({s, decider(low), decider(high)});
    }
    std::sort(probes.begin(), probes.end(), [&](const Probe& a, const Probe& b) {
        if (a.high - a.low != b.high - b.low) return a.high - a.low > b.high - b.low;
        return ids[a.signal] < ids[b.signal];
    });
    return probes;
}

}  // namespace halfstep
