/// The simulation study behind the rater model (s1_simulation_study of the reference): which way
/// of reading past ratings finds the truth again. Same design, same counter-based draws, our fit.
/// Dawid and Skene's model is here as the alternative that was not taken.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "base/rng.hpp"
#include "debrief/rater_model.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

constexpr std::size_t kLabels = 6;
constexpr std::size_t kRaters = 24;
constexpr std::size_t kSignals = 5;
constexpr std::size_t kNewCandidates = 300;
constexpr std::uint64_t kReplications = 3;
constexpr double kHired = 0.3;  // share of candidates chosen

using Estimates = std::vector<double>;  // one per candidate

struct Pool {
    RatingHistory history;
    Estimates truth;  // mean performance shown
};

Estimates drawn_severities(std::uint64_t seed) {
    Estimates severity;
    for (std::uint64_t r = 0; r < kRaters; ++r) {
        severity.push_back(std::sqrt(components_from().severity) * gauss(seed, r, 9001));
    }
    return severity;
}

RatingHistory empty_history() {
    RatingHistory history;
    history.signals = {"a", "b", "c", "d", "e"};
    for (std::size_t r = 0; r < kRaters; ++r) history.raters.push_back("r" + std::to_string(r));
    return history;
}

/// Every rater covers two neighbouring signals, so that all are linked.
std::size_t drawn_rater(std::uint64_t seed, std::uint64_t n, std::size_t s) {
    std::vector<std::size_t> home;
    for (std::size_t r = 0; r < kRaters; ++r) {
        if (r % kSignals == s || (r + 1) % kSignals == s) home.push_back(r);
    }
    return home[static_cast<std::size_t>(uniform01(seed, n, 30 + s) *
                                         static_cast<double>(home.size()))];
}

Pool drawn_pool(std::uint64_t seed, std::size_t candidates, const Estimates& severity) {
    const VarianceComponents parts = components_from();
    constexpr std::array<double, kSignals> kMeans{2.6, 2.4, 2.4, 2.5, 2.6};
    Pool pool{empty_history(), {}};
    for (std::uint64_t n = 0; n < candidates; ++n) {
        pool.history.candidates.push_back("c" + std::to_string(n));
        const double general = std::sqrt(parts.general) * gauss(seed, n, 1);
        double sum = 0;
        for (std::size_t s = 0; s < kSignals; ++s) {
            const double shown = kMeans[s] + general +
                                 std::sqrt(parts.signal) * gauss(seed, n, 10 + s) +
                                 std::sqrt(parts.occasion) * gauss(seed, n, 20 + s);
            const std::size_t r = drawn_rater(seed, n, s);
            const double heard =
                shown - severity[r] + std::sqrt(parts.idiosyncratic) * gauss(seed, n, 40 + s);
            const double label = std::clamp(std::floor(heard + 0.5), 0.0, 5.0);
            pool.history.ratings.push_back({n, s, r, static_cast<std::size_t>(label)});
            sum += shown;
        }
        pool.truth.push_back(sum / kSignals);
    }
    return pool;
}

/// Mean per candidate of what each of its ratings is worth.
template <typename Worth>
Estimates mean_over_ratings(const RatingHistory& history, Worth worth) {
    Estimates means(history.candidates.size(), 0.0);
    for (const PastRating& rating : history.ratings) {
        means[rating.candidate] += worth(rating) / kSignals;
    }
    return means;
}

Estimates medians(const RatingHistory& history) {
    std::vector<std::vector<double>> labels(history.candidates.size());
    for (const PastRating& rating : history.ratings) {
        labels[rating.candidate].push_back(static_cast<double>(rating.label));
    }
    Estimates result;
    for (std::vector<double>& own : labels) {
        std::sort(own.begin(), own.end());
        // The mean only tells equal medians apart.
        result.push_back(own[kSignals / 2] + 0.001 * std::accumulate(own.begin(), own.end(), 0.0));
    }
    return result;
}

/// Each rater's mean distance from the mean of the signals it rated, and how often it did.
struct Offsets {
    Estimates offset = Estimates(kRaters, 0.0);
    Estimates count = Estimates(kRaters, 0.0);
};

Offsets offsets_of(const RatingHistory& history) {
    std::array<double, kSignals> sum{};
    std::array<double, kSignals> count{};
    for (const PastRating& rating : history.ratings) {
        sum[rating.signal] += static_cast<double>(rating.label);
        ++count[rating.signal];
    }
    Offsets offsets;
    for (const PastRating& rating : history.ratings) {
        offsets.offset[rating.rater] +=
            static_cast<double>(rating.label) - sum[rating.signal] / count[rating.signal];
        ++offsets.count[rating.rater];
    }
    for (std::size_t r = 0; r < kRaters; ++r) {
        if (offsets.count[r] > 0) offsets.offset[r] /= offsets.count[r];
    }
    return offsets;
}

