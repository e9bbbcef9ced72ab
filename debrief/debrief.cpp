#include "debrief/debrief.hpp"

#include <algorithm>
#include <cmath>

#include "debrief/attribution.hpp"
#include "debrief/contradictions.hpp"
#include "debrief/decision.hpp"
#include "debrief/discussion.hpp"
#include "debrief/fingerprint.hpp"
#include "debrief/luck.hpp"
#include "debrief/packet_check.hpp"
#include "debrief/reasons.hpp"
#include "debrief/steps.hpp"
#include "debrief/table.hpp"
#include "debrief/wording.hpp"

namespace halfstep {
namespace {

double in_units(std::int64_t amount, std::int64_t one) {
    return static_cast<double>(amount) / static_cast<double>(one);
}

class DebriefRun {
public:
    DebriefRun(const Packet& packet, const PanelSpec& panel, const DebriefOptions& options,
               const PanelRules& rules)
        : panel_(panel),
          options_(options),
          rules_(rules),
          table_(lay_table(packet, panel, rules)),
          decider_(rules_.rules, table_.strength) {
        for (const SignalSpec& signal : panel.signals) ids_.push_back(signal.id);
        verdict_.models = model_seats_of(packet, panel);
    }

    Debrief run(const Discussed* discussed, const std::optional<Ruling>& revised_point) {
        if (options_.raters) widen_by_raters();
        decide();
        if (options_.explain != Explain::None) explain();
        const Decided decided{panel_, rules_, decider_, table_, ranks_};
        verdict_.reasons = write_reasons(decided, verdict_);
        verdict_.asks = write_asks(decided, verdict_.probe);
        verdict_.summary = write_summary(decided, verdict_);
        if (options_.explain != Explain::None) {
            verdict_.practice = choose_practice(decided, verdict_);
        }
        if (options_.explain != Explain::None) {
            verdict_.contradictions = find_contradictions(decided, options_.mismatches);
        }
        if (discussed) verdict_.revote_shift = discussed->shift;
        if (options_.explain != Explain::Full) return Debrief{std::move(verdict_), {}};
        measure(decided);
        std::vector<DebriefStep> steps = write_steps(decided, verdict_, discussed, revised_point);
        return Debrief{std::move(verdict_), std::move(steps)};
    }

    /// What the ratings decide as they stand, and nothing else.
    Ruling point() const {
        return ruling_of(panel_, rules_, table_.conduct ? 0 : decider_(table_.range.point));
    }

private:
    void decide() {
        ranks_ = table_.conduct ? RankRange{} : decide_range(decider_, table_.range);
        verdict_.target_level = rules_.level;
        verdict_.policy = rules_.policy;
        verdict_.parameters =
            fingerprint(panel_, rules_, options_.raters ? fingerprint_of(*options_.raters) : "");
        verdict_.low = ruling_of(panel_, rules_, ranks_.low);
        verdict_.point = ruling_of(panel_, rules_, ranks_.point);
        verdict_.high = ruling_of(panel_, rules_, ranks_.high);
        const bool open = std::get<bool>(rules_.parameters.at("more_rounds"));
        if (ranks_.low != ranks_.high && open) {
            verdict_.outcome = Outcome::MoreSignal;
            find_probes();
        } else {
            verdict_.outcome = verdict_.point.outcome;
            verdict_.level = verdict_.point.level;
        }
        verdict_.abstained = table_.silent;
        for (std::size_t s = 0; s < table_.rows.size(); ++s) {
            verdict_.signals.push_back(signal_line(s));
        }
    }

