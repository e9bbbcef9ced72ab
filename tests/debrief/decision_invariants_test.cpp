// The invariants I1 to I8, I10, I11 and I20 of the specification, each under its name; the others
// are in explanation_invariants_test.cpp.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/rng.hpp"
#include "debrief/debrief.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

constexpr std::size_t kCombinations = 7776;  // 6^5
constexpr std::array<const char*, 4> kLevels{"mid", "senior", "staff", "principal"};

SignalValues combination(std::size_t index) {
    SignalValues ratings{};
    for (std::size_t s = 0; s < 5; ++s, index /= 6) {
        ratings[s] = static_cast<std::int64_t>(index % 6) * 1000;
    }
    return ratings;
}

std::int64_t draw(std::uint64_t i, std::uint64_t j, std::int64_t n) {
    return static_cast<std::int64_t>(uniform01(17, i, j) * static_cast<double>(n));
}

SignalValues random_strength(std::uint64_t i) {
    SignalValues strength{};
    for (std::uint64_t s = 0; s < 5; ++s) strength[s] = 300 + draw(i, 50 + s, 701);
    return strength;
}

/// Calls check with the decider of every policy, at every level, with full and thin evidence.
template <typename Check>
void for_each_decider(const PanelSpec& panel, const Check& check) {
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        for (const char* level : kLevels) {
            INFO(policy.id << " at " << level);
            const PanelRules made = rules_at(panel, policy.id, level);
            check(Decider(made.rules, full_strength()));
            check(Decider(made.rules, random_strength(3)));
        }
    }
}

RatingRange widened(const DecisionRules& rules, const SignalValues& ratings,
                    const SignalValues& half) {
    RatingRange range;
    range.point = ratings;
    for (std::size_t s = 0; s < rules.count; ++s) {
        range.low[s] = std::max<std::int64_t>(0, ratings[s] - half[s]);
        range.high[s] = std::min(rules.top, ratings[s] + half[s]);
    }
    return range;
}

Packet packet_with_cards(const PanelSpec& panel, std::uint64_t seed) {
    std::vector<std::optional<int>> ratings;
    for (std::uint64_t s = 0; s < 5; ++s) ratings.emplace_back(static_cast<int>(draw(seed, s, 6)));
    Packet packet = packet_of(panel, ratings);
    for (std::size_t k = 0; k < packet.feedback.size(); ++k) {
        Feedback& feedback = packet.feedback[k];
        for (int c = 0; c < 3; ++c) {
            EvidenceCard card;
            card.id = feedback.seat + std::to_string(c);
            card.signal = panel.signals[(k + static_cast<std::size_t>(c)) % 5].id;
            card.form = static_cast<EvidenceForm>(draw(seed, 100 + 10 * k + c, 4));
            card.polarity =
                draw(seed, 200 + 10 * k + c, 2) ? Polarity::Concern : Polarity::Strength;
            card.quote = c == 0 ? "" : "we cut the latency by " + std::to_string(10 * k + c);
            card.note = "what " + feedback.seat + " heard in its round";
            card.kinds = {draw(seed, 300 + 10 * k + c, 2) ? "trade_off" : "ownership"};
            feedback.cards.push_back(card);
        }
    }
    return packet;
}

std::string bytes_of(const Packet& packet, const PanelSpec& panel) {
    const Result<Debrief> debrief = run_debrief(packet, panel, {});
    REQUIRE(debrief.has_value());
    std::string bytes = to_json(debrief->verdict).dump();
    for (const DebriefStep& step : debrief->steps) bytes += step.step + step.json;
    return bytes;
}

}  // namespace

TEST_CASE("I1 monotone: raising a rating never lowers the outcome, on every edge of the lattice",
          "[debrief]") {
    for_each_decider(default_five(), [](const Decider& decider) {
        std::vector<int> ranks(kCombinations);
        int violations = 0;
        for (std::size_t index = 0; index < kCombinations; ++index) {
            const SignalValues ratings = combination(index);
            ranks[index] = decider(ratings);
            std::size_t step = 1;
            for (std::size_t s = 0; s < 5; ++s, step *= 6) {
                violations += ratings[s] > 0 && ranks[index] < ranks[index - step];
            }
        }
        CHECK(violations == 0);
    });
}

TEST_CASE("I1 monotone: low, point and high end all rise, with evidence of any strength",
          "[debrief]") {
    int violations = 0;
    for_each_decider(default_five(), [&](const Decider& decider) {
        const DecisionRules& rules = decider.rules();
        for (std::uint64_t i = 0; i < 400; ++i) {
            SignalValues half{};
            for (std::uint64_t s = 0; s < 5; ++s)
                half[s] = half_width(rules, random_strength(i)[s]);
            const SignalValues ratings =
                combination(static_cast<std::size_t>(draw(i, 1, kCombinations)));
            SignalValues raised = ratings;
            const auto s = static_cast<std::size_t>(draw(i, 2, 5));
            raised[s] = std::min(rules.top, ratings[s] + 1 + draw(i, 3, 3000));
            const RankRange before = decide_range(decider, widened(rules, ratings, half));
            const RankRange after = decide_range(decider, widened(rules, raised, half));
            violations +=
                after.low < before.low || after.point < before.point || after.high < before.high;
        }
    });
    CHECK(violations == 0);
}

