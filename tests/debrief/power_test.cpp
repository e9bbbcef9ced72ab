#include "debrief/power.hpp"

#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

void check_power(const std::string& policy, const std::string& level,
                 const std::vector<double>& mix, const nlohmann::json& expected) {
    INFO(policy << " at " << level);
    const PanelRules made = rules_at(default_five(), policy, level);
    const auto power = signal_power(Decider(made.rules, full_strength()), mix);
    double sum = 0;
    for (std::size_t s = 0; s < 5; ++s) {
        sum += power[s];
        CHECK(power[s] ==
              Approx(expected.at(std::string(1, kLetters[s])).get<double>()).margin(1e-12));
    }
    CHECK(sum == Approx(1.0));
}

}  // namespace

TEST_CASE("power agrees with the reference for ratings alike and for the usual mix", "[debrief]") {
    for (const auto& [name, expected] : golden("s3_ssi_jk_uniform").items()) {
        check_power("floor_ledger", level_name(name.back() - '0'), {}, expected);
    }
    for (const auto& [name, expected] : golden("s3_ssi_jk_population_mix").items()) {
        if (name == "mix") continue;
        check_power(name.substr(0, name.find('@')), level_name(name.back() - '0'), usual_mix(),
                    expected);
    }
}

TEST_CASE("behavioral gains and coding loses power with every level", "[debrief]") {
    const auto levels = panel_power(default_five());
    REQUIRE(levels.has_value());
    REQUIRE(levels->size() == 5);
    for (std::size_t l = 2; l < 5; ++l) {
        CHECK((*levels)[l].power[2] > (*levels)[l - 1].power[2]);
        CHECK((*levels)[l].power[0] < (*levels)[l - 1].power[0]);
    }
}

TEST_CASE("a panel too large to audit is refused", "[debrief]") {
    PanelSpec panel = default_five();
    while (panel.signals.size() < 12) panel.signals.push_back(panel.signals[0]);
    CHECK(panel_power(panel).error().id == "power.101");
}
