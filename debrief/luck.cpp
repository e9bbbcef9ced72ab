#include "debrief/luck.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <tuple>

#include "debrief/noise.hpp"
#include "debrief/normal.hpp"
#include "debrief/wording.hpp"

namespace halfstep {
namespace {

// Judgement: how far the bars of companies with the same level names lie apart, in steps.
constexpr double kBarSpread = 0.35;
constexpr std::size_t kProcesses = 5;
constexpr std::size_t kSampledPanels = 20'000;
constexpr double kOutlierTail = 0.025;

double steps_per_default(const PanelSpec& panel) {
    return static_cast<double>(panel.scale.labels.size() - 1) / 5.0;
}

double bar_steps(const PanelSpec& panel) {
    return static_cast<double>(panel.scale.bar_milli()) / 1000.0;
}

/// Mean rating of the pool per signal: the panel's, else a little above the bar.
std::vector<double> prior_of(const Decided& decided) {
    const auto& listed = std::get<std::vector<std::int64_t>>(decided.rules.parameters.at("prior"));
    std::vector<double> prior;
    for (std::size_t s = 0; s < decided.rules.rules.count; ++s) {
        prior.push_back(listed.size() == decided.rules.rules.count
                            ? static_cast<double>(
                                  std::clamp<std::int64_t>(listed[s], 0, decided.rules.rules.top)) /
                                  1000.0
                            : bar_steps(decided.panel) + 0.3 * steps_per_default(decided.panel));
    }
    return prior;
}

std::vector<std::vector<ObservedRating>> observed(const Decided& decided,
                                                  const VarianceComponents& components,
                                                  const RaterFile* raters) {
    std::vector<std::vector<ObservedRating>> list;
    for (const SignalRow& row : decided.table.rows) {
        std::vector<ObservedRating> ratings;
        for (const CountedRating& counted : row.counted) {
            ObservedRating rating{counted.label, 0.0, components.severity,
                                  std::max(0.05, static_cast<double>(counted.strength) / 1000.0)};
            if (raters) {
                const auto known = raters->raters.find(counted.feedback->rater);
                if (known != raters->raters.end() && known->second.severity) {
                    rating.severity = *known->second.severity;
                    rating.severity_variance =
                        known->second.severity_spread * known->second.severity_spread;
                }
            }
            ratings.push_back(rating);
        }
        list.push_back(std::move(ratings));
    }
    return list;
}

OutcomeShares shares_of(const std::vector<double>& ranks) {
    OutcomeShares shares;
    shares.no_hire = ranks.front();
    shares.hire = ranks.back();
    for (std::size_t r = 1; r + 1 < ranks.size(); ++r) shares.down_level += ranks[r];
    return shares;
}

/// The offer chance as a function of a shift of all performances, read off 25 exact points by cubic
/// interpolation.
class OfferCurve {
public:
    OfferCurve(const OutcomeLattice& lattice, const std::vector<double>& level, double spread,
               double reach)
        : reach_(reach) {
        for (std::size_t k = 0; k < kPoints; ++k) {
            const double shift = (static_cast<double>(k) / (kPoints - 1) * 2 - 1) * reach;
            std::vector<double> moved = level;
            for (double& steps : moved) steps += shift;
            offers_.push_back(lattice.at_least(1, chances_around(moved, spread, lattice.labels())));
        }
    }

