#include "debrief/noise.hpp"

#include <algorithm>
#include <cmath>

#include "base/rng.hpp"
#include "debrief/normal.hpp"

namespace halfstep {
namespace {

// Nodes of the posterior that weigh less change nothing at six decimals.
constexpr double kLightNode = 1e-7;

/// Chances of a signal's labels in one general node, over what may have been shown.
template <typename Mean>
void mix_labels(const std::array<double, kShownNodes>& weights, const Mean& mean, double spread,
                std::vector<double>& chances) {
    const std::size_t labels = chances.size();
    const double per_spread = 1.0 / spread;
    std::fill(chances.begin(), chances.end(), 0.0);
    // Accumulate the chance of at most each label, then take differences.
    for (std::size_t a = 0; a < kShownNodes; ++a) {
        if (weights[a] < 1e-13) continue;
        const double lowest = (0.5 - mean(a)) * per_spread;
        for (std::size_t k = 0; k + 1 < labels; ++k) {
            chances[k] += weights[a] * normal_below(lowest + static_cast<double>(k) * per_spread);
        }
        chances[labels - 1] += weights[a];
    }
    for (std::size_t k = labels - 1; k > 0; --k) chances[k] -= chances[k - 1];
}

template <typename Mean>
std::vector<double> over_nodes(const OutcomeLattice& lattice, const CandidatePosterior& posterior,
                               const Mean& mean, double spread, double light = kLightNode) {
    const std::size_t n = lattice.signals();
    LabelChances chances(n, std::vector<double>(lattice.labels()));
    std::vector<double> total;
    double weight_sum = 0;
    for (std::size_t q = 0; q < kGeneralNodes; ++q) {
        const double weight = posterior.weight[q];
        if (weight < light) continue;
        for (std::size_t s = 0; s < n; ++s) {
            const auto at = [&](std::size_t a) { return mean(s, q, a); };
            mix_labels(posterior.shown[s][q], at, spread, chances[s]);
        }
        const std::vector<double> outcomes = lattice.outcomes(chances);
        total.resize(outcomes.size(), 0.0);
        for (std::size_t r = 0; r < outcomes.size(); ++r) total[r] += weight * outcomes[r];
        weight_sum += weight;
    }
    for (double& share : total) share /= weight_sum;
    return total;
}

}  // namespace

bool OutcomeLattice::fits(std::size_t signals, std::size_t labels) {
    std::size_t combinations = 1;
    for (std::size_t s = 0; s < signals; ++s) {
        combinations *= labels;
        if (combinations > kCombinationsMax) return false;
    }
    return true;
}

OutcomeLattice::OutcomeLattice(const Decider& decider, std::size_t labels)
    : signals_(decider.rules().count), labels_(labels) {
    std::size_t others = 1;
    for (std::size_t s = 0; s + 1 < signals_; ++s) others *= labels;
    const auto ranks = static_cast<std::size_t>(decider.rules().rank_max());
    first_.assign(ranks, std::vector<std::uint8_t>(others, static_cast<std::uint8_t>(labels)));
    const std::size_t last = signals_ - 1;
    const auto top = static_cast<std::int64_t>(labels - 1) * 1000;
    SignalValues ratings{};
    for (std::size_t index = 0; index < others; ++index) {
        ratings[last] = top;
        const int best = decider(ratings);
        int reached = 0;
        for (std::size_t k = 0; reached < best && k < labels; ++k) {
            ratings[last] = static_cast<std::int64_t>(k) * 1000;
            const int rank = k + 1 == labels ? best : decider(ratings);
            for (; reached < rank; ++reached) {
                first_[static_cast<std::size_t>(reached)][index] = static_cast<std::uint8_t>(k);
            }
        }
        // Count up, the last of the others fastest.
        for (std::size_t s = last; s-- > 0;) {
            ratings[s] += 1000;
            if (ratings[s] <= top) break;
            ratings[s] = 0;
        }
    }
}

double OutcomeLattice::at_least(std::size_t rank, const LabelChances& chances) const {
    const std::vector<std::uint8_t>& first = first_[rank - 1];
    std::vector<double> tail(labels_ + 1, 0.0);
    for (std::size_t k = labels_; k-- > 0;) tail[k] = tail[k + 1] + chances[signals_ - 1][k];
    if (signals_ == 1) return tail[first[0]];
    // Outermost signal first, so that the inner loops run over neighbours in memory.
    std::size_t size = first.size() / labels_;
    scratch_.assign(std::max(scratch_.size(), size), 0.0);
    for (std::size_t k = 0; k < labels_; ++k) {
        const double chance = chances[0][k];
        const std::uint8_t* row = first.data() + k * size;
        for (std::size_t p = 0; p < size; ++p) scratch_[p] += chance * tail[row[p]];
    }
    for (std::size_t s = 1; s + 1 < signals_; ++s) {
        size /= labels_;
        for (std::size_t p = 0; p < size; ++p) scratch_[p] *= chances[s][0];
        for (std::size_t k = 1; k < labels_; ++k) {
            const double chance = chances[s][k];
            const double* row = scratch_.data() + k * size;
            for (std::size_t p = 0; p < size; ++p) scratch_[p] += chance * row[p];
        }
    }
    return scratch_[0];
}

std::vector<double> OutcomeLattice::outcomes(const LabelChances& chances) const {
    std::vector<double> result(first_.size() + 1);
    double above = 0;
    for (std::size_t rank = first_.size(); rank > 0; --rank) {
        const double reached = at_least(rank, chances);
        result[rank] = reached - above;
        above = reached;
    }
    result[0] = 1.0 - above;
    return result;
}

LabelChances chances_around(const std::vector<double>& means, double spread, std::size_t labels) {
    LabelChances chances;
    for (const double mean : means) chances.push_back(label_chances(mean, spread, labels));
    return chances;
}

std::vector<double> same_answers(const OutcomeLattice& lattice, const CandidatePosterior& posterior,
                                 double shift, double spread) {
    const auto mean = [&](std::size_t s, std::size_t q, std::size_t a) {
        return posterior.prior[s] + posterior.general[q] + posterior.shown_spread * shown_node(a) -
               shift;
    };
    // A drawn severity is an illustration: three decimals do.
    return over_nodes(lattice, posterior, mean, spread, shift == 0 ? kLightNode : 1e-3);
}

std::vector<double> new_day(const OutcomeLattice& lattice, const CandidatePosterior& posterior,
                            const VarianceComponents& components) {
    const double kept = components.signal / components.shown();
    const double spread = std::sqrt(components.shown() - components.signal * kept +
                                    components.severity + components.idiosyncratic);
    const auto mean = [&](std::size_t s, std::size_t q, std::size_t a) {
        return posterior.prior[s] + posterior.general[q] +
               kept * posterior.shown_spread * shown_node(a);
    };
    return over_nodes(lattice, posterior, mean, spread);
}

std::vector<double> loud_voice(const OutcomeLattice& lattice, const std::vector<double>& shown,
                               double spread, double pull, std::size_t loud, std::size_t nodes) {
    const std::size_t labels = lattice.labels();
    std::vector<double> total(1, 0.0);
    std::vector<double> at(nodes);
    double weights = 0;
    const double step = 10.0 / static_cast<double>(nodes);
    for (std::size_t q = 0; q < nodes; ++q) {
        at[q] = -5.0 + step * (static_cast<double>(q) + 0.5);
        weights += normal_density(at[q]);
    }
    for (const double z : at) {
        const double weight = normal_density(z) / weights;
        if (weight < kLightNode) continue;
        const double voice = shown[loud] + spread * z;
        LabelChances chances;
        for (std::size_t s = 0; s < shown.size(); ++s) {
            if (s != loud) {
                chances.push_back(label_chances((1 - pull) * shown[s] + pull * voice,
                                                std::max(1e-6, (1 - pull) * spread), labels));
                continue;
            }
            std::vector<double> certain(labels, 0.0);
            const double label =
                std::clamp(std::floor(voice + 0.5), 0.0, static_cast<double>(labels - 1));
            certain[static_cast<std::size_t>(label)] = 1.0;
            chances.push_back(std::move(certain));
        }
        const std::vector<double> outcomes = lattice.outcomes(chances);
        total.resize(outcomes.size(), 0.0);
        for (std::size_t r = 0; r < outcomes.size(); ++r) total[r] += weight * outcomes[r];
    }
    return total;
}

Funnel funnel(const std::function<double(double)>& offer, double spread, double exogenous,
              double bar_spread, std::size_t processes) {
    constexpr std::size_t kNodes = 13;
    std::array<double, kNodes> node{};
    std::array<double, kNodes> weight{};
    double sum = 0;
    for (std::size_t i = 0; i < kNodes; ++i) {
        node[i] = -3.0 + 0.5 * static_cast<double>(i);
        sum += weight[i] = normal_density(node[i]);
    }
    for (double& w : weight) w /= sum;
    Funnel made;
    std::array<double, kNodes> chance{};
    for (std::size_t i = 0; i < kNodes; ++i) {
        double met = 0;
        for (std::size_t j = 0; j < kNodes; ++j) {
            met += weight[j] * offer(spread * node[i] - bar_spread * node[j]);
        }
        chance[i] = (1 - exogenous) * met;
        made.single += weight[i] * chance[i];
    }
    for (std::size_t k = 1; k <= processes; ++k) {
        // One's own level is the same in every process, so it is integrated last.
        double none = 0;
        for (std::size_t i = 0; i < kNodes; ++i) {
            none += weight[i] * std::pow(1 - chance[i], static_cast<double>(k));
        }
        made.at_least_one.push_back(1 - none);
        made.if_independent.push_back(1 - std::pow(1 - made.single, static_cast<double>(k)));
    }
    return made;
}

std::vector<double> sampled_panels(const Decider& decider, const CandidatePosterior& posterior,
                                   std::size_t labels, double shift, double spread,
                                   std::uint64_t seed, std::size_t panels) {
    const auto pick = [](const auto& weights, double at) {
        std::size_t k = 0;
        for (; k + 1 < weights.size() && at >= weights[k]; ++k) at -= weights[k];
        return k;
    };
    const std::size_t n = decider.rules().count;
    std::vector<double> shares(static_cast<std::size_t>(decider.rules().rank_max()) + 1, 0.0);
    for (std::size_t i = 0; i < panels; ++i) {
        const std::size_t q = pick(posterior.weight, uniform01(seed, i, 1000));
        SignalValues ratings{};
        for (std::size_t s = 0; s < n; ++s) {
            const std::size_t a = pick(posterior.shown[s][q], uniform01(seed, i, 2000 + s));
            const double shown =
                posterior.prior[s] + posterior.general[q] + posterior.shown_spread * shown_node(a);
            const double heard = shown - shift + spread * gauss(seed, i, s);
            ratings[s] = 1000 * static_cast<std::int64_t>(std::clamp(
                                    std::floor(heard + 0.5), 0.0, static_cast<double>(labels - 1)));
        }
        shares[static_cast<std::size_t>(decider(ratings))] += 1.0 / static_cast<double>(panels);
    }
    return shares;
}

}  // namespace halfstep
