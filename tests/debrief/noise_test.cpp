#include "debrief/noise.hpp"

#include <cmath>

#include "base/rng.hpp"
#include "debrief/normal.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

const std::vector<double> kPrior{3.0, 2.8, 2.8, 2.9, 3.0};

struct Panel {
    PanelRules made;
    Decider decider;
    OutcomeLattice lattice;
    explicit Panel(const std::string& policy = "")
        : made(rules_at(default_five(), policy)),
          decider(made.rules, full_strength()),
          lattice(decider, 6) {}
};

std::vector<std::vector<ObservedRating>> observed(const std::vector<int>& ratings,
                                                  double severity_variance) {
    std::vector<std::vector<ObservedRating>> list;
    for (const int rating : ratings) {
        list.push_back({{static_cast<std::size_t>(rating), 0.0, severity_variance, 1.0}});
    }
    return list;
}

void check_shares(const std::vector<double>& shares, const nlohmann::json& expected,
                  double margin = 1e-9) {
    REQUIRE(shares.size() == expected.size());
    double sum = 0;
    for (std::size_t r = 0; r < shares.size(); ++r) {
        CHECK(shares[r] == Approx(expected[r].get<double>()).margin(margin));
        sum += shares[r];
    }
    CHECK(sum == Approx(1.0).margin(1e-12));
}

CandidatePosterior posterior(const std::vector<std::vector<ObservedRating>>& ratings) {
    return posterior_of(ratings, kPrior, components_from(), 6, 2.5);
}

void check_posterior(const CandidatePosterior& made, const nlohmann::json& expected) {
    CHECK(made.general_mean == Approx(expected.at("theta_eap").get<double>()).margin(1e-10));
    CHECK(made.general_spread == Approx(expected.at("theta_sd").get<double>()).margin(1e-10));
    CHECK(made.log_evidence == Approx(expected.at("log_evidence").get<double>()).margin(1e-10));
    for (std::size_t s = 0; s < 5; ++s) {
        const auto& signal = expected.at("signals")[s];
        CHECK(made.signals[s].mean == Approx(signal.at("t_mean").get<double>()).margin(1e-10));
        CHECK(made.signals[s].spread == Approx(signal.at("t_sd").get<double>()).margin(1e-10));
        CHECK(made.signals[s].meets_bar ==
              Approx(signal.at("P_t_ge_bar").get<double>()).margin(1e-10));
    }
}

}  // namespace

TEST_CASE("the tabulated normal agrees with erfc", "[debrief]") {
    for (double z = -8.9; z < 8.9; z += 0.00137) {
        const double exact = 0.5 * std::erfc(-z / std::sqrt(2.0));
        REQUIRE(std::abs(normal_below(z) - exact) < 1e-15);
        REQUIRE(std::abs(normal_below(z) - exact) <= 1e-9 * exact);
    }
    CHECK(normal_between(6, 7) ==
          Approx(golden("s0_numerics").at("cdf_diff(6,7)").get<double>()).epsilon(1e-9));
}

TEST_CASE("a candidate's posterior agrees with the reference", "[debrief]") {
    const auto& expected = golden("s1_candidate_posterior");
    auto ratings = observed({4, 3, 1, 4, 4}, 0.02);
    check_posterior(posterior(ratings), expected.at("neutral"));
    ratings[2][0].severity = 0.6;
    check_posterior(posterior(ratings), expected.at("behavioural_rater_harsh_by_0.6"));
    ratings[2][0].severity = 0.0;
    ratings[2][0].strength = 0.3;
    check_posterior(posterior(ratings), expected.at("behavioural_evidence_thin_g=.3"));
}

