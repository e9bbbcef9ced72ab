// What the reference's vectors hold beside the parts with tests of their own: variances and label
// chances, tables, shrinkage, sensitivity, agreement of two panels, and its random trials.
#include <algorithm>
#include <cmath>

#include "base/rng.hpp"
#include "debrief/noise.hpp"
#include "debrief/normal.hpp"
#include "debrief/rater_model.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

const std::vector<double> kPrior{3.0, 2.8, 2.8, 2.9, 3.0};

void check_components(const VarianceComponents& made, const nlohmann::json& expected) {
    const auto& variance = expected.at("var");
    CHECK(made.general == Approx(variance.at("g").get<double>()).margin(1e-12));
    CHECK(made.signal == Approx(variance.at("u").get<double>()).margin(1e-12));
    CHECK(made.occasion == Approx(variance.at("o").get<double>()).margin(1e-12));
    CHECK(made.severity == Approx(variance.at("lam").get<double>()).margin(1e-12));
    CHECK(made.idiosyncratic == Approx(variance.at("eps").get<double>()).margin(1e-12));
}

std::int64_t draw(std::uint64_t seed, std::uint64_t i, std::uint64_t j, int n) {
    return static_cast<std::int64_t>(uniform01(seed, i, j) * n);
}

RankRange interval(const Decider& decider, const std::vector<std::int64_t>& ratings,
                   const SignalValues& strength) {
    RatingRange range;
    for (std::size_t s = 0; s < 5; ++s) {
        const std::int64_t half = half_width(decider.rules(), strength[s]);
        range.point[s] = ratings[s];
        range.low[s] = std::max<std::int64_t>(0, ratings[s] - half);
        range.high[s] = std::min<std::int64_t>(5000, ratings[s] + half);
    }
    return decide_range(decider, range);
}

void check_shares(const std::vector<double>& shares, const nlohmann::json& expected) {
    for (std::size_t r = 0; r < shares.size(); ++r) {
        CHECK(shares[r] == Approx(expected[r].get<double>()).margin(1e-9));
    }
}

/// How two raters' labels go together when what they hear is bivariate normal.
struct LabelAgreement {
    double correlation = 0;
    double spread = 0;
    double mean = 0;
};

double mean_label(const std::vector<double>& chances, int power = 1) {
    double sum = 0;
    for (std::size_t k = 0; k < chances.size(); ++k) {
        sum += std::pow(static_cast<double>(k), power) * chances[k];
    }
    return sum;
}

LabelAgreement agreement_of_labels(double correlation, double mean, double spread) {
    const std::vector<double> all = label_chances(mean, spread, 6);
    LabelAgreement result;
    result.mean = mean_label(all);
    const double variance = mean_label(all, 2) - result.mean * result.mean;
    result.spread = std::sqrt(variance);
    // What both share is one normal factor; given it the two labels are independent.
    double both = 0;
    double weights = 0;
    constexpr int kHalf = 160;
    for (int q = -kHalf; q <= kHalf; ++q) {
        const double z = 6.0 * q / kHalf;
        const double own = mean_label(label_chances(mean + spread * std::sqrt(correlation) * z,
                                                    spread * std::sqrt(1 - correlation), 6));
        both += normal_density(z) * own * own;
        weights += normal_density(z);
    }
    result.correlation = (both / weights - result.mean * result.mean) / variance;
    return result;
}

}  // namespace

TEST_CASE("variances follow from published agreement, in all three presets", "[debrief]") {
    const auto& expected = golden("s4_components");
    check_components(components_from(), expected.at("default"));
    check_components(components_from(0.56, 0.80), expected.at("structured_high(.56/.80)"));
    check_components(components_from(0.30, 0.64), expected.at("unstructured_low(.30/.64)"));
    for (int k = 1; k <= 8; ++k) {
        const std::string key = std::to_string(k);
        const double pooled = k * 0.44 / (1 + (k - 1) * 0.44);
        CHECK(pooled ==
              Approx(expected.at("spearman_brown_r_sep_.44").at(key).get<double>()).margin(1e-12));
        const VarianceComponents parts = components_from();
        CHECK(std::sqrt((parts.occasion + parts.rater()) / k) ==
              Approx(expected.at("sem_panel_mean_steps").at(key).get<double>()).margin(1e-12));
        CHECK(0.5 + std::asin(std::sqrt(pooled)) / std::acos(-1.0) ==
              Approx(golden("s4_side_of_bar_accuracy(r_sep=.44)").at(key).get<double>())
                  .margin(1e-12));
    }
}

