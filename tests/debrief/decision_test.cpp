#include "debrief/decision.hpp"

#include "base/rng.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

RatingRange range_of(const nlohmann::json& ratings, const SignalValues& strength,
                     const DecisionRules& rules) {
    RatingRange range;
    for (std::size_t s = 0; s < ratings.size(); ++s) {
        if (ratings[s].is_null()) {
            range.point[s] = rules.bar;
            range.high[s] = rules.top;
            continue;
        }
        const std::int64_t rating = ratings[s].get<std::int64_t>() * 1000;
        const std::int64_t half = half_width(rules, strength[s]);
        range.point[s] = rating;
        range.low[s] = std::max<std::int64_t>(0, rating - half);
        range.high[s] = std::min(rules.top, rating + half);
    }
    return range;
}

std::string overlay(const RankRange& ranks) {
    if (ranks.low == ranks.high) return rank_name(ranks.point);
    return "GATHER[" + rank_name(ranks.low) + ".." + rank_name(ranks.high) + "]";
}

std::string row_of(const std::string& key, const nlohmann::json& scenario) {
    PanelSpec panel = default_five();
    std::string policy = key;
    if (key == "committee_consensus" || key == "committee_consensus(any)") {
        policy = panel.policy.id = "committee_consensus";
        panel.policy.parameters["mode"] = std::string(key == policy ? "all" : "any");
    }
    const PanelRules made = rules_at(panel, policy);
    SignalValues strength{};
    for (std::size_t s = 0; s < 5; ++s) strength[s] = scenario.at("strength")[s];
    const Decider decider(made.rules, strength);
    return overlay(decide_range(decider, range_of(scenario.at("ratings"), strength, made.rules)));
}

struct Lattice {
    int violations = 0;
    std::array<int, 3> counts{};
};

Lattice walk(const std::string& policy, const std::string& level, const SignalValues& strength) {
    PanelSpec panel = default_five();
    if (policy == "committee_consensus") {
        panel.policy.id = policy;
        panel.policy.parameters["mode"] = std::string("all");
    }
    const PanelRules made = rules_at(panel, policy, level);
    const Decider decider(made.rules, strength);
    std::vector<int> table(7776);
    Lattice lattice;
    for (std::size_t index = 0; index < table.size(); ++index) {
        SignalValues ratings{};
        for (std::size_t s = 0, rest = index; s < 5; ++s, rest /= 6) {
            ratings[s] = static_cast<std::int64_t>(rest % 6) * 1000;
        }
        table[index] = decider(ratings);
        ++lattice.counts[static_cast<std::size_t>(table[index])];
        std::size_t step = 1;
        for (std::size_t s = 0; s < 5; ++s, step *= 6) {
            if (ratings[s] > 0 && table[index] < table[index - step]) ++lattice.violations;
        }
    }
    return lattice;
}

void check_lattice(const std::string& key, const Lattice& lattice) {
    INFO(key);
    const nlohmann::json& expected = golden("s6_exhaustive_lattice").at(key);
    CHECK(lattice.violations == 0);
    for (int rank = 0; rank < 3; ++rank) {
        CHECK(lattice.counts[static_cast<std::size_t>(rank)] ==
              expected.at("lattice_counts").at(rank_name(rank)).get<int>());
    }
}

}  // namespace

TEST_CASE("every policy decides every published scenario as the reference does", "[debrief]") {
    int rows = 0;
    for (const auto& [name, scenario] : golden("s2_policy_scenarios(target L5)").items()) {
        for (const auto& [policy, expected] : scenario.at("result").items()) {
            if (policy.front() == '_') continue;
            INFO(name << " by " << policy);
            CHECK(row_of(policy, scenario) == expected.get<std::string>());
            ++rows;
        }
    }
    CHECK(rows == 160);
}

