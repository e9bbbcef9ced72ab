#include <algorithm>
#include <cmath>

#include "debrief/decision.hpp"
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

TEST_CASE("dropping an outlier would punish a better rating; no policy does", "[debrief]") {
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

TEST_CASE("more true evidence never dilutes a case", "[debrief]") {
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

TEST_CASE("adding lean hires dilutes a mean and not the ledger", "[debrief]") {
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

TEST_CASE("signals are aggregated, not votes on the conclusion", "[debrief]") {
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

TEST_CASE("floors read raw ratings, not ratings corrected for who was drawn", "[debrief]") {
    const auto& expected = golden("s6_paradoxes").at("calibration_reversal");
    CHECK(expected.at("A_fair").get<double>() > expected.at("B_fair").get<double>());
    const PanelRules made = rules_at(default_five());
    const Decider decider(made.rules, full_strength());
    CHECK_FALSE(decider.failed_floors(values_of({4, 4, 1, 4, 4}), 0).empty());
}
