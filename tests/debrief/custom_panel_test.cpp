// Nothing in the engine knows the number five or the word coding: panels with ladders, scales,
// signals and parameters of their own, drawn at random, keep every promise under every policy.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/rng.hpp"
#include "debrief/debrief.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

class Draws {
public:
    explicit Draws(std::uint64_t seed) : seed_(seed) {}
    /// From low to high, both included.
    std::int64_t operator()(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(uniform01(83, seed_, next_++) *
                                               static_cast<double>(high - low + 1));
    }

private:
    std::uint64_t seed_;
    std::uint64_t next_ = 0;
};

/// Weights of one level that add up to 1000.
std::vector<std::int64_t> weights_of(Draws& draw, std::size_t count) {
    std::vector<std::int64_t> cuts{0, 1000};
    for (std::size_t s = 1; s < count; ++s) cuts.push_back(draw(1, 999));
    std::sort(cuts.begin(), cuts.end());
    std::vector<std::int64_t> weights;
    for (std::size_t s = 0; s < count; ++s) weights.push_back(cuts[s + 1] - cuts[s]);
    return weights;
}

PanelSpec random_panel(Draws& draw) {
    PanelSpec panel;
    panel.name = "drawn";
    for (std::int64_t l = draw(1, 6); l > 0; --l)
        panel.ladder.push_back("rung" + std::to_string(l));
    panel.target_level =
        panel.ladder[static_cast<std::size_t>(draw(0, std::ssize(panel.ladder) - 1))];
    for (std::int64_t k = draw(2, 12); k > 0; --k) {
        panel.scale.labels.push_back({"label" + std::to_string(k), ""});
    }
    const std::int64_t top = panel.scale.top();
    panel.scale.bar = static_cast<std::size_t>(draw(1, top / 1000));
    const auto count = static_cast<std::size_t>(draw(1, 6));
    for (std::size_t s = 0; s < count; ++s) {
        SignalSpec signal;
        signal.id = "signal" + std::to_string(s);
        signal.owner = {"seat" + std::to_string(s)};
        signal.relief = draw(0, 2000);
        signal.compensable = draw(0, 1000);
        for (const std::string& level : panel.ladder) {
            if (draw(0, 1)) signal.floors[level] = draw(1, top - 1);
        }
        panel.signals.push_back(signal);
        SeatSpec seat;
        seat.id = signal.owner.front();
        seat.signals = {signal.id};
        panel.seats.push_back(seat);
    }
    for (const std::string& level : panel.ladder) {
        const std::vector<std::int64_t> weights = weights_of(draw, count);
        for (std::size_t s = 0; s < count; ++s) panel.signals[s].weights[level] = weights[s];
    }
    for (SignalSpec& from : panel.signals) {
        for (const SignalSpec& to : panel.signals) {
            if (from.id != to.id && draw(0, 1)) from.adjacent[to.id] = draw(0, 500);
        }
    }
    panel.policy.parameters["max_down"] = draw(0, 3);
    return panel;
}

SignalValues random_ratings(Draws& draw, const PanelSpec& panel) {
    SignalValues ratings{};
    for (std::size_t s = 0; s < panel.signals.size(); ++s) {
        ratings[s] = 1000 * draw(0, panel.scale.top() / 1000);
    }
    return ratings;
}

template <typename Check>
void for_each_policy(const PanelSpec& panel, const Check& check) {
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        INFO(policy.id << " on " << panel.scale.labels.size() << " labels, bar " << panel.scale.bar
                       << ", " << panel.signals.size() << " signals");
        check(policy.id);
    }
}

}  // namespace

TEST_CASE("random panels: every policy is monotone, keeps floors and ends, and orders intervals",
          "[debrief]") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Draws draw(seed);
        const PanelSpec panel = random_panel(draw);
        for_each_policy(panel, [&](const std::string& policy) {
            const PanelRules made = rules_at(panel, policy);
            const DecisionRules& rules = made.rules;
            SignalValues strength{};
            for (std::int64_t& g : strength) g = draw(300, 1000);
            const Decider decider(rules, strength);
            SignalValues top{};
            top.fill(rules.top);
            const Decider sure(rules, full_strength());
            CHECK(sure(top) == rules.rank_max());
            CHECK(sure(SignalValues{}) == 0);
            int falls = 0;
            int bought = 0;
            int disordered = 0;
            for (int trial = 0; trial < 60; ++trial) {
                const SignalValues ratings = random_ratings(draw, panel);
                SignalValues raised = ratings;
                const auto s = static_cast<std::size_t>(draw(0, std::ssize(panel.signals) - 1));
                raised[s] = std::min(rules.top, ratings[s] + draw(1, 2500));
                const int rank = decider(ratings);
                falls += decider(raised) < rank;
                for (int down = 0; down < rules.rank_max(); ++down) {
                    const bool fails =
                        !decider.failed_floors(ratings, static_cast<std::size_t>(down)).empty();
                    bought += fails && rank == rules.rank_max() - down;
                }
                RatingRange range{ratings, ratings, ratings};
                for (std::size_t t = 0; t < rules.count; ++t) {
                    const std::int64_t half = half_width(rules, strength[t]);
                    range.low[t] = std::max<std::int64_t>(0, ratings[t] - half);
                    range.high[t] = std::min(rules.top, ratings[t] + half);
                }
                const RankRange ranks = decide_range(decider, range);
                disordered += ranks.low > ranks.point || ranks.point > ranks.high;
            }
            CHECK(falls == 0);
            CHECK(bought == 0);
            CHECK(disordered == 0);
        });
    }
}

TEST_CASE("random panels: the whole debrief adds up under every policy", "[debrief]") {
    for (std::uint64_t seed = 100; seed < 112; ++seed) {
        Draws draw(seed);
        const PanelSpec panel = random_panel(draw);
        std::vector<std::optional<int>> labels;
        for (std::size_t s = 0; s < panel.signals.size(); ++s) {
            const auto label = static_cast<int>(draw(-1, panel.scale.top() / 1000));
            labels.push_back(label < 0 ? std::nullopt : std::optional<int>(label));
        }
        const Packet packet = packet_of(panel, labels);
        for_each_policy(panel, [&](const std::string& policy) {
            DebriefOptions options;
            options.policy = policy;
            const Result<Debrief> debrief = run_debrief(packet, panel, options);
            REQUIRE(debrief.has_value());
            const nlohmann::json verdict = to_json(debrief->verdict);
            for (const char* question : {"same_answers", "new_day", "harsh_draw", "lenient_draw"}) {
                const auto& shares = verdict.at("panels").at(question);
                CHECK(shares.at("hire").get<double>() + shares.at("down_level").get<double>() +
                          shares.at("no_hire").get<double>() ==
                      Approx(1.0).margin(3e-6));
            }
            CHECK(debrief->steps.front().step == "envelopes_opened");
            CHECK(debrief->steps.back().step == "verdict");
            for (const FlipLine& flip : debrief->verdict.flips) {
                Packet raised = packet;
                for (std::size_t s = 0; s < labels.size(); ++s) {
                    const auto steps = flip.raise.find(panel.signals[s].id);
                    if (steps == flip.raise.end() || !labels[s]) continue;
                    raised.feedback[s].ratings[0].label =
                        panel.scale.labels[static_cast<std::size_t>(*labels[s] + steps->second)]
                            .label;
                }
                const bool whole = std::all_of(labels.begin(), labels.end(),
                                               [](auto& label) { return label.has_value(); });
                if (whole) CHECK(run_debrief(raised, panel, options)->verdict.point == flip.ruling);
            }
        });
    }
}