TEST_CASE("reliability turns into chances as the reference says", "[debrief]") {
    const auto& expected = golden("s4_components");
    for (const auto& [count, value] : expected.at("index_of_reliability_sqrt").items()) {
        const double k = std::stod(count);
        const VarianceComponents parts = components_from();
        const double person = parts.general + parts.signal;
        const double noise = parts.occasion + parts.rater();
        CHECK(std::sqrt(person / (person + noise / k)) ==
              Approx(value.get<double>()).margin(1e-12));
    }
    for (const auto& [correlation, value] : expected.at("percent_concordant").items()) {
        CHECK(0.5 + std::asin(std::stod(correlation)) / std::acos(-1.0) ==
              Approx(value.get<double>()).margin(1e-12));
    }
}

TEST_CASE("labels agree less than the performances behind them, as the reference says",
          "[debrief]") {
    const auto& expected = golden("s4_components");
    const VarianceComponents parts = components_from();
    const double spread = std::sqrt(parts.general + parts.shown() + parts.rater());
    for (const auto& [text, row] : expected.at("discretised_correlation(mu=2.8)").items()) {
        const LabelAgreement found = agreement_of_labels(std::stod(text), 2.8, spread);
        CHECK(found.correlation == Approx(row.at("r_observed").get<double>()).margin(1e-9));
        CHECK(found.spread == Approx(row.at("sd_observed").get<double>()).margin(1e-9));
        CHECK(found.mean == Approx(row.at("mean_observed").get<double>()).margin(1e-9));
    }
    // Sheppard: the latent correlation that would show as a published one.
    for (const auto& [text, latent] : expected.at("rho_latent_for_r_obs").items()) {
        const double observed_variance = spread * spread + 1.0 / 12;
        CHECK(std::stod(text) * observed_variance / (spread * spread) ==
              Approx(latent.get<double>()).margin(1e-9));
    }
}

TEST_CASE("label chances agree with the reference", "[debrief]") {
    for (const auto& [name, expected] : golden("s1_ofm_probs").items()) {
        const std::size_t comma = name.find(',');
        const double mean = std::stod(name.substr(2, comma - 2));
        const double spread = std::stod(name.substr(name.find("sd=") + 3));
        const std::vector<double> chances = label_chances(mean, spread, 6);
        for (std::size_t k = 0; k < 6; ++k) {
            CHECK(chances[k] == Approx(expected[k].get<double>()).margin(1e-12));
        }
    }
}

TEST_CASE("the default tables are the published ones", "[debrief]") {
    const auto& expected = golden("s2_parameters");
    const PanelSpec panel = default_five();
    for (std::size_t s = 0; s < 5; ++s) {
        const SignalSpec& signal = panel.signals[s];
        CHECK(signal.relief == expected.at("slope_millisteps")[s].get<std::int64_t>());
        CHECK(signal.compensable == expected.at("kappa")[s].get<std::int64_t>());
        for (int level = 3; level <= 7; ++level) {
            const std::string key = std::to_string(level);
            CHECK(signal.weights.at(level_name(level)) ==
                  expected.at("weights_permille").at(key)[s].get<std::int64_t>());
            const auto& floor = expected.at("floors").at(key)[s];
            const auto found = signal.floors.find(level_name(level));
            CHECK((found == signal.floors.end()) == floor.is_null());
            if (!floor.is_null()) CHECK(found->second == floor.get<std::int64_t>());
        }
        for (std::size_t t = 0; t < 5; ++t) {
            const auto found = signal.adjacent.find(panel.signals[t].id);
            CHECK((found == signal.adjacent.end() ? 0 : found->second) ==
                  expected.at("adjacency[from][to]")[s][t].get<std::int64_t>());
        }
    }
    const PolicyNumbers numbers = rules_at(panel).rules.numbers;
    CHECK(numbers.residual_max == expected.at("R_max").get<std::int64_t>());
    CHECK(numbers.net_min == expected.at("N_min").get<std::int64_t>());
    CHECK(numbers.loss_aversion == std::llround(1000 * expected.at("lambda").get<double>()));
}

