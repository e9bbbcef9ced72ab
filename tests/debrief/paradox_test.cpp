#include <algorithm>
#include <cmath>

#include "base/rng.hpp"
#include "debrief/decision.hpp"
#include "debrief/noise.hpp"
#include "debrief/power.hpp"
#include "panel/evidence_score.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

/// The tempting rule: drop the rating farthest from the mean when it is far enough.
double mean_without_farthest(std::vector<double> ratings) {
    const double middle = mean(ratings);
    const auto farthest = std::max_element(ratings.begin(), ratings.end(), [&](double a, double b) {
        return std::abs(a - middle) < std::abs(b - middle);
    });
    if (std::abs(*farthest - middle) > 1.5) ratings.erase(farthest);
    return mean(ratings);
}

}  // namespace

TEST_CASE("paradox of the dropped outlier: it would punish a better rating; no policy does",
          "[debrief]") {
    const auto& expected = golden("s6_paradoxes").at("redescending_outlier_drop");
    CHECK(mean_without_farthest({2, 3, 3, 4}) == expected.at("value_before").get<double>());
    CHECK(mean_without_farthest({2, 3, 3, 5}) == Approx(expected.at("value_after").get<double>()));
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        const PanelRules made = rules_at(default_five(), policy.id);
        const Decider decider(made.rules, full_strength());
        CHECK(decider(values_of({2, 3, 3, 5, 3})) >= decider(values_of({2, 3, 3, 4, 3})));
    }
}

TEST_CASE("paradox of dilution: more true evidence never dilutes a case", "[debrief]") {
    const auto card = [](const char* id, const char* quote, double relevance) {
        EvidenceCard made;
        made.id = id;
        made.quote = quote;
        made.specificity = 3;
        made.attribution = 3;
        made.relevance = relevance;
        return made;
    };
    std::vector<EvidenceCard> cards{card("a", "I chose the log over the queue that week", 0.9),
                                    card("b", "we cut the cache since writes had to win", 0.9)};
    const double before = score_cards(cards).by_form[0];
    cards.push_back(card("c", "there was a dashboard as well for the team", 0.3));
    const double after = score_cards(cards).by_form[0];
    const auto& expected = golden("s6_paradoxes").at("evidence_dilution");
    CHECK(before == Approx(expected.at("noisy_or_before").get<double>()));
    CHECK(after == Approx(expected.at("noisy_or_after").get<double>()));
    CHECK(after > before);
}

TEST_CASE("paradox of participation: adding lean hires sinks a mean and not the ledger",
          "[debrief]") {
    // The plain mean rule turns a hire into no hire when passing ratings are added.
    CHECK(mean({4, 4, 4, 3}) >= 3.5);
    CHECK(mean({4, 4, 4, 3, 3, 3, 3}) < 3.5);
    PanelSpec panel = default_five();
    panel.signals.resize(4);
    const PanelRules four = rules_at(panel);
    CHECK(Decider(four.rules, full_strength())(values_of({4, 4, 4, 3})) == 2);
    while (panel.signals.size() < 7) {
        panel.signals.push_back(panel.signals[3]);
        panel.signals.back().id += std::to_string(panel.signals.size());
    }
    const PanelRules seven = rules_at(panel);
    CHECK(Decider(seven.rules, full_strength())(values_of({4, 4, 4, 3, 3, 3, 3})) == 2);
}

TEST_CASE("discursive dilemma: signals are aggregated, not votes on the conclusion", "[debrief]") {
    // Two of three judges find each premise met, one of three the conclusion: the premises decide.
    PanelSpec panel = default_five();
    panel.signals.resize(2);
    const PanelRules made = rules_at(panel, "unanimous");
    const Decider decider(made.rules, full_strength());
    const std::int64_t two_of_three = (4000 + 4000 + 1000) / 3;
    SignalValues ratings{};
    ratings[0] = ratings[1] = two_of_three;
    CHECK(decider(ratings) == 2);
}

TEST_CASE("calibration reversal: floors read raw ratings, not ratings corrected for who was drawn",
          "[debrief]") {
    const auto& expected = golden("s6_paradoxes").at("calibration_reversal");
    CHECK(expected.at("A_fair").get<double>() > expected.at("B_fair").get<double>());
    const PanelRules made = rules_at(default_five());
    const Decider decider(made.rules, full_strength());
    CHECK_FALSE(decider.failed_floors(values_of({4, 4, 1, 4, 4}), 0).empty());
}