    /// A rating that stands out may have been one step more in line with the others, and a floor
    /// missed by a harsh rater may have been met: both only widen the interval.
    void widen_by_raters() {
        const Decided decided{panel_, rules_, decider_, table_, {}};
        const VarianceComponents components = components_of(panel_);
        const std::int64_t step = std::max<std::int64_t>(1000, rules_.rules.top / 5);
        const RaterFile* raters = options_.raters.get();
        const CandidatePosterior posterior = posterior_of_table(decided, components, raters);
        for (const Outlier& outlier : find_outliers(decided, posterior, components, raters)) {
            std::int64_t& low = table_.range.low[outlier.signal];
            std::int64_t& high = table_.range.high[outlier.signal];
            if (outlier.low) high = std::min(rules_.rules.top, high + step);
            if (!outlier.low) low = std::max<std::int64_t>(0, low - step);
        }
        for (std::size_t s = 0; s < table_.rows.size(); ++s) {
            const SignalRow& row = table_.rows[s];
            if (row.counted.size() != 1 || *row.milli >= rules_.rules.levels[0].floor[s]) continue;
            const auto known = options_.raters->raters.find(row.counted[0].feedback->rater);
            if (known == options_.raters->raters.end() || !known->second.severity) continue;
            const auto fair = *row.milli + std::llround(*known->second.severity * 1000);
            if (fair < rules_.rules.levels[0].floor[s]) continue;
            table_.range.high[s] =
                std::clamp<std::int64_t>(fair, table_.range.high[s], rules_.rules.top);
        }
    }

    void measure(const Decided& decided) {
        const VarianceComponents components = components_of(panel_);
        const RaterFile* raters = options_.raters.get();
        const CandidatePosterior posterior = posterior_of_table(decided, components, raters);
        for (std::size_t s = 0; s < ids_.size(); ++s) {
            verdict_.signals[s].true_mean = posterior.signals[s].mean;
            verdict_.signals[s].true_chance = posterior.signals[s].meets_bar;
        }
        // Luck of the draw has no say in a question of conduct.
        if (table_.conduct) return;
        verdict_.panels = measure_luck(decided, posterior, components);
        verdict_.advice = write_advice(decided, posterior, components, raters);
    }

    void find_probes() {
        for (const Probe& probe : probe_order(decider_, table_.range, ids_)) {
            verdict_.probe.push_back(ids_[probe.signal]);
        }
    }

    SignalLine signal_line(std::size_t s) const {
        const SignalRow& row = table_.rows[s];
        SignalLine line;
        line.signal = ids_[s];
        line.milli = table_.range.point[s];
        if (row.milli) {
            line.rating = panel_.scale.labels[nearest_label(panel_.scale, *row.milli)].label;
            line.strength = static_cast<double>(row.strength) / 1000.0;
        }
        const std::int64_t floor = rules_.rules.levels[0].floor[s];
        if (floor > 0) line.floor = floor;
        line.floor_met = !row.milli || *row.milli >= floor;
        for (const CountedRating& counted : row.counted) {
            line.seats.push_back(counted.feedback->seat);
        }
        const LedgerReading target = decider_.ledger(table_.range.point, 0);
        line.credit = in_units(target.credit[s], target.one);
        line.concern = in_units(target.concern[s], target.one);
        line.residual = in_units(target.residual[s], 1000 * target.one);
        if (rules_.rules.levels.size() < 2) return line;
        const LedgerReading down = decider_.ledger(table_.range.point, 1);
        line.credit_down = in_units(down.credit[s], down.one);
        line.concern_down = in_units(down.concern[s], down.one);
        line.residual_down = in_units(down.residual[s], 1000 * down.one);
        return line;
    }

    Attribution attribution(const Game& game, std::size_t label) const {
        Attribution made{panel_.scale.labels[label].label, {}};
        const std::vector<Rational> values = shapley(game);
        for (std::size_t s = 0; s < ids_.size(); ++s) made.shapley[ids_[s]] = values[s].text();
        return made;
    }