    double operator()(double shift) const {
        const double at = (shift / reach_ + 1) / 2 * (kPoints - 1);
        const auto k = static_cast<std::size_t>(
            std::clamp(std::floor(at), 1.0, static_cast<double>(kPoints - 3)));
        const double t = at - static_cast<double>(k);
        const double value = offers_[k - 1] * (-t * (t - 1) * (t - 2) / 6) +
                             offers_[k] * ((t + 1) * (t - 1) * (t - 2) / 2) +
                             offers_[k + 1] * (-(t + 1) * t * (t - 2) / 2) +
                             offers_[k + 2] * ((t + 1) * t * (t - 1) / 6);
        return std::clamp(value, 0.0, 1.0);
    }

private:
    static constexpr std::size_t kPoints = 25;
    double reach_;
    std::vector<double> offers_;
};

void add_funnel(const OutcomeLattice& lattice, const CandidatePosterior& posterior,
                const VarianceComponents& components, double steps, PanelLuck& luck) {
    // The stable part of what was shown on each signal, and a fresh day around it.
    const double kept = components.signal / components.shown();
    std::vector<double> level;
    for (std::size_t s = 0; s < posterior.signals.size(); ++s) {
        const double expected = posterior.prior[s] + posterior.general_mean;
        level.push_back(expected + kept * (posterior.signals[s].mean - expected));
    }
    const double day = std::sqrt(components.occasion + components.rater());
    const double bar_spread = kBarSpread * steps;
    const OfferCurve curve(lattice, level, day, 3 * (posterior.general_spread + bar_spread));
    const Funnel made = funnel([&](double shift) { return curve(shift); }, posterior.general_spread,
                               luck.exogenous, bar_spread, kProcesses);
    for (std::size_t k = 0; k < kProcesses; ++k) {
        luck.funnel.push_back(
            {static_cast<int>(k) + 1, made.at_least_one[k], made.if_independent[k]});
    }
}

void add_loud_voice(const Decided& decided, const OutcomeLattice& lattice,
                    const CandidatePosterior& posterior, double spread, PanelLuck& luck) {
    const SeatSpec* loudest = nullptr;
    for (const SeatSpec& seat : decided.panel.seats) {
        if (seat.persona.loudness <= 0 || seat.signals.empty()) continue;
        if (!loudest || seat.persona.loudness > loudest->persona.loudness) loudest = &seat;
    }
    if (!loudest) return;
    std::vector<double> shown;
    for (const SignalPosterior& signal : posterior.signals) shown.push_back(signal.mean);
    for (std::size_t s = 0; s < decided.panel.signals.size(); ++s) {
        if (decided.panel.signals[s].id != loudest->signals.front()) continue;
        luck.loud_voice =
            shares_of(loud_voice(lattice, shown, spread, loudest->persona.loudness, s, 100));
        luck.loud_seat = loudest->id;
    }
}

std::string per_thousand(double chance) {
    return std::to_string(std::llround(chance * 1000));
}

/// "twice", "3 times", "1.5 times".
std::string times_in_words(double factor) {
    if (factor == 2) return "twice";
    std::string number = std::to_string(std::round(factor * 1000) / 1000.0);
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    return number + " times";
}

std::vector<std::string> assumptions_of(const PanelLuck& luck, const Decided& decided) {
    const bool prior =
        !std::get<std::vector<std::int64_t>>(decided.rules.parameters.at("prior")).empty();
    return {
        "Interviewers who hear the same answers agree with r = .74, those who hear other answers "
        "with r = .44, as published for composites of many interviews.",
        "Half of what raters differ by is how strict they are, half how they see this answer.",
        prior ? "The pool's mean ratings are the panel's own."
              : "The pool's mean rating lies a little above the bar.",
        "A process ends for reasons outside the interviews, such as an internal favourite or a "
        "freeze, with a chance of " +
            per_thousand(luck.exogenous) + " in 1000: a judgement.",
        "Bars of companies with the same level names lie .35 steps apart: a judgement."};
}

std::string luck_in_words(const Decided& decided, const PanelLuck& luck) {
    const std::string level = in_words(decided.rules.level);
    return "If 1000 different panels had heard exactly these answers, about " +
           per_thousand(luck.same_answers.hire) + " would have hired at " + level + ", " +
           per_thousand(luck.same_answers.down_level) + " below it and " +
           per_thousand(luck.same_answers.no_hire) +
           " not at all. A model estimate: it assumes that interviewers who hear the same answers "
           "agree with r = .74, and leaves out reasons outside the interviews.";
}

}  // namespace

VarianceComponents components_of(const PanelSpec& panel) {
    return components_from().stretched(steps_per_default(panel));
}

CandidatePosterior posterior_of_table(const Decided& decided, const VarianceComponents& components,
                                      const RaterFile* raters) {
    return posterior_of(observed(decided, components, raters), prior_of(decided), components,
                        decided.panel.scale.labels.size(), bar_steps(decided.panel));
}

PanelLuck measure_luck(const Decided& decided, const CandidatePosterior& posterior,
                       const VarianceComponents& components) {
    PanelLuck luck;
    const std::size_t labels = decided.panel.scale.labels.size();
    const double heard = std::sqrt(components.rater());
    const double pattern = std::sqrt(components.idiosyncratic);
    const double severity = std::sqrt(components.severity);
    luck.exogenous =
        static_cast<double>(std::get<std::int64_t>(decided.rules.parameters.at("exogenous"))) /
        1000.0;
    luck.exact = OutcomeLattice::fits(decided.rules.rules.count, labels);
    if (luck.exact) {
        const OutcomeLattice lattice(decided.decider, labels);
        luck.same_answers = shares_of(same_answers(lattice, posterior, 0, heard));
        luck.new_day = shares_of(new_day(lattice, posterior, components));
        luck.harsh_draw = shares_of(same_answers(lattice, posterior, severity, pattern));
        luck.lenient_draw = shares_of(same_answers(lattice, posterior, -severity, pattern));
        add_loud_voice(decided, lattice, posterior, heard, luck);
        add_funnel(lattice, posterior, components, steps_per_default(decided.panel), luck);
    } else {
        const auto sample = [&](double shift, double spread, std::uint64_t seed) {
            return shares_of(sampled_panels(decided.decider, posterior, labels, shift, spread, seed,
                                            kSampledPanels));
        };
        luck.same_answers = sample(0, heard, 1);
        luck.new_day = sample(0, std::sqrt(components.occasion + components.rater()), 2);
        luck.harsh_draw = sample(severity, pattern, 3);
        luck.lenient_draw = sample(-severity, pattern, 4);
    }
    luck.p_target = luck.same_answers.hire;
    luck.offer_after_exogenous =
        (1 - luck.exogenous) * (luck.same_answers.hire + luck.same_answers.down_level);
    luck.text = luck_in_words(decided, luck);
    luck.assumptions = assumptions_of(luck, decided);
    return luck;
}

std::vector<Outlier> find_outliers(const Decided& decided, const CandidatePosterior& posterior,
                                   const VarianceComponents& components, const RaterFile* raters) {
    const auto ratings = observed(decided, components, raters);
    const std::size_t labels = decided.panel.scale.labels.size();
    std::vector<Outlier> outliers;
    for (std::size_t s = 0; s < ratings.size(); ++s) {
        for (std::size_t k = 0; k < ratings[s].size(); ++k) {
            const double position =
                ratings[s].size() == 1
                    ? outlier_position(posterior, s, ratings[s][0], components, labels)
                    : outlier_position(ratings, s, k, prior_of(decided), components, labels,
                                       bar_steps(decided.panel));
            if (position <= kOutlierTail) outliers.push_back({s, true, position});
            if (position >= 1 - kOutlierTail) outliers.push_back({s, false, position});
        }
    }
    // By what was said, not by who said it.
    std::sort(outliers.begin(), outliers.end(), [](const Outlier& a, const Outlier& b) {
        return std::tie(a.signal, a.position) < std::tie(b.signal, b.position);
    });
    return outliers;
}

namespace {

double per_mille(const Decided& decided, const char* parameter) {
    return static_cast<double>(std::get<std::int64_t>(decided.rules.parameters.at(parameter))) /
           1000.0;
}

/// Hire where the chance that the weighted performance meets the bar outweighs what a wrong hire
/// costs, and every floor is met with enough certainty.
AdviceLine loss_rule(const Decided& decided, const CandidatePosterior& posterior) {
    const LevelRules& level = decided.rules.rules.levels.front();
    std::vector<double> weights;
    bool floors_safe = true;
    for (std::size_t s = 0; s < posterior.signals.size(); ++s) {
        weights.push_back(static_cast<double>(level.weight[s]) /
                          static_cast<double>(level.weight_sum));
        if (level.floor[s] == 0) continue;
        const double floor = static_cast<double>(level.floor[s]) / 1000.0;
        floors_safe &= chance_above(posterior, s, floor) >= per_mille(decided, "floor_chance");
    }
    const double cost = per_mille(decided, "cost_ratio");
    const double meets = chance_sum_above(posterior, weights, bar_steps(decided.panel));
    const bool hire = meets >= cost / (1 + cost) && floors_safe;
    return {"bayes_loss", "",
            "Weighing a wrong hire " + times_in_words(cost) +
                " a wrong refusal, the expected loss speaks " + (hire ? "for" : "against") +
                " a hire at " + in_words(decided.rules.level) + ".",
            meets};
}

}  // namespace

std::vector<AdviceLine> write_advice(const Decided& decided, const CandidatePosterior& posterior,
                                     const VarianceComponents& components,
                                     const RaterFile* raters) {
    std::vector<AdviceLine> advice;
    advice.push_back(loss_rule(decided, posterior));
    for (const Outlier& outlier : find_outliers(decided, posterior, components, raters)) {
        const std::string& id = decided.panel.signals[outlier.signal].id;
        advice.push_back({"outlier", id,
                          sentence_start(id) + " was rated " + (outlier.low ? "lower" : "higher") +
                              " than the other rounds suggest; worth a second look at its cards.",
                          outlier.position});
    }
    for (std::size_t s = 0; raters && s < decided.table.rows.size(); ++s) {
        for (const CountedRating& counted : decided.table.rows[s].counted) {
            const auto known = raters->raters.find(counted.feedback->rater);
            if (known == raters->raters.end() || !known->second.severity) continue;
            advice.push_back({"severity", decided.panel.signals[s].id,
                              "The rater of " + in_words(decided.panel.signals[s].id) +
                                  (*known->second.severity > 0 ? " is harsher" : " is milder") +
                                  " than the pool; read the rating with that in mind.",
                              *known->second.severity});
        }
    }
    return advice;
}

}  // namespace halfstep