/// Dawid and Skene 1979: one confusion table per rater, labels without an order.
class ConfusionTables {
public:
    explicit ConfusionTables(const RatingHistory& history) : history_(history) {
        truth_.assign(history.candidates.size(), Row{});
        for (const PastRating& rating : history.ratings) ++truth_[rating.candidate][rating.label];
        for (Row& row : truth_) normalise(row);
        for (int round = 0; round < 60; ++round) {
            maximise();
            truth_ = expected(history_);
        }
    }

    Estimates estimate(const RatingHistory& history) const {
        Estimates result;
        for (const Row& row : expected(history)) {
            double mean = 0;
            for (std::size_t k = 0; k < kLabels; ++k) mean += static_cast<double>(k) * row[k];
            result.push_back(mean);
        }
        return result;
    }

private:
    using Row = std::array<double, kLabels>;

    static void normalise(Row& row) {
        const double total = std::accumulate(row.begin(), row.end(), 0.0);
        for (double& cell : row) cell /= total;
    }

    void maximise() {
        share_.fill(1e-9);
        for (const Row& row : truth_) {
            for (std::size_t k = 0; k < kLabels; ++k) {
                share_[k] += row[k] / static_cast<double>(truth_.size());
            }
        }
        Row smoothing;
        smoothing.fill(1e-2);
        tables_.assign(kRaters, {});
        for (auto& table : tables_) table.fill(smoothing);
        for (const PastRating& rating : history_.ratings) {
            for (std::size_t k = 0; k < kLabels; ++k) {
                tables_[rating.rater][k][rating.label] += truth_[rating.candidate][k];
            }
        }
        for (auto& table : tables_) {
            for (Row& row : table) normalise(row);
        }
    }

    std::vector<Row> expected(const RatingHistory& history) const {
        Row start;
        for (std::size_t k = 0; k < kLabels; ++k) start[k] = std::log(share_[k]);
        std::vector<Row> rows(history.candidates.size(), start);
        for (const PastRating& rating : history.ratings) {
            for (std::size_t k = 0; k < kLabels; ++k) {
                rows[rating.candidate][k] += std::log(tables_[rating.rater][k][rating.label]);
            }
        }
        for (Row& row : rows) {
            const double highest = *std::max_element(row.begin(), row.end());
            for (double& cell : row) cell = std::exp(cell - highest);
            normalise(row);
        }
        return rows;
    }

    const RatingHistory& history_;
    std::vector<Row> truth_;
    Row share_{};
    std::vector<std::array<Row, kLabels>> tables_;
};

/// Fit with severities held to a spread about the pool.
FacetsFit fitted(const RatingHistory& history, double severity_variance) {
    FitOptions options;
    options.prior.severity = severity_variance;
    options.pool_mean = 2.5;
    options.iterations_max = 60;
    return fit_facets(history, options);
}

/// Mean performance per candidate by the posterior, with the fit's severities.
/// @param uncertain whether few ratings of a rater leave its severity unsure
Estimates by_posterior(const RatingHistory& history, const FacetsFit& fit, const Offsets& offsets,
                       bool uncertain) {
    VarianceComponents parts = components_from();
    const double severity = parts.severity;
    parts.general = std::max(fit.general_variance, 1e-3);
    std::vector<std::vector<std::vector<ObservedRating>>> of(
        history.candidates.size(), std::vector<std::vector<ObservedRating>>(kSignals));
    for (const PastRating& rating : history.ratings) {
        const double unsure =
            severity / (1 + offsets.count[rating.rater] * severity / fit.rest_variance);
        of[rating.candidate][rating.signal].push_back(
            {rating.label, fit.severity[rating.rater], uncertain ? unsure : 0.0, 1.0});
    }
    Estimates result;
    for (const auto& ratings : of) {
        const CandidatePosterior posterior =
            posterior_of(ratings, fit.signal_mean, parts, kLabels, 2.5);
        double mean = 0;
        for (const SignalPosterior& signal : posterior.signals) mean += signal.mean / kSignals;
        result.push_back(mean);
    }
    return result;
}