TEST_CASE("a severity shrinks as the reference says", "[debrief]") {
    const auto& expected = golden("s1_shrinkage");
    const VarianceComponents parts = components_from();
    const double around = 0.55 * parts.general + parts.shown() + parts.idiosyncratic;
    CHECK(around == Approx(expected.at("v_res").get<double>()).margin(1e-8));
    CHECK(around / parts.severity == Approx(expected.at("k_half").get<double>()).margin(1e-8));
    for (const auto& [count, share] : expected.at("B_n").items()) {
        CHECK(shrinkage(parts.severity, around, std::stod(count)) ==
              Approx(share.get<double>()).margin(1e-8));
    }
    for (const auto& [count, spread] : expected.at("sd_after_n").items()) {
        const double kept = 1 - shrinkage(parts.severity, around, std::stod(count));
        CHECK(std::sqrt(parts.severity * kept) == Approx(spread.get<double>()).margin(1e-8));
    }
}

TEST_CASE("the fresh panel's answer hardly depends on the reliability assumed", "[debrief]") {
    const std::map<std::string, VarianceComponents> presets{
        {"default(.44/.74)", components_from()},
        {"structured(.56/.80)", components_from(0.56, 0.80)},
        {"unstructured(.30/.64)", components_from(0.30, 0.64)}};
    const PanelRules made = rules_at(default_five());
    const Decider decider(made.rules, full_strength());
    const OutcomeLattice lattice(decider, 6);
    for (const auto& [name, parts] : presets) {
        for (const auto& [packet, expected] :
             golden("s4_fresh_panel_sensitivity").at(name).items()) {
            INFO(name << " " << packet);
            std::vector<std::vector<ObservedRating>> ratings;
            for (const int rating : nlohmann::json::parse(packet).get<std::vector<int>>()) {
                ratings.push_back({{static_cast<std::size_t>(rating), 0.0, parts.severity, 1.0}});
            }
            const CandidatePosterior posterior = posterior_of(ratings, kPrior, parts, 6, 2.5);
            check_shares(same_answers(lattice, posterior, 0, std::sqrt(parts.rater())),
                         expected.at("same_performance"));
            check_shares(new_day(lattice, posterior, parts), expected.at("new_day"));
        }
    }
}

TEST_CASE("two panels that hear the same agree in two of three candidates", "[debrief]") {
    const PanelRules made = rules_at(default_five());
    const Decider decider(made.rules, full_strength());
    const OutcomeLattice lattice(decider, 6);
    const VarianceComponents parts = components_from();
    for (const auto& [mean, expected] : golden("s4_two_panel_agreement").items()) {
        double agree = 0;
        std::vector<double> margin(3, 0.0);
        for (std::uint64_t i = 0; i < 400; ++i) {
            const double general = std::stod(mean) + std::sqrt(parts.general) * gauss(77, i, 50);
            std::vector<double> shown;
            for (std::uint64_t s = 0; s < 5; ++s) {
                shown.push_back(general + std::sqrt(parts.shown()) * gauss(77, i, s));
            }
            const std::vector<double> outcomes =
                lattice.outcomes(chances_around(shown, std::sqrt(parts.rater()), 6));
            for (std::size_t r = 0; r < 3; ++r) {
                agree += outcomes[r] * outcomes[r] / 400;
                margin[r] += outcomes[r] / 400;
            }
        }
        CHECK(agree == Approx(expected.at("agree").get<double>()).margin(1e-9));
        double chance = 0;
        for (const double share : margin) chance += share * share;
        CHECK((agree - chance) / (1 - chance) ==
              Approx(expected.at("kappa").get<double>()).margin(1e-9));
        check_shares(margin, expected.at("marginal"));
    }
}

