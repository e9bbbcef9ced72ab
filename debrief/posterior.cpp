#include "debrief/posterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "debrief/normal.hpp"

namespace halfstep {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();

double lower_threshold(std::size_t label) {
    return label == 0 ? -kEndless : static_cast<double>(label) - 0.5;
}

double upper_threshold(std::size_t label, std::size_t labels) {
    return label + 1 == labels ? kEndless : static_cast<double>(label) + 0.5;
}

const std::array<double, kShownNodes>& shown_weights() {
    static const std::array<double, kShownNodes> weights = [] {
        std::array<double, kShownNodes> made{};
        double sum = 0;
        for (std::size_t a = 0; a < kShownNodes; ++a)
            sum += made[a] = normal_density(shown_node(a));
        for (double& weight : made) weight /= sum;
        return made;
    }();
    return weights;
}

double rating_spread(const ObservedRating& rating, const VarianceComponents& components) {
    return std::sqrt(components.idiosyncratic / rating.strength + rating.severity_variance);
}

void summarise_signal(CandidatePosterior& made, std::size_t s, double bar) {
    const double cell = (shown_node(1) - shown_node(0)) * made.shown_spread;
    double mean = 0;
    double square = 0;
    double meets = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        const double base = made.prior[s] + made.general[q];
        for (std::size_t a = 0; a < kShownNodes; ++a) {
            const double weight = made.weight[q] * made.shown[s][q][a];
            const double shown = base + made.shown_spread * shown_node(a);
            mean += weight * shown;
            square += weight * shown * shown;
            meets += weight * std::clamp((shown - bar) / cell + 0.5, 0.0, 1.0);
        }
    }
    made.signals.push_back({mean, std::sqrt(std::max(0.0, square - mean * mean)), meets});
}

}  // namespace

const std::array<double, kGeneralNodes>& general_weights() {
    static const std::array<double, kGeneralNodes> weights = [] {
        std::array<double, kGeneralNodes> made{};
        double sum = 0;
        for (std::size_t q = 0; q < kGeneralNodes; ++q) {
            sum += made[q] = normal_density(general_node(q));
        }
        for (double& weight : made) weight /= sum;
        return made;
    }();
    return weights;
}

VarianceComponents VarianceComponents::stretched(double factor) const {
    const double square = factor * factor;
    return {general * square, signal * square, occasion * square, severity * square,
            idiosyncratic * square};
}

VarianceComponents components_from(double separate, double panel, double spread) {
    // Sheppard's correction for ratings cut to whole steps; 60 % of what a person shows is general,
    // and raters differ half in level and half in pattern.
    constexpr double kGeneralShare = 0.6;
    constexpr double kLevelShare = 0.5;
    const double total = spread * spread - 1.0 / 12.0;
    return {separate * kGeneralShare * total, separate * (1 - kGeneralShare) * total,
            (panel - separate) * total, (1 - panel) * kLevelShare * total,
            (1 - panel) * (1 - kLevelShare) * total};
}

CandidatePosterior posterior_of(const std::vector<std::vector<ObservedRating>>& ratings,
                                const std::vector<double>& prior,
                                const VarianceComponents& components, std::size_t labels,
                                double bar) {
    CandidatePosterior made;
    made.prior = prior;
    made.shown_spread = std::sqrt(components.shown());
    made.shown.resize(ratings.size());
    made.likelihood.resize(ratings.size());
    const double general_spread = std::sqrt(components.general);
    double total = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        made.general[q] = general_spread * general_node(q);
        double likelihood = general_weights()[q];
        for (std::size_t s = 0; s < ratings.size(); ++s) {
            std::array<double, kShownNodes>& row = made.shown[s][q];
            row = shown_weights();
            for (const ObservedRating& rating : ratings[s]) {
                const double per_spread = 1.0 / rating_spread(rating, components);
                const double low = lower_threshold(rating.label);
                const double high = upper_threshold(rating.label, labels);
                for (std::size_t a = 0; a < kShownNodes; ++a) {
                    const double mean = prior[s] + made.general[q] +
                                        made.shown_spread * shown_node(a) - rating.severity;
                    row[a] *= normal_between((low - mean) * per_spread, (high - mean) * per_spread);
                }
            }
            double sum = 0;
            for (const double weight : row) sum += weight;
            made.likelihood[s][q] = sum;
            likelihood *= sum;
            if (sum <= 0) row = shown_weights();
            for (double& weight : row) weight /= sum > 0 ? sum : 1.0;
        }
        made.weight[q] = likelihood;
        total += likelihood;
    }
    made.log_evidence = std::log(total);
    if (total <= 0) {
        // Ratings so far from the pool that no grid point explains them: nothing is learnt.
        made.weight = general_weights();
        total = 1.0;
    }
    double square = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        made.weight[q] /= total;
        made.general_mean += made.weight[q] * made.general[q];
        square += made.weight[q] * made.general[q] * made.general[q];
    }
    made.general_spread = std::sqrt(square - made.general_mean * made.general_mean);
    for (std::size_t s = 0; s < ratings.size(); ++s) summarise_signal(made, s, bar);
    return made;
}