TEST_CASE("the outlier flag agrees with the reference", "[debrief]") {
    const auto ratings = observed({4, 3, 1, 4, 4}, 0.02);
    const CandidatePosterior all = posterior(ratings);
    for (std::size_t s = 0; s < 5; ++s) {
        const auto& expected = golden("s1_outlier").at(std::string(1, kLetters[s]));
        CHECK(outlier_position(ratings, s, 0, kPrior, components_from(), 6, 2.5) ==
              Approx(expected.at("mid_p_low").get<double>()).margin(1e-10));
        CHECK(outlier_position(all, s, ratings[s][0], components_from(), 6) ==
              Approx(expected.at("mid_p_low").get<double>()).margin(1e-10));
    }
}

TEST_CASE("raising one rating raises what every signal is thought to be", "[debrief]") {
    for (std::uint64_t i = 0; i < 20; ++i) {
        auto ratings = observed({0, 0, 0, 0, 0}, 0.03);
        for (std::uint64_t s = 0; s < 5; ++s) {
            ratings[s][0].label = static_cast<std::size_t>(uniform01(3, i, s) * 5);
            ratings[s][0].severity = 0.4 * gauss(3, i, 20 + s);
            ratings[s][0].strength = 0.3 + 0.7 * uniform01(3, i, 30 + s);
        }
        const CandidatePosterior before = posterior(ratings);
        ++ratings[i % 5][0].label;
        const CandidatePosterior after = posterior(ratings);
        for (std::size_t s = 0; s < 5; ++s) {
            CHECK(after.signals[s].mean > before.signals[s].mean);
        }
    }
}

TEST_CASE("operating characteristics agree with the reference for every policy listed",
          "[debrief]") {
    const auto& expected = golden("s4_operating_characteristic([NO_HIRE,L-1,L])");
    const VarianceComponents parts = components_from();
    const double heard = std::sqrt(parts.rater());
    const double day = std::sqrt(parts.occasion + parts.rater());
    CHECK(heard == Approx(expected.at("sd_rater").get<double>()).margin(1e-12));
    for (const auto& [policy, rows] : expected.items()) {
        if (!rows.is_object()) continue;
        const Panel panel(policy);
        for (const auto& [level, shares] : rows.items()) {
            const std::vector<double> shown(5, std::stod(level));
            check_shares(panel.lattice.outcomes(chances_around(shown, heard, 6)),
                         shares.at("same_performance"));
            check_shares(panel.lattice.outcomes(chances_around(shown, day, 6)),
                         shares.at("new_day"));
        }
    }
}

TEST_CASE("fresh panels for observed packets agree with the reference", "[debrief]") {
    const Panel panel;
    const VarianceComponents parts = components_from();
    const auto& golden_rows = golden("s4_fresh_panel_posterior(ledger@L5)");
    const std::vector<std::pair<std::string, std::vector<int>>> packets{
        {"S5 [4,4,1,4,4]", {4, 4, 1, 4, 4}},
        {"S1 [4,4,4,4,4]", {4, 4, 4, 4, 4}},
        {"S2 [3,3,3,3,3]", {3, 3, 3, 3, 3}},
        {"S4 [1,5,4,5,4]", {1, 5, 4, 5, 4}}};
    for (const auto& [name, ratings] : packets) {
        INFO(name);
        const CandidatePosterior made = posterior(observed(ratings, parts.severity));
        check_shares(same_answers(panel.lattice, made, 0, std::sqrt(parts.rater())),
                     golden_rows.at(name).at("same_performance"));
        check_shares(new_day(panel.lattice, made, parts), golden_rows.at(name).at("new_day"));
    }
}