TEST_CASE("a robust mean that winsorises instead of dropping is monotone everywhere", "[debrief]") {
    const auto winsorised = [](const std::vector<double>& ratings) {
        std::vector<double> clipped;
        for (std::size_t i = 0; i < ratings.size(); ++i) {
            std::vector<double> others = ratings;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            std::sort(others.begin(), others.end());
            const double median = (others[(others.size() - 1) / 2] + others[others.size() / 2]) / 2;
            clipped.push_back(std::clamp(ratings[i], median - 1.5, median + 1.5));
        }
        return mean(clipped);
    };
    const auto& expected = golden("s6_paradoxes").at("winsorised_leave_one_out");
    CHECK(winsorised({2, 3, 3, 4}) == expected.at("values")[0].get<double>());
    CHECK(winsorised({2, 3, 3, 5}) == expected.at("values")[1].get<double>());
    int violations = 0;
    for (int index = 0; index < 1296; ++index) {
        const std::vector<double> ratings{double(index % 6), double(index / 6 % 6),
                                          double(index / 36 % 6), double(index / 216)};
        for (std::size_t s = 0; s < 4; ++s) {
            std::vector<double> raised = ratings;
            if (raised[s]++ < 5) violations += winsorised(raised) < winsorised(ratings) - 1e-12;
        }
    }
    CHECK(violations == expected.at("violations_over_6^4_lattice").get<int>());
}

TEST_CASE("the down-level trap: a raised rating may ask for more, and never lowers the interval",
          "[debrief]") {
    const PanelRules made = rules_at(default_five());
    int traps = 0;
    int falls = 0;
    for (std::uint64_t i = 0; i < 4000; ++i) {
        SignalValues strength{};
        SignalValues ratings{};
        for (std::uint64_t s = 0; s < 5; ++s) {
            strength[s] = 300 + static_cast<std::int64_t>(uniform01(61, i, s) * 701);
            ratings[s] = static_cast<std::int64_t>(uniform01(61, i, 10 + s) * 6) * 1000;
        }
        const auto ends = [&](const SignalValues& point) {
            RatingRange range{point, point, point};
            for (std::size_t s = 0; s < 5; ++s) {
                const std::int64_t half = half_width(made.rules, strength[s]);
                range.low[s] = std::max<std::int64_t>(0, point[s] - half);
                range.high[s] = std::min<std::int64_t>(5000, point[s] + half);
            }
            return decide_range(Decider(made.rules, strength), range);
        };
        const RankRange before = ends(ratings);
        SignalValues raised = ratings;
        raised[i % 5] = std::min<std::int64_t>(5000, ratings[i % 5] + 1000);
        const RankRange after = ends(raised);
        traps += before.low == 1 && before.high == 1 && after.low != after.high;
        falls += after.low < before.low || after.point < before.point || after.high < before.high;
    }
    // From a settled offer one level down to an open question, yet nothing about it got worse.
    CHECK(traps > 0);
    CHECK(falls == 0);
}

TEST_CASE("weights are not power: who is weighed alike does not decide alike", "[debrief]") {
    const PanelSpec panel = default_five();
    const auto levels = panel_power(panel);
    REQUIRE(levels.has_value());
    const LevelPower& senior = (*levels)[2];
    CHECK(panel.signals[0].weights.at("senior") == panel.signals[1].weights.at("senior"));
    CHECK(senior.power[0] > senior.power[1] + 0.03);
    // Behavioral weighs less than design and decides more: its floor does not move with weights.
    CHECK(panel.signals[2].weights.at("senior") < panel.signals[1].weights.at("senior"));
    CHECK(senior.power[2] > senior.power[1]);
    // Without its floors the same weights make another table of power.
    PanelSpec bare = panel;
    for (SignalSpec& signal : bare.signals) signal.floors.clear();
    const std::vector<double> power = (*panel_power(bare))[2].power;
    double moved = 0;
    for (std::size_t s = 0; s < 5; ++s)
        moved = std::max(moved, std::abs(power[s] - senior.power[s]));
    CHECK(moved > 0.01);
}

TEST_CASE("herding: talk before the ratings makes both extremes likelier without any bias",
          "[debrief]") {
    const PanelRules made = rules_at(default_five());
    const Decider decider(made.rules, full_strength());
    const OutcomeLattice lattice(decider, 6);
    const std::vector<double> shown(5, 3.0);
    const double heard = std::sqrt(components_from().rater());
    std::vector<double> last = loud_voice(lattice, shown, heard, 0.0, 4);
    for (const double pull : {0.25, 0.5, 0.75}) {
        const std::vector<double> now = loud_voice(lattice, shown, heard, pull, 4);
        CHECK(now[0] > last[0]);
        CHECK(now[2] > last[2]);
        last = now;
    }
}
