#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "debrief/rater_model.hpp"

namespace halfstep {

/// The many-facet Rasch rating-scale model with one severity per rater, as a cross-check of the
/// facets model: log P(k)/P(k-1) = ability - severity - threshold_k, ability normal.
/// Marginal maximum likelihood by EM with Newton steps, in the parameterisation of the R package
/// sirt (rm.facets, one item); six labels.
struct RatingScaleFit {
    std::vector<double> severity;        ///< logits, sums to 0
    std::array<double, 6> cumulative{};  ///< thresholds summed up to each label
    double spread = 1;                   ///< of abilities
    double log_likelihood = 0;
    std::vector<double> ability;  ///< posterior mean per candidate
};

inline std::array<double, 6> rating_scale_chances(double ability, double severity,
                                                  const std::array<double, 6>& cumulative) {
    std::array<double, 6> chance{};
    double sum = 0;
    for (std::size_t k = 0; k < 6; ++k) {
        sum += chance[k] = std::exp(static_cast<double>(k) * (ability - severity) - cumulative[k]);
    }
    for (double& c : chance) c /= sum;
    return chance;
}

class RatingScaleEm {
public:
    RatingScaleEm(const RatingHistory& history, std::vector<double> grid)
        : history_(history), grid_(std::move(grid)) {
        fit_.severity.assign(history.raters.size(), 0.0);
        fit_.ability.assign(history.candidates.size(), 0.0);
    }

    RatingScaleFit run() {
        double last = -1e300;
        for (int round = 0; round < 5000; ++round) {
            const double square = expect();
            if (std::abs(fit_.log_likelihood - last) < 1e-13) break;
            last = fit_.log_likelihood;
            for (int inner = 0; inner < 4; ++inner) {
                step_severities();
                step_thresholds();
            }
            centre();
            fit_.spread = std::sqrt(square / static_cast<double>(history_.candidates.size()));
        }
        return fit_;
    }

private:
    using Counts = std::vector<std::array<double, 6>>;  // [node][label]

    double expect() {
        const std::size_t nodes = grid_.size();
        std::vector<double> prior(nodes);
        double sum = 0;
        for (std::size_t q = 0; q < nodes; ++q) {
            const double z = grid_[q] / fit_.spread;
            sum += prior[q] = std::exp(-z * z / 2);
        }
        std::vector<std::vector<double>> weight(history_.candidates.size(), prior);
        for (auto& row : weight) {
            for (double& w : row) w /= sum;
        }
        for (const PastRating& rating : history_.ratings) {
            for (std::size_t q = 0; q < nodes; ++q) {
                weight[rating.candidate][q] *= rating_scale_chances(
                    grid_[q], fit_.severity[rating.rater], fit_.cumulative)[rating.label];
            }
        }
        fit_.log_likelihood = 0;
        double square = 0;
        for (std::size_t n = 0; n < weight.size(); ++n) {
            double total = 0;
            for (const double w : weight[n]) total += w;
            fit_.log_likelihood += std::log(total);
            fit_.ability[n] = 0;
            for (std::size_t q = 0; q < nodes; ++q) {
                weight[n][q] /= total;
                fit_.ability[n] += weight[n][q] * grid_[q];
                square += weight[n][q] * grid_[q] * grid_[q];
            }
        }
        counts_.assign(history_.raters.size(), Counts(nodes));
        for (const PastRating& rating : history_.ratings) {
            for (std::size_t q = 0; q < nodes; ++q) {
                counts_[rating.rater][q][rating.label] += weight[rating.candidate][q];
            }
        }
        return square;
    }

    template <typename Visit>
    void visit_cells(std::size_t rater, const Visit& visit) const {
        for (std::size_t q = 0; q < grid_.size(); ++q) {
            double all = 0;
            for (const double c : counts_[rater][q]) all += c;
            if (all < 1e-14) continue;
            visit(all, counts_[rater][q],
                  rating_scale_chances(grid_[q], fit_.severity[rater], fit_.cumulative));
        }
    }

    void step_severities() {
        for (std::size_t r = 0; r < fit_.severity.size(); ++r) {
            double slope = 0;
            double curve = 0;
            visit_cells(r, [&](double all, const auto& counts, const auto& chance) {
                double mean = 0;
                double square = 0;
                double seen = 0;
                for (std::size_t k = 0; k < 6; ++k) {
                    const auto label = static_cast<double>(k);
                    mean += label * chance[k];
                    square += label * label * chance[k];
                    seen += label * counts[k];
                }
                slope += all * mean - seen;
                curve += all * (square - mean * mean);
            });
            fit_.severity[r] += std::clamp(slope / curve, -1.0, 1.0);
        }
    }

    void step_thresholds() {
        std::array<std::array<double, 6>, 5> system{};  // five equations and their right side
        for (std::size_t r = 0; r < fit_.severity.size(); ++r) {
            visit_cells(r, [&](double all, const auto& counts, const auto& chance) {
                for (std::size_t k = 1; k < 6; ++k) {
                    system[k - 1][5] += all * chance[k] - counts[k];
                    for (std::size_t j = 1; j < 6; ++j) {
                        system[k - 1][j - 1] +=
                            all * ((k == j ? chance[k] : 0.0) - chance[k] * chance[j]);
                    }
                }
            });
        }
        for (std::size_t i = 0; i < 5; ++i) {  // symmetric and positive: no pivoting needed
            for (std::size_t z = i + 1; z < 5; ++z) {
                const double factor = system[z][i] / system[i][i];
                for (std::size_t c = i; c < 6; ++c) system[z][c] -= factor * system[i][c];
            }
        }
        std::array<double, 5> solved{};
        for (std::size_t i = 5; i-- > 0;) {
            double rest = system[i][5];
            for (std::size_t c = i + 1; c < 5; ++c) rest -= system[i][c] * solved[c];
            solved[i] = rest / system[i][i];
            fit_.cumulative[i + 1] += std::clamp(solved[i], -1.0, 1.0);
        }
    }

    void centre() {
        double mean = 0;
        for (const double b : fit_.severity) mean += b;
        mean /= static_cast<double>(fit_.severity.size());
        for (double& b : fit_.severity) b -= mean;
        for (std::size_t k = 0; k < 6; ++k) fit_.cumulative[k] += static_cast<double>(k) * mean;
    }

    const RatingHistory& history_;
    std::vector<double> grid_;
    RatingScaleFit fit_;
    std::vector<Counts> counts_;
};

}  // namespace halfstep