TEST_CASE("sampled panels are the published draws and agree with the exact chances", "[debrief]") {
    const Panel panel;
    const auto& expected = golden("s4_mc_check");
    const double heard = std::sqrt(components_from().rater());
    std::array<int, 3> counts{};
    for (std::uint64_t i = 0; i < 20000; ++i) {
        SignalValues ratings{};
        for (std::uint64_t s = 0; s < 5; ++s) {
            const double latent = 3.0 + heard * gauss(2024, i, s);
            ratings[s] =
                1000 * static_cast<std::int64_t>(std::clamp(std::floor(latent + 0.5), 0.0, 5.0));
        }
        ++counts[static_cast<std::size_t>(panel.decider(ratings))];
    }
    for (std::size_t r = 0; r < 3; ++r) CHECK(counts[r] == expected.at("counts")[r].get<int>());

    const CandidatePosterior made =
        posterior(observed({4, 4, 1, 4, 4}, components_from().severity));
    const auto exact = same_answers(panel.lattice, made, 0, heard);
    const auto sampled = sampled_panels(panel.decider, made, 6, 0, heard, 7, 20000);
    for (std::size_t r = 0; r < 3; ++r) {
        const double error = std::sqrt(exact[r] * (1 - exact[r]) / 20000);
        CHECK(std::abs(sampled[r] - exact[r]) < 4 * error);
    }
}

TEST_CASE("a loud voice makes extremes likelier, as published", "[debrief]") {
    const Panel panel;
    const double heard = std::sqrt(components_from().rater());
    for (const auto& [at, rows] : golden("s4_herding").items()) {
        const std::vector<double> shown(5, std::stod(at.substr(2)));
        for (const auto& [pull, shares] : rows.items()) {
            check_shares(loud_voice(panel.lattice, shown, heard, std::stod(pull), 4), shares);
        }
    }
}

TEST_CASE("the funnel over several processes agrees with the reference", "[debrief]") {
    const Panel panel;
    const VarianceComponents parts = components_from();
    const double day = std::sqrt(parts.occasion + parts.rater());
    for (const auto& [name, expected] : golden("s4_funnel(any offer, q=.10, bar sd=.35)").items()) {
        const double level = std::stod(name.substr(2, 4));
        const double spread = std::stod(name.substr(9, 4));
        const auto offer = [&](double shift) {
            const std::vector<double> shown(5, level + shift);
            return 1.0 - panel.lattice.outcomes(chances_around(shown, day, 6))[0];
        };
        const Funnel made = funnel(offer, spread, 0.10, 0.35, 6);
        CHECK(made.single == Approx(expected.at("p_single").get<double>()).margin(1e-9));
        for (std::size_t k = 1; k <= 6; ++k) {
            const std::string key = std::to_string(k);
            CHECK(made.at_least_one[k - 1] ==
                  Approx(expected.at("P_at_least_one").at(key).get<double>()).margin(1e-9));
            CHECK(made.if_independent[k - 1] ==
                  Approx(expected.at("if_independent").at(key).get<double>()).margin(1e-9));
        }
    }
}

TEST_CASE("outcomes rise with every performance", "[debrief]") {
    const Panel panel;
    for (std::size_t s = 0; s < 5; ++s) {
        std::vector<double> shown(5, 2.9);
        const auto before = panel.lattice.outcomes(chances_around(shown, 0.6, 6));
        shown[s] += 0.3;
        const auto after = panel.lattice.outcomes(chances_around(shown, 0.6, 6));
        CHECK(after[0] < before[0]);
        CHECK(after[2] > before[2]);
    }
}

TEST_CASE("the population offer rate agrees with the reference", "[debrief]") {
    const Panel panel;
    const VarianceComponents parts = components_from();
    const double spread = std::sqrt(parts.shown() + parts.rater());
    for (const auto& [mean, expected] : golden("s4_population_offer_rate(ledger@L5)").items()) {
        std::vector<double> total(3, 0.0);
        for (std::size_t q = 0; q < kGeneralNodes; ++q) {
            if (general_weights()[q] < 1e-6) continue;
            const std::vector<double> shown(
                5, std::stod(mean) + std::sqrt(parts.general) * general_node(q));
            const auto outcomes = panel.lattice.outcomes(chances_around(shown, spread, 6));
            for (std::size_t r = 0; r < 3; ++r) total[r] += general_weights()[q] * outcomes[r];
        }
        for (int r = 0; r < 3; ++r) {
            CHECK(total[static_cast<std::size_t>(r)] ==
                  Approx(expected.at(rank_name(r)).get<double>()).margin(1e-9));
        }
    }
}
