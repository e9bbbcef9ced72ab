#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "debrief/policies.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// Everything that turns ratings into a rank, unpacked from a panel once, without strings.
///
/// Ranks: 0 is no hire, 1 a hire max_down levels below the target, up to rank_max(), a hire at it.
struct DecisionRules {
    std::size_t count = 0;  ///< signals
    std::int64_t top = 0;   ///< panel's milli-steps
    std::int64_t bar = 0;   ///< panel's milli-steps
    bool default_scale = true;
    std::vector<LevelRules> levels;  ///< [0] is the target, then downwards
    SignalValues relief{};
    SignalValues compensable{};
    std::array<SignalValues, limits::kSignalsMax> adjacent{};
    PolicyNumbers numbers;
    Passes passes = nullptr;
    std::size_t advocates = 2;
    bool floors = true;
    bool split = false;  ///< committee_consensus: the top of the interval needs one reviewer only
    bool any_reviewer = false;

    int rank_max() const { return static_cast<int>(levels.size()); }
};

/// Panel, policy and level as rules, with the parameters that made them.
struct PanelRules {
    DecisionRules rules;
    std::string policy;
    std::string level;
    std::size_t level_index = 0;
    std::map<std::string, PolicyValue> parameters;
};

/// @param policy empty: the panel's; otherwise only the panel's common parameters apply to it
/// @param level  empty: the panel's target level
/// @error InvalidData: policy.1xx as resolve_parameters, policy.105 a named signal the panel lacks,
///        packet.124 no such level
Result<PanelRules> rules_of(const PanelSpec& panel, const std::string& policy,
                            const std::string& level);

/// The rules for one packet: ratings in the panel's milli-steps to a rank. Copies nothing and
/// allocates nothing while deciding; monotone in each rating.
class Decider {
public:
    /// @param strength per mille per signal
    Decider(const DecisionRules& rules, const SignalValues& strength);

    int operator()(const SignalValues& ratings) const { return decide(ratings, any_reviewer_); }
    /// As the most willing reader decides; differs only for a committee that may split.
    int most_willing(const SignalValues& ratings) const {
        return decide(ratings, any_reviewer_ || split_);
    }

    const DecisionRules& rules() const { return *rules_; }
    /// Ratings read at a level, in the panel's milli-steps.
    SignalValues at_level(const SignalValues& ratings, std::size_t down) const;
    /// First signal below its floor at the level, reading relief; nothing when all floors are met.
    std::vector<std::size_t> failed_floors(const SignalValues& ratings, std::size_t down) const;
    LedgerReading ledger(const SignalValues& ratings, std::size_t down) const;
    /// Whether the pass rule alone accepts at this level.
    bool passes(const SignalValues& ratings, std::size_t down) const;

private:
    int decide(const SignalValues& ratings, bool any_reviewer) const;
    SignalValues on_default_scale(const SignalValues& ratings) const;
    PolicyView view(std::size_t down, bool any_reviewer) const;

    const DecisionRules* rules_;
    std::vector<LevelRules> levels_;
    bool any_reviewer_ = false;
    bool split_ = false;
};

/// Milli-steps of a panel's scale on the default scale: linear from 0 to the bar and from the bar
/// to the top. Keeps the bar, both ends and the order.
std::int64_t to_default_scale(std::int64_t milli, std::int64_t bar, std::int64_t top);

/// Half of the range a rating could have come out at, in the panel's milli-steps: nothing from
/// strength 600, one step (a fifth of the scale where that is more) from 400, two below.
std::int64_t half_width(const DecisionRules& rules, std::int64_t strength);

/// The ends of what ratings could have been, and the ratings themselves.
struct RatingRange {
    SignalValues low{};
    SignalValues point{};
    SignalValues high{};
};

/// Ranks over a range of ratings: low <= point <= high.
struct RankRange {
    int low = 0;
    int point = 0;
    int high = 0;
};

RankRange decide_range(const Decider& decider, const RatingRange& range);

/// Signals worth asking about next: those with a range, by how far their range alone moves the
/// rank, the widest first, then by id.
struct Probe {
    std::size_t signal = 0;
    int low = 0;
    int high = 0;
};
std::vector<Probe> probe_order(const Decider& decider, const RatingRange& range,
                               const std::vector<std::string>& ids);

}  // namespace halfstep
