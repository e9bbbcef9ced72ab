#include "debrief/rater_model.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "base/check.hpp"
#include "base/sha256.hpp"
#include "debrief/normal.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

/// Sufficient statistics of one rating: moments of its latent value less the candidate's level.
struct Moments {
    double first = 0;
    double second = 0;
};

class FacetsEm {
public:
    FacetsEm(const RatingHistory& history, const FitOptions& options)
        : history_(history), options_(options) {
        fit_.signal_mean.assign(history.signals.size(), options.pool_mean);
        fit_.severity.assign(history.raters.size(), 0.0);
        fit_.general.assign(history.candidates.size(), 0.0);
        fit_.general_variance = options.prior.general;
        rest_prior_ = options.prior.shown() + options.prior.idiosyncratic;
        fit_.rest_variance = rest_prior_;
        by_candidate_.resize(history.candidates.size());
        for (std::size_t k = 0; k < history.ratings.size(); ++k) {
            by_candidate_[history.ratings[k].candidate].push_back(k);
        }
        moments_.resize(history.ratings.size());
    }

    FacetsFit run() {
        for (int round = 0; round < options_.iterations_max; ++round) {
            const FacetsFit before = fit_;
            expect();
            maximise();
            fit_.iterations = round + 1;
            if (change_since(before) < options_.tolerance) break;
        }
        return fit_;
    }

private:
    void expect() {
        const double spread = std::sqrt(fit_.rest_variance);
        const double general_spread = std::sqrt(fit_.general_variance);
        fit_.log_likelihood = 0;
        general_square_ = 0;
        for (std::size_t n = 0; n < by_candidate_.size(); ++n) {
            expect_candidate(n, spread, general_spread);
        }
        fit_.log_posterior = fit_.log_likelihood + log_prior();
    }

    void expect_candidate(std::size_t n, double spread, double general_spread) {
        const auto& own = by_candidate_[n];
        std::array<double, kGeneralNodes> weight{};
        std::vector<std::array<Moments, kGeneralNodes>> at(own.size());
        for (std::size_t q = 0; q < kGeneralNodes; ++q) {
            weight[q] = std::log(general_weights()[q]);
            for (std::size_t k = 0; k < own.size(); ++k) {
                const PastRating& rating = history_.ratings[own[k]];
                const double base = fit_.signal_mean[rating.signal] - fit_.severity[rating.rater];
                const double mean = base + general_spread * general_node(q);
                weight[q] += std::log(latent(rating.label, base, mean, spread, at[k][q]));
            }
        }
        const double greatest = *std::max_element(weight.begin(), weight.end());
        double total = 0;
        for (double& w : weight) total += w = std::exp(w - greatest);
        fit_.log_likelihood += greatest + std::log(total);
        double mean = 0;
        for (std::size_t q = 0; q < kGeneralNodes; ++q) {
            weight[q] /= total;
            const double level = general_spread * general_node(q);
            mean += weight[q] * level;
            general_square_ += weight[q] * level * level;
        }
        fit_.general[n] = mean;
        for (std::size_t k = 0; k < own.size(); ++k) {
            Moments sum;
            for (std::size_t q = 0; q < kGeneralNodes; ++q) {
                sum.first += weight[q] * at[k][q].first;
                sum.second += weight[q] * at[k][q].second;
            }
            moments_[own[k]] = sum;
        }
    }

    /// Chance of a label, and the moments of the latent value given it.
    double latent(std::size_t label, double base, double mean, double spread,
                  Moments& moments) const {
        const bool lowest = label == 0;
        const bool highest = label + 1 == history_.labels;
        const double a = lowest ? -std::numeric_limits<double>::infinity()
                                : (static_cast<double>(label) - 0.5 - mean) / spread;
        const double b = highest ? std::numeric_limits<double>::infinity()
                                 : (static_cast<double>(label) + 0.5 - mean) / spread;
        const double chance = std::max(exact_between(a, b), 1e-300);
        const double da = lowest ? 0.0 : normal_density(a);
        const double db = highest ? 0.0 : normal_density(b);
        const double first = (da - db) / chance;
        const double second = 1.0 + ((lowest ? 0.0 : a * da) - (highest ? 0.0 : b * db)) / chance;
        moments.first = base + spread * first;
        moments.second = base * base + 2 * base * spread * first + fit_.rest_variance * second;
        return chance;
    }

