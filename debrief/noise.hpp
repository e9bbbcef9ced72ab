#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "debrief/decision.hpp"
#include "debrief/posterior.hpp"

namespace halfstep {

/// Chance of each label, one row per signal.
using LabelChances = std::vector<std::vector<double>>;

/// The decision for every combination of labels. Because the decision is monotone only the lowest
/// last label that reaches each rank is kept per combination of the others.
class OutcomeLattice {
public:
    /// Combinations that are enumerated at most; beyond that panels are sampled.
    static constexpr std::size_t kCombinationsMax = 2'000'000;
    static bool fits(std::size_t signals, std::size_t labels);

    OutcomeLattice(const Decider& decider, std::size_t labels);

    /// Chance of each rank, 0 to rank_max, when labels are independent.
    std::vector<double> outcomes(const LabelChances& chances) const;
    /// Chance of that rank, 1 to rank_max, or a higher one.
    double at_least(std::size_t rank, const LabelChances& chances) const;
    std::size_t signals() const { return signals_; }
    std::size_t labels() const { return labels_; }

private:
    std::size_t signals_ = 0;
    std::size_t labels_ = 0;
    std::vector<std::vector<std::uint8_t>> first_;  ///< [rank - 1][others]
    mutable std::vector<double> scratch_;
};

/// Every signal's label when each latent value has its mean and a common sd.
LabelChances chances_around(const std::vector<double>& means, double spread, std::size_t labels);

/// Fresh raters hear the performances the ratings tell of. @param shift severity of all raters,
/// steps, > 0 is harsh; @param spread sd of a rater around the performance
std::vector<double> same_answers(const OutcomeLattice& lattice, const CandidatePosterior& posterior,
                                 double shift, double spread);
/// The same person on another day, before fresh raters.
std::vector<double> new_day(const OutcomeLattice& lattice, const CandidatePosterior& posterior,
                            const VarianceComponents& components);

/// One signal's rater speaks first and pulls the others' latent values towards its own.
/// @param pull 0 to 1; @param nodes of the quadrature over what the loud rater thinks
std::vector<double> loud_voice(const OutcomeLattice& lattice, const std::vector<double>& shown,
                               double spread, double pull, std::size_t loud,
                               std::size_t nodes = 400);

/// Chance of an offer from at least one of several companies with bars of their own.
struct Funnel {
    double single = 0;
    std::vector<double> at_least_one;    ///< [k - 1] of k processes
    std::vector<double> if_independent;  ///< the same if one's level were known
};
/// @param offer chance of any offer at a bar lowered by so many steps; @param spread sd of one's
/// level; @param exogenous chance that a process ends for outside reasons
Funnel funnel(const std::function<double(double)>& offer, double spread, double exogenous,
              double bar_spread, std::size_t processes);

/// Sampled panels where the lattice is too large; counter-based draws, same everywhere.
std::vector<double> sampled_panels(const Decider& decider, const CandidatePosterior& posterior,
                                   std::size_t labels, double shift, double spread,
                                   std::uint64_t seed, std::size_t panels);

}  // namespace halfstep