TEST_CASE("the ledger's insides agree with the reference at the target and below", "[debrief]") {
    const PanelRules made = rules_at(default_five());
    for (const auto& [name, scenario] : golden("s2_policy_scenarios(target L5)").items()) {
        if (!scenario.at("result").contains("_ledger_L5")) continue;
        INFO(name);
        const SignalValues ratings = values_of(scenario.at("ratings").get<std::vector<int>>());
        const SignalValues strength = values_of(scenario.at("strength").get<std::vector<int>>(), 1);
        const Decider decider(made.rules, strength);
        for (std::size_t down = 0; down < 2; ++down) {
            const auto& expected = scenario.at("result").at(down ? "_ledger_L4" : "_ledger_L5");
            const LedgerReading reading = decider.ledger(ratings, down);
            CHECK(reading.worst_passes == expected.at("okW").get<bool>());
            CHECK(reading.net_passes == expected.at("okN").get<bool>());
            CHECK(reading.fit_passes == expected.at("okL").get<bool>());
            const double one = static_cast<double>(reading.one);
            for (std::size_t s = 0; s < 5; ++s) {
                CHECK(static_cast<double>(reading.credit[s]) / one ==
                      Approx(expected.at("credit")[s].get<double>()).margin(1e-12));
                CHECK(static_cast<double>(reading.residual[s]) / (1000 * one) ==
                      Approx(expected.at("residual")[s].get<double>()).margin(1e-12));
            }
            CHECK(decider.failed_floors(ratings, down).size() == expected.at("floors").size());
        }
    }
}

TEST_CASE("every policy is monotone on the whole lattice and counts as published", "[debrief]") {
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        check_lattice(policy.id + "@L5 g=1000", walk(policy.id, "senior", full_strength()));
    }
    for (const int level : {4, 6, 7}) {
        check_lattice("floor_ledger@L" + std::to_string(level) + " g=1000",
                      walk("floor_ledger", level_name(level), full_strength()));
    }
    check_lattice("floor_ledger@L5 g=[650,900,500,800,1000]",
                  walk("floor_ledger", "senior", values_of({650, 900, 500, 800, 1000}, 1)));
}

TEST_CASE("the four-signal loop counts as published", "[debrief]") {
    PanelSpec panel = default_five();
    panel.signals.erase(panel.signals.begin() + 3);
    const std::vector<std::array<std::int64_t, 5>> weights{{440, 360, 240, 160, 100},
                                                           {155, 245, 320, 345, 340},
                                                           {130, 140, 200, 250, 300},
                                                           {275, 255, 240, 245, 260}};
    for (std::size_t s = 0; s < 4; ++s) {
        panel.signals[s].adjacent.erase("project");
        for (std::size_t l = 0; l < 5; ++l) {
            panel.signals[s].weights[panel.ladder[l]] = weights[s][l];
        }
    }
    const std::map<std::string, std::array<int, 3>> published{{"mid", {913, 181, 202}},
                                                              {"senior", {906, 192, 198}},
                                                              {"staff", {891, 247, 158}},
                                                              {"principal", {858, 256, 182}}};
    for (const auto& [level, counts] : published) {
        const PanelRules made = rules_at(panel, "", level);
        const Decider decider(made.rules, full_strength());
        std::array<int, 3> seen{};
        for (int index = 0; index < 1296; ++index) {
            const SignalValues ratings =
                values_of({index % 6, index / 6 % 6, index / 36 % 6, index / 216});
            ++seen[static_cast<std::size_t>(decider(ratings))];
        }
        CHECK(seen == counts);
    }
}

