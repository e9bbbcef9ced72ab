#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "debrief/posterior.hpp"

/// Severity of raters from past packets: an ordinal facets model (cumulative probit with fixed
/// thresholds, one severity per rater shrunk towards the pool), fitted by EM. Fitted offline into a
/// frozen file; a candidate under debrief never changes it.
namespace halfstep {

/// One past rating. Indices into RatingHistory's name lists.
struct PastRating {
    std::size_t candidate = 0;
    std::size_t signal = 0;
    std::size_t rater = 0;
    std::size_t label = 0;
};

struct RatingHistory {
    std::size_t labels = 6;
    std::size_t bar = 3;  ///< lowest label that meets it
    std::vector<std::string> candidates;
    std::vector<std::string> signals;
    std::vector<std::string> raters;
    std::vector<PastRating> ratings;
};

struct FitOptions {
    VarianceComponents prior = components_from();
    double pool_mean = 2.8;  ///< steps; where a signal's mean is drawn to
    double pool_mean_spread = 1.5;
    double prior_weight = 4;  ///< degrees of freedom of the variance priors
    double tolerance = 1e-6;
    int iterations_max = 4000;

    /// The same judgements on a scale of other labels.
    static FitOptions for_scale(std::size_t labels, std::size_t bar);
};

struct FacetsFit {
    std::vector<double> signal_mean;
    std::vector<double> severity;  ///< per rater, steps; > 0 is harsh
    std::vector<double> general;   ///< per candidate, posterior mean
    double general_variance = 0;
    double rest_variance = 0;
    double log_posterior = 0;
    double log_likelihood = 0;
    int iterations = 0;
};

/// @pre every index is in range and every label below history.labels
FacetsFit fit_facets(const RatingHistory& history, const FitOptions& options);

/// How one rater's ratings scatter around what the model expects; about 1, review outside .5 to 2.
struct RaterScatter {
    std::size_t ratings = 0;
    double outfit = 0;
    double infit = 0;
};
std::vector<RaterScatter> rater_scatter(const RatingHistory& history, const FacetsFit& fit);

/// Group of comparability of each rater: raters not linked through signals of shared candidates are
/// only comparable within their group. Groups count from 0 in order of first rater.
std::vector<std::size_t> rater_groups(const RatingHistory& history);

/// One rater as the frozen file knows it. Severity is withheld below five ratings.
struct KnownRater {
    std::optional<double> severity;
    double severity_spread = 0;
    std::size_t ratings = 0;
    std::size_t group = 0;
    double outfit = 0;
    double infit = 0;
    bool review = false;  ///< scatter outside .5 to 2 over at least 20 ratings
};

struct RaterFile {
    std::size_t labels = 6;
    std::map<std::string, double> signal_mean;
    std::map<std::string, KnownRater> raters;
    double general_variance = 0;
    double rest_variance = 0;
    std::size_t ratings = 0;
    std::size_t candidates = 0;
};

/// How much of a rater's observed offset is taken for severity: its variance against that of
/// `count` ratings around a candidate's own level.
double shrinkage(double severity_variance, double variance_around, double count);

/// Ratings a severity needs before it is told.
inline constexpr std::size_t kRatingsForSeverity = 5;

/// @error InvalidData raters.120: fewer than two raters or no ratings
Result<RaterFile> calibrate(const RatingHistory& history);

nlohmann::json to_json(const RaterFile& file);
/// @error InvalidData raters.1xx
Result<RaterFile> rater_file_from_json(const nlohmann::json& value);
/// SHA-256 of the canonical JSON.
std::string fingerprint_of(const RaterFile& file);

}  // namespace halfstep