    /// With erfc: far in the tails the moments are ratios, where a table's last digits would show.
    static double exact_between(double a, double b) {
        const auto below = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
        return a > 0 ? below(-a) - below(-b) : below(b) - below(a);
    }

    double log_prior() const {
        const double nu = options_.prior_weight;
        double log_density = 0;
        for (const double l : fit_.severity) log_density -= l * l / (2 * options_.prior.severity);
        for (const double m : fit_.signal_mean) {
            const double z = (m - options_.pool_mean) / options_.pool_mean_spread;
            log_density -= z * z / 2;
        }
        const auto scaled = [&](double variance, double prior) {
            return (nu / 2 + 1) * std::log(variance) + nu * prior / (2 * variance);
        };
        return log_density - scaled(fit_.general_variance, options_.prior.general) -
               scaled(fit_.rest_variance, rest_prior_);
    }

    /// Means and severities together: one ridge regression. Apart, they crawl along the ridge where
    /// a harsher pool and a lower mean explain the same ratings.
    void maximise() {
        const auto signals = static_cast<Eigen::Index>(history_.signals.size());
        const auto size = signals + static_cast<Eigen::Index>(history_.raters.size());
        Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(size, size);
        Eigen::VectorXd right = Eigen::VectorXd::Zero(size);
        for (std::size_t k = 0; k < moments_.size(); ++k) {
            const auto s = static_cast<Eigen::Index>(history_.ratings[k].signal);
            const auto r = signals + static_cast<Eigen::Index>(history_.ratings[k].rater);
            normal(s, s) += 1;
            normal(r, r) += 1;
            normal(s, r) -= 1;
            normal(r, s) -= 1;
            right(s) += moments_[k].first;
            right(r) -= moments_[k].first;
        }
        const double mean_ridge =
            fit_.rest_variance / (options_.pool_mean_spread * options_.pool_mean_spread);
        for (Eigen::Index s = 0; s < signals; ++s) {
            normal(s, s) += mean_ridge;
            right(s) += options_.pool_mean * mean_ridge;
        }
        for (Eigen::Index r = signals; r < size; ++r) {
            normal(r, r) += fit_.rest_variance / options_.prior.severity;
        }
        const Eigen::VectorXd solved = normal.ldlt().solve(right);
        for (Eigen::Index s = 0; s < signals; ++s) {
            fit_.signal_mean[static_cast<std::size_t>(s)] = solved(s);
        }
        for (Eigen::Index r = signals; r < size; ++r) {
            fit_.severity[static_cast<std::size_t>(r - signals)] = solved(r);
        }
        double square = 0;
        for (std::size_t k = 0; k < moments_.size(); ++k) {
            const PastRating& rating = history_.ratings[k];
            const double c = fit_.signal_mean[rating.signal] - fit_.severity[rating.rater];
            square += moments_[k].second - 2 * c * moments_[k].first + c * c;
        }
        const double nu = options_.prior_weight;
        const auto ratings = static_cast<double>(moments_.size());
        const auto candidates = static_cast<double>(by_candidate_.size());
        fit_.rest_variance = (square + nu * rest_prior_) / (ratings + nu + 2);
        fit_.general_variance =
            (general_square_ + nu * options_.prior.general) / (candidates + nu + 2);
    }

    double change_since(const FacetsFit& before) const {
        double most = std::max(std::abs(fit_.general_variance - before.general_variance),
                               std::abs(fit_.rest_variance - before.rest_variance));
        for (std::size_t s = 0; s < fit_.signal_mean.size(); ++s) {
            most = std::max(most, std::abs(fit_.signal_mean[s] - before.signal_mean[s]));
        }
        for (std::size_t r = 0; r < fit_.severity.size(); ++r) {
            most = std::max(most, std::abs(fit_.severity[r] - before.severity[r]));
        }
        return most;
    }

    const RatingHistory& history_;
    const FitOptions& options_;
    FacetsFit fit_;
    double rest_prior_ = 0;
    double general_square_ = 0;
    std::vector<std::vector<std::size_t>> by_candidate_;
    std::vector<Moments> moments_;
};