TEST_CASE("I2 interval: low <= point <= high, and surer evidence never widens it", "[debrief]") {
    int violations = 0;
    for_each_decider(default_five(), [&](const Decider& decider) {
        for (std::uint64_t i = 0; i < 400; ++i) {
            SignalValues wide{};
            SignalValues narrow{};
            for (std::uint64_t s = 0; s < 5; ++s) {
                wide[s] = 1000 * draw(i, 10 + s, 3);
                narrow[s] = std::max<std::int64_t>(0, wide[s] - 1000 * draw(i, 20 + s, 2));
            }
            const SignalValues ratings =
                combination(static_cast<std::size_t>(draw(i, 1, kCombinations)));
            const RankRange outer = decide_range(decider, widened(decider.rules(), ratings, wide));
            const RankRange inner =
                decide_range(decider, widened(decider.rules(), ratings, narrow));
            violations += outer.low > outer.point || outer.point > outer.high;
            violations += inner.low < outer.low || inner.high > outer.high;
        }
    });
    CHECK(violations == 0);
}

TEST_CASE("I3 floor dominance: below a floor there is no hire at that level, whatever else",
          "[debrief]") {
    int below = 0;
    int violations = 0;
    for_each_decider(default_five(), [&](const Decider& decider) {
        for (std::size_t index = 0; index < kCombinations; ++index) {
            const SignalValues ratings = combination(index);
            const int rank = decider(ratings);
            for (int down = 0; down < decider.rules().rank_max(); ++down) {
                if (decider.failed_floors(ratings, static_cast<std::size_t>(down)).empty())
                    continue;
                ++below;
                violations += rank == decider.rules().rank_max() - down;
            }
        }
    });
    CHECK(below > 100'000);
    CHECK(violations == 0);
}

TEST_CASE("I4 unanimity: all strong hires are a hire; nobody at the bar is no hire", "[debrief]") {
    for_each_decider(default_five(), [](const Decider& decider) {
        CHECK(decider(values_of({5, 5, 5, 5, 5})) == decider.rules().rank_max());
        int hires = 0;
        for (std::size_t index = 0; index < kCombinations; ++index) {
            const SignalValues ratings = combination(index);
            if (*std::max_element(ratings.begin(), ratings.end()) > 2000) continue;
            hires += decider(ratings) > 0;
        }
        CHECK(hires == 0);
    });
}

TEST_CASE("I5 order invariance: the order of seats, ratings and cards changes no byte",
          "[debrief]") {
    const PanelSpec panel = default_five();
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Packet packet = packet_with_cards(panel, seed);
        packet.feedback[0].ratings.push_back(packet.feedback[0].ratings[0]);
        packet.feedback[0].ratings[1].signal = "project";
        for (const EvidenceCard& card : packet.feedback[2].cards) {
            packet.feedback[2].ratings[0].cards.push_back(card.id);
        }
        const std::string before = bytes_of(packet, panel);
        std::reverse(packet.feedback.begin(), packet.feedback.end());
        for (Feedback& feedback : packet.feedback) {
            std::reverse(feedback.cards.begin(), feedback.cards.end());
            std::reverse(feedback.ratings.begin(), feedback.ratings.end());
            for (Rating& rating : feedback.ratings) {
                std::reverse(rating.cards.begin(), rating.cards.end());
            }
        }
        std::rotate(packet.feedback.begin(), packet.feedback.begin() + 2, packet.feedback.end());
        CHECK(bytes_of(packet, panel) == before);
    }
}

TEST_CASE("I6 anonymity: two raters of one signal who swap ratings change nothing", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    Feedback second = packet.feedback[2];
    second.rater = "human:another";
    second.ratings[0].label = "hire";
    packet.feedback.push_back(second);
    const std::string before = bytes_of(packet, panel);
    std::swap(packet.feedback[2].rater, packet.feedback.back().rater);
    const auto decided = [&] {
        nlohmann::json verdict = to_json(run_debrief(packet, panel, {})->verdict);
        verdict.erase("contradictions");  // names who said what
        return verdict;
    };
    const nlohmann::json swapped = decided();
    std::swap(packet.feedback[2].rater, packet.feedback.back().rater);
    CHECK(decided() == swapped);
    CHECK(bytes_of(packet, panel) == before);
}