double correlation(const Estimates& a, const Estimates& b) {
    const auto n = static_cast<double>(a.size());
    const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n;
    const double mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        ab += (a[k] - mean_a) * (b[k] - mean_b);
        aa += (a[k] - mean_a) * (a[k] - mean_a);
        bb += (b[k] - mean_b) * (b[k] - mean_b);
    }
    return ab / std::sqrt(aa * bb);
}

double root_mean_square_error(const Estimates& found, const Estimates& truth) {
    double sum = 0;
    for (std::size_t k = 0; k < found.size(); ++k)
        sum += (found[k] - truth[k]) * (found[k] - truth[k]);
    return std::sqrt(sum / static_cast<double>(found.size()));
}

std::set<std::size_t> chosen(const Estimates& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return values[a] != values[b] ? values[a] > values[b] : a < b;
    });
    order.resize(static_cast<std::size_t>(static_cast<double>(values.size()) * kHired));
    return {order.begin(), order.end()};
}

double overlap(const Estimates& found, const Estimates& truth) {
    const std::set<std::size_t> right = chosen(truth);
    double both = 0;
    for (const std::size_t n : chosen(found)) both += right.contains(n) ? 1 : 0;
    return both / static_cast<double>(right.size());
}

/// Mean over the replications, as the vectors hold it.
struct Score {
    double correlation = 0;
    double overlap = 0;
};
using Study = std::map<std::string, Score>;

void add(Study& study, const std::string& name, double correlation, double overlap) {
    study[name].correlation += correlation / kReplications;
    study[name].overlap += overlap / kReplications;
}

void add_replication(Study& study, std::uint64_t seed, std::size_t candidates) {
    const Estimates severity = drawn_severities(seed);
    const RatingHistory past = drawn_pool(seed, candidates, severity).history;
    const Pool fresh = drawn_pool(seed + 1000, kNewCandidates, severity);
    const double drawn = components_from().severity;
    const FacetsFit shrunk = fitted(past, drawn);
    const FacetsFit free = fitted(past, 2500);
    const Offsets offsets = offsets_of(past);
    const double around = shrunk.rest_variance + shrunk.general_variance;

    const auto corrected = [&](bool shrink) {
        return mean_over_ratings(fresh.history, [&](const PastRating& rating) {
            const double count = offsets.count[rating.rater];
            return static_cast<double>(rating.label) -
                   offsets.offset[rating.rater] * (shrink ? shrinkage(drawn, around, count) : 1.0);
        });
    };
    const std::map<std::string, Estimates> ways{
        {"raw_mean", mean_over_ratings(fresh.history,
                                       [](const PastRating& rating) {
                                           return static_cast<double>(rating.label);
                                       })},
        {"median", medians(fresh.history)},
        {"raw_offset_corrected", corrected(false)},
        {"shrunk_offset_corrected", corrected(true)},
        {"dawid_skene", ConfusionTables(past).estimate(fresh.history)},
        {"ofm_shrunk", by_posterior(fresh.history, shrunk, offsets, true)},
        {"ofm_unshrunk", by_posterior(fresh.history, free, offsets, false)},
    };
    for (const auto& [name, found] : ways) {
        add(study, name, correlation(found, fresh.truth), overlap(found, fresh.truth));
    }
    add(study, "_severity_corr_shrunk", correlation(shrunk.severity, severity), 0);
    add(study, "_severity_rmse_shrunk", root_mean_square_error(shrunk.severity, severity), 0);
    add(study, "_severity_rmse_unshrunk", root_mean_square_error(free.severity, severity), 0);
}

}  // namespace

TEST_CASE("past ratings tell the truth as well as the published study found", "[debrief]") {
    for (const std::size_t candidates : {40u, 150u, 400u}) {
        Study study;
        for (std::uint64_t k = 0; k < kReplications; ++k) {
            add_replication(study, 500 + k, candidates);
        }
        const auto& results = golden("s1_simulation_study").at("results");
        for (const auto& [name, expected] : results.at(std::to_string(candidates)).items()) {
            CAPTURE(candidates, name);
            CHECK(study.at(name).correlation ==
                  Approx(expected.at("corr_with_true_performance").get<double>()).margin(0.01));
            CHECK(study.at(name).overlap ==
                  Approx(expected.at("top30%_overlap").get<double>()).margin(0.01));
        }
        // What the study is for: shrinking helps where history is short, order of labels matters.
        CHECK(study.at("ofm_shrunk").correlation > study.at("ofm_unshrunk").correlation - 1e-3);
        CHECK(study.at("shrunk_offset_corrected").correlation > study.at("raw_mean").correlation);
        CHECK(study.at("dawid_skene").correlation < study.at("raw_mean").correlation);
    }
}
