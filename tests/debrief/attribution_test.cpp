#include "debrief/attribution.hpp"

#include <algorithm>
#include <set>

#include "base/rng.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

std::string letter(std::size_t s) {
    return std::string(1, kLetters[s]);
}

nlohmann::json as_json(const std::vector<Flip>& flips) {
    nlohmann::json list = nlohmann::json::array();
    for (const Flip& flip : flips) {
        nlohmann::json raise = nlohmann::json::object();
        for (std::size_t s = 0; s < flip.raise.size(); ++s) {
            if (flip.raise[s] > 0) raise[letter(s)] = flip.raise[s];
        }
        list.push_back(raise);
    }
    return list;
}

nlohmann::json sorted(nlohmann::json list) {
    std::sort(list.begin(), list.end(),
              [](const auto& a, const auto& b) { return a.dump() < b.dump(); });
    return list;
}

nlohmann::json margin(const std::optional<int>& steps) {
    return steps ? nlohmann::json(*steps) : nlohmann::json();
}

Game weighted_majority() {
    Game game(8);
    for (std::size_t mask = 0; mask < 8; ++mask) {
        const int votes = (mask & 1 ? 2 : 0) + (mask & 2 ? 1 : 0) + (mask & 4 ? 1 : 0);
        game[mask] = votes >= 3;
    }
    return game;
}

}  // namespace

TEST_CASE("a weighted majority has its known Shapley and Banzhaf values", "[debrief]") {
    const Game game = weighted_majority();
    CHECK(shapley(game) == std::vector<Rational>{{2, 3}, {1, 6}, {1, 6}});
    CHECK(banzhaf(game) == std::vector<Rational>{{3, 4}, {1, 4}, {1, 4}});
}

TEST_CASE("every published explanation comes out exactly", "[debrief]") {
    const PanelRules made = rules_at(default_five());
    const Decider decider(made.rules, full_strength());
    for (const auto& [name, expected] : golden("s3_explanations").items()) {
        INFO(name);
        const SignalValues ratings = values_of(expected.at("ratings").get<std::vector<int>>());
        const int rank = decider(ratings);
        CHECK(rank_name(rank) == expected.at("outcome").get<std::string>());
        const Game game = baseline_game(decider, ratings, 4000);
        CHECK(rank_name(game.front()) == expected.at("baseline_outcome").get<std::string>());
        const auto values = shapley(game);
        const auto banzhaf_values = banzhaf(game);
        Rational sum;
        for (std::size_t s = 0; s < 5; ++s) {
            sum = sum + values[s];
            CHECK(values[s].text() == expected.at("shapley_rank").at(letter(s)).get<std::string>());
            CHECK(banzhaf_values[s].text() ==
                  expected.at("banzhaf_rank").at(letter(s)).get<std::string>());
        }
        CHECK(sum.text() == expected.at("sum_shapley").get<std::string>());
        nlohmann::json pairs = nlohmann::json::object();
        for (const Interaction& pair : interactions(game)) {
            pairs[letter(pair.first) + letter(pair.second)] = pair.value.text();
        }
        CHECK(pairs == expected.at("interaction"));
        const auto swings = swing_margins(decider, ratings);
        for (std::size_t s = 0; s < 5; ++s) {
            CHECK(margin(swings[s].up) == expected.at("min_single_raise_to_improve").at(letter(s)));
            CHECK(margin(swings[s].down) == expected.at("min_single_drop_to_worsen").at(letter(s)));
        }
        CHECK(sorted(as_json(minimal_flips(decider, ratings, 2))) ==
              sorted(expected.at("flips_to_HIRE@L")));
        CHECK(sorted(as_json(minimal_flips(decider, ratings, std::min(rank + 1, 2)))) ==
              sorted(expected.at("flips_to_next")));
    }
}

TEST_CASE("flips reach their goal, waste nothing, and include every single raise", "[debrief]") {
    const PanelRules made = rules_at(default_five());
    for (std::uint64_t i = 0; i < 150; ++i) {
        SignalValues ratings{};
        SignalValues strength{};
        for (std::uint64_t s = 0; s < 5; ++s) {
            ratings[s] = static_cast<std::int64_t>(uniform01(31, i, s) * 6) * 1000;
            strength[s] = 300 + static_cast<std::int64_t>(uniform01(31, i, 10 + s) * 701);
        }
        const Decider decider(made.rules, strength);
        const int rank = decider(ratings);
        if (rank == 2) {
            CHECK(minimal_flips(decider, ratings, 2).empty());
            continue;
        }
        const auto flips = minimal_flips(decider, ratings, rank + 1);
        std::set<std::vector<int>> all;
        int last_cost = 0;
        for (const Flip& flip : flips) {
            all.insert(flip.raise);
            SignalValues changed = ratings;
            int cost = 0;
            for (std::size_t s = 0; s < 5; ++s) {
                changed[s] += 1000 * flip.raise[s];
                cost += flip.raise[s];
            }
            CHECK(cost >= last_cost);
            last_cost = cost;
            CHECK(decider(changed) == flip.rank);
            CHECK(flip.rank > rank);
            for (std::size_t s = 0; s < 5; ++s) {
                if (flip.raise[s] == 0) continue;
                SignalValues less = changed;
                less[s] -= 1000;
                CHECK(decider(less) <= rank);
            }
        }
        const auto swings = swing_margins(decider, ratings);
        for (std::size_t s = 0; s < 5; ++s) {
            if (!swings[s].up) continue;
            std::vector<int> single(5, 0);
            single[s] = *swings[s].up;
            CHECK(all.count(single) == 1);
        }
    }
}

TEST_CASE("attribution shares out exactly what was lost, and nothing to bystanders", "[debrief]") {
    const PanelRules made = rules_at(default_five());
    for (std::uint64_t i = 0; i < 150; ++i) {
        SignalValues ratings{};
        for (std::uint64_t s = 0; s < 5; ++s) {
            ratings[s] = static_cast<std::int64_t>(uniform01(32, i, s) * 6) * 1000;
        }
        const Decider decider(made.rules, full_strength());
        for (const std::int64_t baseline : {2000, 3000, 4000}) {
            const Game game = baseline_game(decider, ratings, baseline);
            const auto values = shapley(game);
            Rational sum;
            for (std::size_t s = 0; s < 5; ++s) {
                sum = sum + values[s];
                if (ratings[s] == baseline) CHECK(values[s] == Rational(0));
                if (ratings[s] <= baseline) CHECK_FALSE(Rational(0) < values[s]);
                if (ratings[s] >= baseline) CHECK_FALSE(values[s] < Rational(0));
            }
            CHECK(sum == Rational(game.back() - game.front()));
        }
    }
}

TEST_CASE("attribution follows the signals when they are reordered", "[debrief]") {
    PanelSpec panel = default_five();
    const PanelRules made = rules_at(panel);
    std::swap(panel.signals[0], panel.signals[3]);
    const PanelRules swapped = rules_at(panel);
    const SignalValues ratings = values_of({1, 4, 1, 3, 4});
    const SignalValues moved = values_of({3, 4, 1, 1, 4});
    const auto a = shapley(baseline_game(Decider(made.rules, full_strength()), ratings, 4000));
    const auto b = shapley(baseline_game(Decider(swapped.rules, full_strength()), moved, 4000));
    CHECK(a[0] == b[3]);
    CHECK(a[3] == b[0]);
    CHECK(a[2] == b[2]);
}