TEST_CASE("I7 relabelling: signals permuted with their tables permute the explanation",
          "[debrief]") {
    PanelSpec panel = default_five();
    PanelSpec permuted = panel;
    std::rotate(permuted.signals.begin(), permuted.signals.begin() + 2, permuted.signals.end());
    auto& prior = std::get<std::vector<std::int64_t>>(permuted.policy.parameters.at("prior"));
    std::rotate(prior.begin(), prior.begin() + 2, prior.end());
    permuted.policy.parameters["floors"] = panel.policy.parameters["floors"] = true;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Packet packet = packet_with_cards(panel, seed);
        const nlohmann::json a = to_json(run_debrief(packet, panel, {})->verdict);
        const nlohmann::json b = to_json(run_debrief(packet, permuted, {})->verdict);
        for (const char* key :
             {"outcome", "level", "interval", "attribution", "carried", "swing", "probe"}) {
            CHECK(a.at(key) == b.at(key));
        }
        const auto flips = [](const nlohmann::json& verdict) {
            std::vector<std::string> all;
            for (const auto& flip : verdict.at("flips")) all.push_back(flip.dump());
            std::sort(all.begin(), all.end());
            return all;
        };
        CHECK(flips(a) == flips(b));
        CHECK(a.at("panels").at("p_target").get<double>() ==
              Approx(b.at("panels").at("p_target").get<double>()).margin(2e-6));
    }
}

TEST_CASE("I8 determinism: the same bytes from every thread", "[debrief]") {
    const PanelSpec panel = default_five();
    std::vector<Packet> packets;
    for (std::uint64_t seed = 0; seed < 8; ++seed)
        packets.push_back(packet_with_cards(panel, seed));
    std::vector<std::string> alone;
    for (const Packet& packet : packets) alone.push_back(bytes_of(packet, panel));
    std::vector<std::string> together(packets.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t k = 0; k < packets.size(); ++k) {
            threads.emplace_back([&, k] {
                const Result<Debrief> debrief = run_debrief(packets[k], panel, {});
                together[k] = to_json(debrief->verdict).dump();
                for (const DebriefStep& step : debrief->steps) together[k] += step.step + step.json;
            });
        }
    }
    CHECK(together == alone);
}

TEST_CASE("I10 irrelevance: a signal without weight, floor, relief and adjacency changes nothing",
          "[debrief]") {
    PanelSpec panel = default_five();
    SignalSpec& idle = panel.signals[4];
    for (auto& [level, weight] : idle.weights) weight = 0;
    idle.floors.clear();
    idle.relief = 0;
    idle.adjacent.clear();
    for (SignalSpec& signal : panel.signals) signal.adjacent.erase(idle.id);
    // Whoever meets the bar is an advocate, whatever the weight.
    panel.policy.parameters["advocates"] = std::int64_t{0};
    for (const char* policy : {"floor_ledger", "weighted_mean"}) {
        for (const char* level : kLevels) {
            const PanelRules made = rules_at(panel, policy, level);
            const Decider decider(made.rules, full_strength());
            int changes = 0;
            for (std::size_t index = 0; index < kCombinations; ++index) {
                SignalValues ratings = combination(index);
                const int rank = decider(ratings);
                ratings[4] = 0;
                changes += decider(ratings) != rank;
            }
            CHECK(changes == 0);
        }
    }
}

TEST_CASE("I11 veto: the bar raiser stops a hire at the level, and never forces one", "[debrief]") {
    for (const char* level : kLevels) {
        const PanelRules made = rules_at(default_five(), "bar_raiser", level);
        const Decider decider(made.rules, full_strength());
        const int target = made.rules.rank_max();
        for (std::size_t index = 0; index < kCombinations; ++index) {
            SignalValues ratings = combination(index);
            const int rank = decider(ratings);
            if (ratings[2] < 2500 && rank == target) FAIL("hired against the bar raiser");
            if (rank == 1 && decider.at_level(ratings, 1)[2] < 2500)
                FAIL("the same one level down");
            const bool alone = std::count_if(ratings.begin(), ratings.begin() + 5,
                                             [](std::int64_t r) { return r >= 2500; }) == 1;
            if (alone && ratings[2] == 5000 && rank > 0) FAIL("forced by the bar raiser");
        }
        CHECK(decider(values_of({1, 1, 5, 1, 1})) == 0);
    }
}

TEST_CASE("I20 down-level: never above the target, never beside a hire at it, with two advocates",
          "[debrief]") {
    for_each_decider(default_five(), [](const Decider& decider) {
        const int target = decider.rules().rank_max();
        int without_advocates = 0;
        int beside = 0;
        for (std::size_t index = 0; index < kCombinations; ++index) {
            const SignalValues ratings = combination(index);
            const int rank = decider(ratings);
            if (rank == 0 || rank == target) continue;
            const auto advocates = std::count_if(ratings.begin(), ratings.begin() + 5,
                                                 [](std::int64_t r) { return r >= 2500; });
            without_advocates += advocates < 2;
            beside += decider.failed_floors(ratings, 0).empty() && decider.passes(ratings, 0);
        }
        CHECK(without_advocates == 0);
        CHECK(beside == 0);
    });
    const PanelSpec panel = default_five();
    DebriefOptions options;
    options.level = "junior";
    const Result<Debrief> best = run_debrief(packet_of(panel, {5, 5, 5, 5, 5}), panel, options);
    CHECK(best->verdict.level == "junior");
}