    void explain() {
        const Scale& scale = panel_.scale;
        // What sank it: against everybody else a clear hire. What carried it: everybody else just
        // below the bar.
        const std::size_t sank = std::min(scale.bar + 1, scale.labels.size() - 1);
        const std::size_t carried = scale.bar - 1;
        const SignalValues& point = table_.range.point;
        const Game game = baseline_game(decider_, point, static_cast<std::int64_t>(sank) * 1000);
        verdict_.attribution = attribution(game, sank);
        verdict_.carried = attribution(
            baseline_game(decider_, point, static_cast<std::int64_t>(carried) * 1000), carried);
        for (const Interaction& pair : interactions(game)) {
            const std::string& a = ids_[pair.first];
            const std::string& b = ids_[pair.second];
            const bool either = pair.value < Rational(0);
            verdict_.interactions.push_back(
                {{a, b},
                 pair.value.text(),
                 either ? "Only together did " + in_words(a) + " and " + in_words(b) +
                              " cost this: either of them higher helps."
                        : "Each of " + in_words(a) + " and " + in_words(b) +
                              " alone is enough to lose it: both must be higher."});
        }
        add_flips();
        const std::vector<Swing> swings = swing_margins(decider_, point);
        for (std::size_t s = 0; s < ids_.size(); ++s) {
            verdict_.swing[ids_[s]] = {swings[s].up, swings[s].down};
        }
        if (table_.conduct) {
            // Nothing a rating could be would change this.
            verdict_.flips.clear();
            for (auto& [id, swing] : verdict_.swing) swing = {};
            for (auto& [id, value] : verdict_.attribution->shapley) value = "0";
            for (auto& [id, value] : verdict_.carried->shapley) value = "0";
            verdict_.interactions.clear();
        }
    }

    /// Flips to the target first, then those that reach a lower level only.
    void add_flips() {
        for (int goal = rules_.rules.rank_max(); goal > ranks_.point; --goal) {
            for (const Flip& flip : minimal_flips(decider_, table_.range.point, goal)) {
                if (goal < rules_.rules.rank_max() && flip.rank > goal) continue;
                FlipLine line;
                for (std::size_t s = 0; s < ids_.size(); ++s) {
                    if (flip.raise[s] > 0) line.raise[ids_[s]] = flip.raise[s];
                }
                line.ruling = ruling_of(panel_, rules_, flip.rank);
                verdict_.flips.push_back(std::move(line));
            }
        }
    }

    const PanelSpec& panel_;
    const DebriefOptions& options_;
    const PanelRules& rules_;
    Table table_;
    Decider decider_;
    std::vector<std::string> ids_;
    RankRange ranks_;
    Verdict verdict_;
};

}  // namespace

Result<Debrief> run_debrief(const Packet& packet, const PanelSpec& panel,
                            const DebriefOptions& options) {
    const std::string& level = options.level.empty() ? packet.target_level : options.level;
    const Result<PanelRules> rules = rules_of(panel, options.policy, level);
    if (!rules) return rules.error();
    if (auto wrong = check_packet(packet, panel)) return *wrong;
    if (options.raters && options.raters->labels != panel.scale.labels.size()) {
        return Error{ErrorCode::InvalidData, "raters.111",
                     "the rater file is for " + std::to_string(options.raters->labels) +
                         " labels and the panel has " + std::to_string(panel.scale.labels.size()),
                     "/labels", "calibrate past packets of this panel's scale"};
    }
    if (!has_discussion(packet, panel)) {
        return DebriefRun(packet, panel, options, *rules).run(nullptr, std::nullopt);
    }
    const Discussed discussed = discuss(packet, panel);
    // The other reading: what revised ratings decide where the first count, and the reverse.
    PanelRules other = *rules;
    bool& use_revote = std::get<bool>(other.parameters.at("use_revote"));
    use_revote = !use_revote;
    const Ruling other_point = DebriefRun(discussed.packet, panel, options, other).point();
    return DebriefRun(discussed.packet, panel, options, *rules).run(&discussed, other_point);
}

}  // namespace halfstep
