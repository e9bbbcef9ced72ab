#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

/// What one candidate's ratings say about the performances behind them: an ordinal probit with
/// thresholds half-way between the labels. docs/debrief.md has the model and its sources.
namespace halfstep {

/// Variances in squared rating steps of the default scale.
struct VarianceComponents {
    double general = 0;        ///< the candidate
    double signal = 0;         ///< the candidate, on one signal
    double occasion = 0;       ///< that day and those questions
    double severity = 0;       ///< who was drawn, level
    double idiosyncratic = 0;  ///< who was drawn, pattern

    double shown() const { return signal + occasion; }
    double rater() const { return severity + idiosyncratic; }
    /// The same on a scale of another length.
    VarianceComponents stretched(double factor) const;
};

/// From published reliabilities. @param separate agreement of interviewers who heard different
/// answers; @param panel of those who heard the same; @param spread sd of observed ratings, steps
VarianceComponents components_from(double separate = 0.44, double panel = 0.74,
                                   double spread = 1.2);

/// One rating as the model sees it.
struct ObservedRating {
    std::size_t label = 0;
    double severity = 0;           ///< of the rater, steps; > 0 is harsh
    double severity_variance = 0;  ///< how unsure that is
    double strength = 1;           ///< of the evidence, (0, 1]
};

struct SignalPosterior {
    double mean = 0;    ///< performance shown, rating steps
    double spread = 0;  ///< its sd
    double meets_bar = 0;
};

inline constexpr std::size_t kGeneralNodes = 49;
inline constexpr std::size_t kShownNodes = 21;

/// Posterior on a grid: weights over the general level, and within each over what was shown.
struct CandidatePosterior {
    double general_mean = 0;
    double general_spread = 0;
    double log_evidence = 0;
    std::vector<SignalPosterior> signals;

    std::array<double, kGeneralNodes> general{};  ///< its values
    std::array<double, kGeneralNodes> weight{};
    std::vector<double> prior;  ///< mean per signal
    /// [signal][general node][shown node]; shown performance is prior + general + sd x node.
    std::vector<std::array<std::array<double, kShownNodes>, kGeneralNodes>> shown;
    double shown_spread = 0;
    /// [signal][general node]: chance of the signal's ratings there.
    std::vector<std::array<double, kGeneralNodes>> likelihood;
};

/// Grid of the general level in its sd: -6 to 6 by a quarter; and of what was shown: -4 to 4 by .4.
inline double general_node(std::size_t q) {
    return -6.0 + 0.25 * static_cast<double>(q);
}
inline double shown_node(std::size_t a) {
    return -4.0 + 0.4 * static_cast<double>(a);
}
/// Normalised normal weights on the general grid.
const std::array<double, kGeneralNodes>& general_weights();

/// @param ratings per signal, none where it was not observed
/// @param prior   mean rating of the pool per signal, steps
/// @param labels  labels of the scale; @param bar boundary in steps
CandidatePosterior posterior_of(const std::vector<std::vector<ObservedRating>>& ratings,
                                const std::vector<double>& prior,
                                const VarianceComponents& components, std::size_t labels,
                                double bar);

/// Chance that what was shown on a signal lies above a value, in steps.
double chance_above(const CandidatePosterior& posterior, std::size_t signal, double value);
/// Chance that the weighted sum of what was shown lies above a value: exact over the general level;
/// within it, where signals are independent, the sum is taken as normal.
double chance_sum_above(const CandidatePosterior& posterior, const std::vector<double>& weights,
                        double value);

/// Chance of each label for a latent value with this mean and sd.
std::vector<double> label_chances(double mean, double spread, std::size_t labels);

/// How surprising a rating is given all others: P(lower) + half P(equal). Low outlier at or below
/// .025, high at or above .975.
double outlier_position(const std::vector<std::vector<ObservedRating>>& ratings, std::size_t signal,
                        std::size_t which, const std::vector<double>& prior,
                        const VarianceComponents& components, std::size_t labels, double bar);

/// The same for a signal's only rating, from the posterior over all of them.
double outlier_position(const CandidatePosterior& all, std::size_t signal,
                        const ObservedRating& rating, const VarianceComponents& components,
                        std::size_t labels);

}  // namespace halfstep