double six_decimals(double value) {
    return std::round(value * 1e6) / 1e6;
}

}  // namespace

FacetsFit fit_facets(const RatingHistory& history, const FitOptions& options) {
    for (const PastRating& rating : history.ratings) {
        HALFSTEP_CHECK(rating.candidate < history.candidates.size() &&
                           rating.signal < history.signals.size() &&
                           rating.rater < history.raters.size() && rating.label < history.labels,
                       "index of a past rating");
    }
    return FacetsEm(history, options).run();
}

std::vector<RaterScatter> rater_scatter(const RatingHistory& history, const FacetsFit& fit) {
    struct Sums {
        double standardised = 0;
        double square = 0;
        double variance = 0;
    };
    std::vector<Sums> sums(history.raters.size());
    std::vector<RaterScatter> scatter(history.raters.size());
    const double spread = std::sqrt(fit.rest_variance);
    for (const PastRating& rating : history.ratings) {
        const double level = fit.signal_mean[rating.signal] + fit.general[rating.candidate] -
                             fit.severity[rating.rater];
        const std::vector<double> chances = label_chances(level, spread, history.labels);
        double mean = 0;
        double square = 0;
        for (std::size_t k = 0; k < chances.size(); ++k) {
            mean += static_cast<double>(k) * chances[k];
            square += static_cast<double>(k * k) * chances[k];
        }
        const double variance = square - mean * mean;
        const double miss = static_cast<double>(rating.label) - mean;
        sums[rating.rater].standardised += miss * miss / variance;
        sums[rating.rater].square += miss * miss;
        sums[rating.rater].variance += variance;
        ++scatter[rating.rater].ratings;
    }
    for (std::size_t r = 0; r < scatter.size(); ++r) {
        if (scatter[r].ratings == 0) continue;
        scatter[r].outfit = sums[r].standardised / static_cast<double>(scatter[r].ratings);
        scatter[r].infit = sums[r].square / sums[r].variance;
    }
    return scatter;
}

std::vector<std::size_t> rater_groups(const RatingHistory& history) {
    // Raters and signals in one graph; a rating links its two ends.
    const std::size_t raters = history.raters.size();
    std::vector<std::size_t> parent(raters + history.signals.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t k) {
        while (parent[k] != k) k = parent[k] = parent[parent[k]];
        return k;
    };
    for (const PastRating& rating : history.ratings) {
        parent[root(rating.rater)] = root(raters + rating.signal);
    }
    std::map<std::size_t, std::size_t> number;
    std::vector<std::size_t> groups;
    for (std::size_t r = 0; r < raters; ++r) {
        groups.push_back(number.emplace(root(r), number.size()).first->second);
    }
    return groups;
}

double shrinkage(double severity_variance, double variance_around, double count) {
    return count * severity_variance / (count * severity_variance + variance_around);
}

FitOptions FitOptions::for_scale(std::size_t labels, std::size_t bar) {
    const double steps = static_cast<double>(labels - 1) / 5.0;
    FitOptions options;
    options.prior = options.prior.stretched(steps);
    options.pool_mean = static_cast<double>(bar) - 0.5 + 0.3 * steps;
    options.pool_mean_spread *= steps;
    return options;
}