TEST_CASE("the reference's 3000 random trials of every policy find no violation here either",
          "[debrief]") {
    const auto& expected = golden("s6_property_violations(3000 random trials each)");
    const PanelSpec panel = default_five();
    for (const auto& [policy, counts] : expected.items()) {
        std::map<int, PanelRules> rules;
        for (int level = 4; level <= 7; ++level) {
            rules.emplace(level, rules_at(panel, policy, level_name(level)));
        }
        std::map<std::string, int> seen;
        for (std::uint64_t i = 0; i < 3000; ++i) {
            std::vector<std::int64_t> ratings;
            SignalValues strength{};
            for (std::uint64_t s = 0; s < 5; ++s) {
                ratings.push_back(1000 * draw(11, i, s, 6));
                strength[s] = 300 + draw(11, i, 10 + s, 701);
            }
            const Decider decider(rules.at(static_cast<int>(4 + draw(11, i, 20, 4))).rules,
                                  strength);
            std::vector<std::int64_t> raised = ratings;
            const auto s = static_cast<std::size_t>(draw(11, i, 21, 5));
            raised[s] = std::min<std::int64_t>(5000, ratings[s] + 1000 * (1 + draw(11, i, 22, 3)));
            const RankRange a = interval(decider, ratings, strength);
            const RankRange b = interval(decider, raised, strength);
            seen["monotone_point"] += b.point < a.point;
            seen["monotone_interval"] += b.low < a.low || b.high < a.high;
            seen["interval_order"] += a.low > a.point || a.point > a.high;
            SignalValues point{};
            std::copy(ratings.begin(), ratings.end(), point.begin());
            seen["floor_dominance"] += !decider.failed_floors(point, 0).empty() && a.point == 2;
            seen["unanimity_top"] += decider(values_of({5, 5, 5, 5, 5})) != 2;
            seen["unanimity_bottom"] += decider(values_of({0, 0, 0, 0, 0})) != 0;
        }
        for (const auto& [property, violations] : seen) {
            INFO(policy << " " << property);
            CHECK(violations == counts.at(property).get<int>());
        }
    }
}

TEST_CASE("widening an outlier by one step towards the others keeps the interval monotone",
          "[debrief]") {
    const auto& expected = golden("s2_outlier_widening_monotone(250 trials)");
    const PanelRules made = rules_at(default_five());
    const auto widened = [&](const std::vector<std::int64_t>& labels,
                             const SignalValues& strength) {
        std::vector<std::vector<ObservedRating>> ratings;
        for (std::size_t s = 0; s < 5; ++s) {
            ratings.push_back({{static_cast<std::size_t>(labels[s]), 0.0, 0.02,
                                static_cast<double>(strength[s]) / 1000.0}});
        }
        const CandidatePosterior all = posterior_of(ratings, kPrior, components_from(), 6, 2.5);
        RatingRange range;
        for (std::size_t s = 0; s < 5; ++s) {
            const double at = outlier_position(all, s, ratings[s][0], components_from(), 6);
            const std::int64_t half = half_width(made.rules, strength[s]);
            range.point[s] = 1000 * labels[s];
            range.low[s] =
                std::max<std::int64_t>(0, range.point[s] - half - (at >= 0.975 ? 1000 : 0));
            range.high[s] =
                std::min<std::int64_t>(5000, range.point[s] + half + (at <= 0.025 ? 1000 : 0));
        }
        return range;
    };
    int interval_falls = 0;
    int end_falls = 0;
    int flagged = 0;
    for (std::uint64_t i = 0; i < 250; ++i) {
        std::vector<std::int64_t> labels;
        SignalValues strength{};
        for (std::uint64_t s = 0; s < 5; ++s) {
            labels.push_back(draw(21, i, s, 6));
            strength[s] = 300 + draw(21, i, 10 + s, 701);
        }
        const auto s = static_cast<std::size_t>(draw(21, i, 20, 5));
        if (labels[s] == 5) continue;
        const RatingRange before = widened(labels, strength);
        ++labels[s];
        const RatingRange after = widened(labels, strength);
        const Decider decider(made.rules, strength);
        const RankRange a = decide_range(decider, before);
        const RankRange b = decide_range(decider, after);
        interval_falls += b.low < a.low || b.high < a.high;
        bool plain = true;
        for (std::size_t t = 0; t < 5; ++t) {
            const std::int64_t half = half_width(made.rules, strength[t]);
            end_falls += after.low[t] < before.low[t] || after.high[t] < before.high[t];
            plain &= before.low[t] == std::max<std::int64_t>(0, before.point[t] - half) &&
                     before.high[t] == std::min<std::int64_t>(5000, before.point[t] + half);
        }
        flagged += !plain;
    }
    CHECK(interval_falls == expected.at("interval").get<int>());
    CHECK(end_falls == expected.at("endpoints").get<int>());
    CHECK(flagged == expected.at("flagged").get<int>());
}