double chance_above(const CandidatePosterior& posterior, std::size_t signal, double value) {
    const double cell = (shown_node(1) - shown_node(0)) * posterior.shown_spread;
    double chance = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        const double base = posterior.prior[signal] + posterior.general[q];
        for (std::size_t a = 0; a < kShownNodes; ++a) {
            const double shown = base + posterior.shown_spread * shown_node(a);
            // Each grid cell counts with its share above the value.
            chance += posterior.weight[q] * posterior.shown[signal][q][a] *
                      std::clamp((shown - value) / cell + 0.5, 0.0, 1.0);
        }
    }
    return chance;
}

double chance_sum_above(const CandidatePosterior& posterior, const std::vector<double>& weights,
                        double value) {
    double chance = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        double mean = 0;
        double variance = 0;
        for (std::size_t s = 0; s < weights.size(); ++s) {
            double first = 0;
            double second = 0;
            for (std::size_t a = 0; a < kShownNodes; ++a) {
                const double around = posterior.shown_spread * shown_node(a);
                first += posterior.shown[s][q][a] * around;
                second += posterior.shown[s][q][a] * around * around;
            }
            mean += weights[s] * (posterior.prior[s] + posterior.general[q] + first);
            variance += weights[s] * weights[s] * (second - first * first);
        }
        chance += posterior.weight[q] * normal_below((mean - value) / std::sqrt(variance));
    }
    return chance;
}

std::vector<double> label_chances(double mean, double spread, std::size_t labels) {
    std::vector<double> chances(labels);
    for (std::size_t k = 0; k < labels; ++k) {
        chances[k] = normal_between((lower_threshold(k) - mean) / spread,
                                    (upper_threshold(k, labels) - mean) / spread);
    }
    return chances;
}

double outlier_position(const std::vector<std::vector<ObservedRating>>& ratings, std::size_t signal,
                        std::size_t which, const std::vector<double>& prior,
                        const VarianceComponents& components, std::size_t labels, double bar) {
    std::vector<std::vector<ObservedRating>> others = ratings;
    const ObservedRating rating = ratings[signal][which];
    others[signal].erase(others[signal].begin() + static_cast<std::ptrdiff_t>(which));
    const CandidatePosterior given = posterior_of(others, prior, components, labels, bar);
    const double noise = rating_spread(rating, components);
    double position = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        const double base = prior[signal] + given.general[q] - rating.severity;
        // Without another rating of the signal what was shown is integrated in closed form.
        const bool alone = others[signal].empty();
        const std::size_t nodes = alone ? 1 : kShownNodes;
        const double spread = alone ? std::sqrt(components.shown() + noise * noise) : noise;
        for (std::size_t a = 0; a < nodes; ++a) {
            const double weight = given.weight[q] * (alone ? 1.0 : given.shown[signal][q][a]);
            const double mean = alone ? base : base + given.shown_spread * shown_node(a);
            const double below = normal_below((lower_threshold(rating.label) - mean) / spread);
            const double upto =
                normal_below((upper_threshold(rating.label, labels) - mean) / spread);
            position += weight * 0.5 * (below + upto);
        }
    }
    return position;
}

double outlier_position(const CandidatePosterior& all, std::size_t signal,
                        const ObservedRating& rating, const VarianceComponents& components,
                        std::size_t labels) {
    const double noise = rating_spread(rating, components);
    const double spread = std::sqrt(components.shown() + noise * noise);
    double position = 0;
    double total = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        double weight = general_weights()[q];
        for (std::size_t s = 0; s < all.likelihood.size(); ++s) {
            if (s != signal) weight *= all.likelihood[s][q];
        }
        const double mean = all.prior[signal] + all.general[q] - rating.severity;
        position += weight * 0.5 *
                    (normal_below((lower_threshold(rating.label) - mean) / spread) +
                     normal_below((upper_threshold(rating.label, labels) - mean) / spread));
        total += weight;
    }
    return total > 0 ? position / total : 0.5;
}

}  // namespace halfstep