TEST_CASE("probes come widest first, then by name", "[debrief]") {
    const PanelRules made = rules_at(default_five());
    const std::vector<std::string> ids{"C", "D", "B", "P", "M"};
    const auto check = [&](const char* name, const nlohmann::json& ratings,
                           const SignalValues& strength) {
        const Decider decider(made.rules, strength);
        const auto probes = probe_order(decider, range_of(ratings, strength, made.rules), ids);
        const auto& expected = golden("s2_probe_order").at(name);
        REQUIRE(probes.size() == expected.size());
        for (std::size_t k = 0; k < probes.size(); ++k) {
            CHECK(ids[probes[k].signal] == expected[k][0].get<std::string>());
            CHECK(probes[k].low == expected[k][1].get<int>());
            CHECK(probes[k].high == expected[k][2].get<int>());
        }
    };
    check("S12", {4, 4, 1, 4, 4}, values_of({1000, 1000, 450, 1000, 1000}, 1));
    check("S16", {4, 4, 3, nullptr, 3}, full_strength());
    check("two thin", {3, 4, 2, 4, 3}, values_of({450, 1000, 450, 1000, 1000}, 1));
}

TEST_CASE("intervals are ordered and move up with any rating, for every policy", "[debrief]") {
    const auto draw = [](std::uint64_t i, std::uint64_t j, std::size_t n) {
        return static_cast<int>(uniform01(11, i, j) * static_cast<double>(n));
    };
    const PanelSpec panel = default_five();
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        INFO(policy.id);
        for (std::uint64_t i = 0; i < 600; ++i) {
            SignalValues strength{};
            nlohmann::json ratings = nlohmann::json::array();
            for (std::uint64_t s = 0; s < 5; ++s) {
                ratings.push_back(draw(i, s, 6));
                strength[s] = 300 + draw(i, 10 + s, 701);
            }
            const PanelRules made = rules_at(panel, policy.id, level_name(4 + draw(i, 20, 4)));
            const Decider decider(made.rules, strength);
            const RankRange before = decide_range(decider, range_of(ratings, strength, made.rules));
            nlohmann::json raised = ratings;
            const auto s = static_cast<std::size_t>(draw(i, 21, 5));
            raised[s] = std::min(5, ratings[s].get<int>() + 1 + draw(i, 22, 3));
            const RankRange after = decide_range(decider, range_of(raised, strength, made.rules));
            CHECK(before.low <= before.point);
            CHECK(before.point <= before.high);
            CHECK(after.low >= before.low);
            CHECK(after.point >= before.point);
            CHECK(after.high >= before.high);
            // Floor dominance: nothing buys off a rating below its floor.
            const SignalValues point = range_of(ratings, strength, made.rules).point;
            if (!decider.failed_floors(point, 0).empty()) CHECK(before.point < 2);
            CHECK(decider(values_of({5, 5, 5, 5, 5})) == 2);
            CHECK(decider(values_of({0, 0, 0, 0, 0})) == 0);
            CHECK(decider(values_of({2, 2, 2, 2, 2})) == 0);
        }
    }
}

TEST_CASE("policies work on scales of two to twelve labels and on one signal", "[debrief]") {
    for (std::size_t labels = 2; labels <= 12; ++labels) {
        for (std::size_t bar = 1; bar < labels; ++bar) {
            PanelSpec panel = default_five();
            panel.scale.labels.assign(labels, {});
            panel.scale.bar = bar;
            for (SignalSpec& signal : panel.signals) {
                signal.floors.clear();
                signal.floors["senior"] = 500;
            }
            for (const PolicyInfo& policy : policies()) {
                if (!policy.passes) continue;
                INFO(policy.id << " on " << labels << " labels, bar " << bar);
                const PanelRules made = rules_at(panel, policy.id);
                const Decider decider(made.rules, full_strength());
                const auto top = static_cast<int>(labels) - 1;
                CHECK(decider(values_of({top, top, top, top, top})) == 2);
                CHECK(decider(values_of({0, 0, 0, 0, 0})) == 0);
                int last = 0;
                for (int k = 0; k <= top; ++k) {
                    const int rank = decider(values_of({top, k, top, k, top}));
                    CHECK(rank >= last);
                    last = rank;
                }
            }
        }
    }
    PanelSpec one = default_five();
    one.signals.resize(1);
    one.signals[0].adjacent.clear();
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        const PanelRules made = rules_at(one, policy.id);
        CHECK(Decider(made.rules, full_strength())(values_of({5})) == 2);
    }
}

