#include "debrief/rater_model.hpp"

#include <cmath>

#include "base/rng.hpp"
#include "tests/debrief/golden.hpp"
#include "tests/debrief/rating_scale_model.hpp"

using namespace halfstep;

namespace {

RatingHistory published() {
    RatingHistory history;
    for (int n = 0; n < 16; ++n) history.candidates.push_back("c" + std::to_string(n));
    for (int s = 0; s < 4; ++s) history.signals.push_back("s" + std::to_string(s));
    for (int r = 0; r < 6; ++r) history.raters.push_back("r" + std::to_string(r));
    for (const auto& row : golden("s1_ofm_fit").at("history(candidate,signal,rater,rating)")) {
        history.ratings.push_back({row[0].get<std::size_t>(), row[1].get<std::size_t>(),
                                   row[2].get<std::size_t>(), row[3].get<std::size_t>()});
    }
    return history;
}

FitOptions exact() {
    FitOptions options;
    options.tolerance = 1e-12;
    options.iterations_max = 6000;
    return options;
}

}  // namespace

TEST_CASE("the facets fit agrees with the reference", "[debrief]") {
    const auto& expected = golden("s1_ofm_fit");
    const FacetsFit fit = fit_facets(published(), exact());
    for (std::size_t s = 0; s < 4; ++s) {
        CHECK(fit.signal_mean[s] == Approx(expected.at("mu")[s].get<double>()).margin(1e-8));
    }
    for (std::size_t r = 0; r < 6; ++r) {
        CHECK(fit.severity[r] == Approx(expected.at("lambda")[r].get<double>()).margin(1e-8));
    }
    CHECK(fit.general_variance == Approx(expected.at("sigma_g2").get<double>()).margin(1e-8));
    CHECK(fit.rest_variance == Approx(expected.at("sigma_w2").get<double>()).margin(1e-8));
    CHECK(fit.log_posterior == Approx(expected.at("log_posterior").get<double>()).margin(1e-8));
    CHECK(fit.log_likelihood == Approx(expected.at("log_lik").get<double>()).margin(1e-8));
    CHECK(fit.iterations == expected.at("iterations").get<int>());
    const auto scatter = rater_scatter(published(), fit);
    for (std::size_t r = 0; r < 6; ++r) {
        const auto& row = golden("s1_rater_fit").at(std::to_string(r));
        CHECK(scatter[r].ratings == row.at("n").get<std::size_t>());
        CHECK(scatter[r].outfit == Approx(row.at("outfit").get<double>()).margin(1e-7));
        CHECK(scatter[r].infit == Approx(row.at("infit").get<double>()).margin(1e-7));
    }
}

TEST_CASE("raters renamed keep their severities; one who never rated has none", "[debrief]") {
    RatingHistory history = published();
    const FacetsFit before = fit_facets(history, exact());
    for (PastRating& rating : history.ratings) {
        if (rating.rater < 2) rating.rater = 1 - rating.rater;
    }
    history.raters.push_back("newcomer");
    const FacetsFit after = fit_facets(history, exact());
    CHECK(after.severity[0] == Approx(before.severity[1]).margin(1e-9));
    CHECK(after.severity[1] == Approx(before.severity[0]).margin(1e-9));
    CHECK(after.severity[5] == Approx(before.severity[5]).margin(1e-9));
    CHECK(after.severity[6] == 0.0);
}

TEST_CASE("a severity is withheld below five ratings and shrinks with few", "[debrief]") {
    RatingHistory history = published();
    history.raters.push_back("newcomer");
    for (std::size_t n = 0; n < 4; ++n) history.ratings.push_back({n, 0, 6, 0});
    const Result<RaterFile> four = calibrate(history);
    REQUIRE(four.has_value());
    CHECK_FALSE(four->raters.at("newcomer").severity.has_value());
    history.ratings.push_back({4, 0, 6, 0});
    const Result<RaterFile> five = calibrate(history);
    CHECK(five->raters.at("newcomer").severity.has_value());
    CHECK(*five->raters.at("newcomer").severity > 0.2);
    CHECK(five->raters.at("newcomer").severity_spread > five->raters.at("r0").severity_spread);
}

TEST_CASE("raters without a link are told apart as groups", "[debrief]") {
    RatingHistory history;
    history.candidates = {"a", "b"};
    history.signals = {"x", "y"};
    history.raters = {"p", "q", "r"};
    history.ratings = {{0, 0, 0, 3}, {1, 0, 1, 2}, {0, 1, 2, 4}};
    CHECK(rater_groups(history) == std::vector<std::size_t>{0, 0, 1});
    history.ratings.push_back({1, 1, 0, 1});
    CHECK(rater_groups(history) == std::vector<std::size_t>{0, 0, 0});
}