Result<RaterFile> calibrate(const RatingHistory& history) {
    if (history.ratings.empty() || history.raters.size() < 2) {
        return Error{ErrorCode::InvalidData, "raters.120",
                     "a history needs ratings by at least two raters", "",
                     "add packets of more loops"};
    }
    const FitOptions options = FitOptions::for_scale(history.labels, history.bar);
    const FacetsFit fit = fit_facets(history, options);
    const std::vector<RaterScatter> scatter = rater_scatter(history, fit);
    const std::vector<std::size_t> groups = rater_groups(history);
    RaterFile file;
    file.labels = history.labels;
    file.general_variance = fit.general_variance;
    file.rest_variance = fit.rest_variance;
    file.ratings = history.ratings.size();
    file.candidates = history.candidates.size();
    for (std::size_t s = 0; s < history.signals.size(); ++s) {
        file.signal_mean[history.signals[s]] = fit.signal_mean[s];
    }
    // Variance of one rating around the candidate's own level, of which a part is known.
    const double around = 0.55 * fit.general_variance + fit.rest_variance;
    const double prior = options.prior.severity;
    for (std::size_t r = 0; r < history.raters.size(); ++r) {
        KnownRater known;
        known.ratings = scatter[r].ratings;
        known.group = groups[r];
        known.outfit = scatter[r].outfit;
        known.infit = scatter[r].infit;
        const auto count = static_cast<double>(known.ratings);
        known.severity_spread = std::sqrt(prior * (1 - shrinkage(prior, around, count)));
        if (known.ratings >= kRatingsForSeverity) known.severity = fit.severity[r];
        known.review = known.ratings >= 20 && (known.outfit < 0.5 || known.outfit > 2.0);
        file.raters[history.raters[r]] = known;
    }
    return file;
}

nlohmann::json to_json(const RaterFile& file) {
    nlohmann::json raters = nlohmann::json::object();
    for (const auto& [name, known] : file.raters) {
        raters[name] = {{"severity", nullptr},
                        {"severity_sd", six_decimals(known.severity_spread)},
                        {"ratings", known.ratings},
                        {"group", known.group},
                        {"outfit", six_decimals(known.outfit)},
                        {"infit", six_decimals(known.infit)},
                        {"review", known.review}};
        if (known.severity) raters[name]["severity"] = six_decimals(*known.severity);
    }
    nlohmann::json means = nlohmann::json::object();
    for (const auto& [name, mean] : file.signal_mean) means[name] = six_decimals(mean);
    return {{"format", "halfstep/raters"},
            {"version", 1},
            {"labels", file.labels},
            {"signals", std::move(means)},
            {"raters", std::move(raters)},
            {"general_variance", six_decimals(file.general_variance)},
            {"rest_variance", six_decimals(file.rest_variance)},
            {"ratings", file.ratings},
            {"candidates", file.candidates}};
}

Result<RaterFile> rater_file_from_json(const nlohmann::json& value) {
    constexpr std::int64_t kManyMax = 1'000'000'000;
    JsonReader reader(value, "", "raters");
    reader.format("halfstep/raters");
    RaterFile file;
    file.labels = static_cast<std::size_t>(reader.integer("labels", 2, 12));
    file.general_variance = reader.optional_number("general_variance", 0, 100).value_or(0);
    file.rest_variance = reader.optional_number("rest_variance", 0, 100).value_or(0);
    file.ratings = static_cast<std::size_t>(reader.integer_or("ratings", 0, 0, kManyMax));
    file.candidates = static_cast<std::size_t>(reader.integer_or("candidates", 0, 0, kManyMax));
    if (const nlohmann::json* means = reader.find("signals")) {
        JsonReader map(*means, "/signals", "raters");
        for (const auto& [name, unused] : means->items()) {
            file.signal_mean[name] = map.optional_number(name.c_str(), -20, 20).value_or(0);
        }
        if (!map.ok()) reader.absorb(map.error());
    }
    if (const nlohmann::json* raters = reader.find("raters"); raters && raters->is_object()) {
        for (const auto& [name, item] : raters->items()) {
            JsonReader one(item, "/raters/" + name, "raters");
            KnownRater known;
            known.severity = one.optional_number("severity", -20, 20);
            known.severity_spread = one.optional_number("severity_sd", 0, 20).value_or(0);
            known.ratings = static_cast<std::size_t>(one.integer_or("ratings", 0, 0, kManyMax));
            known.group = static_cast<std::size_t>(one.integer_or("group", 0, 0, kManyMax));
            known.outfit = one.optional_number("outfit", 0, 1e6).value_or(0);
            known.infit = one.optional_number("infit", 0, 1e6).value_or(0);
            known.review = one.flag_or("review", false);
            if (!one.ok()) reader.absorb(one.error());
            file.raters[name] = known;
        }
    }
    if (!reader.ok()) return reader.error();
    return file;
}

std::string fingerprint_of(const RaterFile& file) {
    return sha256_hex(to_json(file).dump());
}

}  // namespace halfstep