TEST_CASE("the default scale maps to itself and any scale keeps bar, ends and order", "[debrief]") {
    for (std::int64_t milli = 0; milli <= 5000; ++milli) {
        REQUIRE(to_default_scale(milli, 2500, 5000) == milli);
    }
    for (const std::int64_t bar : {500, 1500, 10500}) {
        CHECK(to_default_scale(0, bar, 11000) == 0);
        CHECK(to_default_scale(bar, bar, 11000) == 2500);
        CHECK(to_default_scale(11000, bar, 11000) == 5000);
        for (std::int64_t milli = 1; milli <= 11000; milli += 7) {
            CHECK(to_default_scale(milli, bar, 11000) >= to_default_scale(milli - 1, bar, 11000));
        }
    }
}

TEST_CASE("an offer below the target needs two advocates and a level below", "[debrief]") {
    const PanelSpec panel = default_five();
    const PanelRules made = rules_at(panel);
    const Decider decider(made.rules, full_strength());
    CHECK(decider(values_of({4, 4, 1, 4, 4})) == 1);
    CHECK(decider(values_of({2, 2, 2, 2, 5})) == 0);
    const PanelRules lowest = rules_at(panel, "", "junior");
    CHECK(lowest.rules.rank_max() == 1);
    PanelSpec deep = panel;
    deep.policy.parameters["max_down"] = std::int64_t{3};
    CHECK(rules_at(deep).rules.rank_max() == 3);
}

TEST_CASE("a signal without weight, floor or adjacency changes nothing for ledger and mean",
          "[debrief]") {
    PanelSpec panel = default_five();
    SignalSpec extra;
    extra.id = "extra";
    extra.weights["senior"] = 0;
    panel.signals.push_back(extra);
    for (const char* policy : {"floor_ledger", "weighted_mean"}) {
        const PanelRules made = rules_at(panel, policy);
        const PanelRules plain = rules_at(default_five(), policy);
        const Decider with(made.rules, full_strength());
        const Decider without(plain.rules, full_strength());
        for (int k = 0; k < 6; ++k) {
            CHECK(with(values_of({4, 3, 3, 3, 3, k})) == without(values_of({4, 3, 3, 3, 3})));
        }
    }
}

TEST_CASE("a bar raiser stops a hire and never makes one", "[debrief]") {
    const PanelRules made = rules_at(default_five(), "bar_raiser");
    const Decider decider(made.rules, full_strength());
    CHECK(decider(values_of({5, 5, 2, 5, 5})) < 2);
    CHECK(decider(values_of({1, 1, 5, 1, 1})) == 0);
}

TEST_CASE("unknown policies, parameters and levels are refused in words", "[debrief]") {
    PanelSpec panel = default_five();
    CHECK(rules_of(panel, "coin_toss", "").error().id == "policy.101");
    CHECK(rules_of(panel, "bayes_loss", "").error().message ==
          "\"bayes_loss\" is advice and decides nothing");
    CHECK(rules_of(panel, "", "emperor").error().id == "packet.124");
    panel.policy.parameters["residual"] = std::int64_t{1};
    CHECK(rules_of(panel, "", "").error().id == "policy.102");
    panel.policy.parameters.erase("residual");
    panel.policy.parameters["net_min"] = true;
    CHECK(rules_of(panel, "", "").error().id == "policy.103");
    panel.policy.parameters["net_min"] = std::int64_t{-1};
    CHECK(rules_of(panel, "", "").error().id == "policy.104");
    panel.policy = {"bar_raiser", {{"bar_raiser", std::string("charm")}}};
    CHECK(rules_of(panel, "", "").error().id == "policy.105");
    panel.policy.parameters["bar_raiser"] = std::string("design");
    CHECK(rules_at(panel).rules.numbers.bar_raiser == 1);
}