TEST_CASE("the rater file survives writing and reading, and refuses nonsense", "[debrief]") {
    const Result<RaterFile> file = calibrate(published());
    REQUIRE(file.has_value());
    const nlohmann::json written = to_json(*file);
    const Result<RaterFile> read = rater_file_from_json(written);
    REQUIRE(read.has_value());
    CHECK(to_json(*read).dump() == written.dump());
    CHECK(fingerprint_of(*read) == fingerprint_of(*file));
    nlohmann::json broken = written;
    broken["raters"]["r0"]["severity"] = "harsh";
    CHECK(rater_file_from_json(broken).error().id == "raters.104");
    CHECK_FALSE(rater_file_from_json(nlohmann::json::array()).has_value());
    CHECK(calibrate(RatingHistory{}).error().id == "raters.120");
}

TEST_CASE("known severities are found again in a simulated history", "[debrief]") {
    RatingHistory history;
    const VarianceComponents parts = components_from();
    for (std::size_t r = 0; r < 8; ++r) history.raters.push_back("r" + std::to_string(r));
    history.signals = {"a", "b"};
    std::vector<double> severity;
    for (std::uint64_t r = 0; r < 8; ++r) {
        severity.push_back(std::sqrt(parts.severity) * gauss(1, r, 9));
    }
    for (std::uint64_t n = 0; n < 300; ++n) {
        history.candidates.push_back("c" + std::to_string(n));
        const double level = 2.6 + std::sqrt(parts.general) * gauss(1, n, 1);
        for (std::uint64_t s = 0; s < 2; ++s) {
            const auto r = static_cast<std::size_t>(uniform01(1, n, 30 + s) * 8);
            const double heard =
                level - severity[r] +
                std::sqrt(parts.shown() + parts.idiosyncratic) * gauss(1, n, 40 + s);
            const double label = std::min(5.0, std::max(0.0, std::floor(heard + 0.5)));
            history.ratings.push_back({n, s, r, static_cast<std::size_t>(label)});
        }
    }
    const FacetsFit fit = fit_facets(history, {});
    double mean = 0;
    for (const double l : severity) mean += l / 8;
    double miss = 0;
    for (std::size_t r = 0; r < 8; ++r) {
        const double off = fit.severity[r] - (severity[r] - mean);
        miss += off * off / 8;
    }
    CHECK(std::sqrt(miss) < 0.2);
    CHECK(fit.iterations < 200);
}

TEST_CASE("a rating-scale model fitted by other means agrees on who is harsh", "[debrief]") {
    const auto& probabilities =
        golden("s1_mfrm_probs").at("theta=0.5,b=-0.3,tau=(0,-2,-3,-3,-2,0)");
    const auto chances = rating_scale_chances(0.5, -0.3, {0, -2, -3, -3, -2, 0});
    for (std::size_t k = 0; k < 6; ++k) {
        CHECK(chances[k] == Approx(probabilities[k].get<double>()).margin(1e-12));
    }
    const auto check = [](const RatingScaleFit& fit, const nlohmann::json& expected) {
        for (std::size_t r = 0; r < 6; ++r) {
            CHECK(fit.severity[r] == Approx(expected.at("b_rater")[r].get<double>()).margin(1e-5));
            CHECK(fit.cumulative[r] ==
                  Approx(expected.at("tau_cum")[r].get<double>()).margin(1e-5));
        }
        CHECK(fit.spread == Approx(expected.at("sigma").get<double>()).margin(1e-5));
        CHECK(-2 * fit.log_likelihood ==
              Approx(expected.at("deviance").get<double>()).margin(1e-5));
        for (std::size_t n = 0; n < 16; ++n) {
            CHECK(fit.ability[n] == Approx(expected.at("eap")[n].get<double>()).margin(1e-4));
        }
    };
    std::vector<double> grid;
    for (int q = 0; q < 30; ++q) grid.push_back(-9 + 18 * q / 29.0);
    const RatingScaleFit coarse = RatingScaleEm(published(), grid).run();
    check(coarse, golden("s1_mfrm_fit"));
    grid.clear();
    for (int q = 0; q < 61; ++q) grid.push_back(-6 + 0.2 * q);
    check(RatingScaleEm(published(), grid).run(), golden("s1_mfrm_fit_fine_grid"));

    const FacetsFit facets = fit_facets(published(), exact());
    double product = 0;
    double own = 0;
    double other = 0;
    for (std::size_t r = 0; r < 6; ++r) {
        product += facets.severity[r] * coarse.severity[r];
        own += facets.severity[r] * facets.severity[r];
        other += coarse.severity[r] * coarse.severity[r];
    }
    // With five to seventeen ratings each, shrunk here and not there.
    CHECK(product / std::sqrt(own * other) > 0.8);
}
