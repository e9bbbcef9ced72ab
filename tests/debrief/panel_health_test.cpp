#include "debrief/panel_health.hpp"

#include <nlohmann/json.hpp>

#include "base/rng.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

/// Coincidences of two raters from the pairs they gave.
std::vector<std::vector<double>> coincidences(const std::vector<std::pair<int, int>>& pairs,
                                              std::size_t labels) {
    std::vector<std::vector<double>> counts(labels, std::vector<double>(labels, 0.0));
    for (const auto& [a, b] : pairs) {
        counts[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] += 1;
        counts[static_cast<std::size_t>(b)][static_cast<std::size_t>(a)] += 1;
    }
    return counts;
}

}  // namespace

TEST_CASE("alpha is 1 for agreement, about 0 for chance, negative for reversal", "[debrief]") {
    CHECK(*ordinal_alpha(coincidences({{0, 0}, {1, 1}, {2, 2}, {5, 5}}, 6)) == Approx(1.0));
    CHECK(*ordinal_alpha(coincidences({{0, 5}, {5, 0}, {0, 5}, {5, 0}}, 6)) < -0.5);
    std::vector<std::pair<int, int>> chance;
    for (std::uint64_t i = 0; i < 2000; ++i) {
        chance.emplace_back(static_cast<int>(uniform01(9, i, 0) * 6),
                            static_cast<int>(uniform01(9, i, 1) * 6));
    }
    CHECK(std::abs(*ordinal_alpha(coincidences(chance, 6))) < 0.06);
    CHECK_FALSE(ordinal_alpha(coincidences({{3, 3}, {3, 3}}, 6)).has_value());
}

TEST_CASE("a miss by one label costs less than a miss by five", "[debrief]") {
    const double near = *ordinal_alpha(coincidences({{0, 0}, {1, 1}, {4, 5}, {5, 5}, {2, 2}}, 6));
    const double far = *ordinal_alpha(coincidences({{0, 0}, {1, 1}, {0, 5}, {5, 5}, {2, 2}}, 6));
    CHECK(near > far);
}

TEST_CASE("a seat that never matters learns it; agreement waits for twenty packets", "[debrief]") {
    PanelSpec panel = default_five();
    panel.signals[4].weights.clear();
    panel.signals[4].weights["senior"] = 0;
    panel.signals[4].weights["mid"] = 0;
    panel.signals[4].floors.clear();
    panel.signals[4].relief = 0;
    panel.signals[4].adjacent.clear();
    panel.policy.parameters["advocates"] = std::int64_t{0};
    PanelHealth health(panel);
    for (std::uint64_t i = 0; i < 19; ++i) {
        std::vector<std::optional<int>> ratings;
        for (std::uint64_t s = 0; s < 5; ++s) {
            ratings.emplace_back(static_cast<int>(uniform01(4, i, s) * 6));
        }
        REQUIRE(health.add(packet_of(panel, ratings)).has_value());
    }
    CHECK_FALSE(health.report().alpha.has_value());
    CHECK_FALSE(health.report().effective_seats.has_value());
    Packet partial = packet_of(panel, {4, 4, 0, 4, 4});
    partial.feedback.pop_back();
    REQUIRE(health.add(partial).has_value());
    REQUIRE(health.add(packet_of(panel, {4, 4, 1, 4, 4})).has_value());
    const PanelHealth::Report report = health.report();
    CHECK(report.packets == 21);
    CHECK(report.alpha.has_value());
    CHECK(*report.effective_seats > 1);
    CHECK(*report.effective_seats <= 5);
    CHECK(report.seats[4].decisive == 0);
    CHECK(report.seats[4].remark == "never changed an outcome");
    CHECK(report.seats[4].abstained == 1);
    CHECK(report.seats[2].decisive > 0);
    CHECK(to_json(report).at("seats").size() == 5);
}

TEST_CASE("a packet in error does not count", "[debrief]") {
    const PanelSpec panel = default_five();
    PanelHealth health(panel);
    Packet packet = packet_of(panel, {4, 4, 4, 4, 4});
    packet.feedback[0].seat = "nobody";
    CHECK(health.add(packet).error().id == "packet.120");
    CHECK(health.report().packets == 0);
}
