// The invariants I9 and I12 to I19 of the specification, each under its name; the others are in
// decision_invariants_test.cpp. That a sealed envelope is never edited (the rest of I9) is tested
// with the rules of the loop.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/rng.hpp"
#include "debrief/attribution.hpp"
#include "debrief/debrief.hpp"
#include "debrief/noise.hpp"
#include "debrief/power.hpp"
#include "panel/evidence_score.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

std::int64_t draw(std::uint64_t i, std::uint64_t j, std::int64_t n) {
    return static_cast<std::int64_t>(uniform01(41, i, j) * static_cast<double>(n));
}

SignalValues random_ratings(std::uint64_t i) {
    SignalValues ratings{};
    for (std::uint64_t s = 0; s < 5; ++s) ratings[s] = 1000 * draw(i, s, 6);
    return ratings;
}

/// Calls check with a decider of some policy and level and random ratings.
template <typename Check>
void for_random_packets(std::uint64_t count, const Check& check) {
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        for (std::uint64_t i = 0; i < count; ++i) {
            INFO(policy.id << ", packet " << i);
            const PanelRules made = rules_at(default_five(), policy.id,
                                             level_name(static_cast<int>(4 + draw(i, 20, 4))));
            SignalValues strength{};
            for (std::uint64_t s = 0; s < 5; ++s) strength[s] = 300 + draw(i, 30 + s, 701);
            check(Decider(made.rules, strength), random_ratings(i));
        }
    }
}

std::vector<std::vector<ObservedRating>> random_observed(std::uint64_t i) {
    std::vector<std::vector<ObservedRating>> ratings;
    for (std::uint64_t s = 0; s < 5; ++s) {
        ratings.push_back({{static_cast<std::size_t>(draw(i, s, 5)), 0.4 * gauss(41, i, 20 + s),
                            0.03, 0.3 + 0.7 * uniform01(41, i, 30 + s)}});
    }
    return ratings;
}

CandidatePosterior posterior_for(const std::vector<std::vector<ObservedRating>>& ratings) {
    return posterior_of(ratings, {3.0, 2.8, 2.8, 2.9, 3.0}, components_from(), 6, 2.5);
}

RatingHistory some_history() {
    RatingHistory history;
    for (int n = 0; n < 60; ++n) history.candidates.push_back(std::to_string(n));
    history.signals = {"a", "b", "c"};
    history.raters = {"r0", "r1", "r2", "r3", "never"};
    for (std::size_t n = 0; n < 60; ++n) {
        for (std::size_t s = 0; s < 3; ++s) {
            const std::size_t rater = (n + s) % 4;
            const double latent =
                2.8 + 0.6 * gauss(5, n, 90) + gauss(5, n, s) - (rater == 0 ? 0.6 : 0.0);
            history.ratings.push_back(
                {n, s, rater,
                 static_cast<std::size_t>(std::clamp(std::floor(latent + 0.5), 0.0, 5.0))});
        }
    }
    return history;
}

EvidenceCard card(const std::string& id, EvidenceForm form, const std::string& quote,
                  int specificity) {
    EvidenceCard made;
    made.id = id;
    made.form = form;
    made.quote = quote;
    made.specificity = specificity;
    made.attribution = 2;
    made.ground = 1.0;
    return made;
}

}  // namespace

TEST_CASE("I9 independence: other candidates, and this one's ratings, change no rater's file",
          "[debrief]") {
    const PanelSpec panel = default_five();
    auto raters = std::make_shared<RaterFile>();
    KnownRater harsh;
    harsh.severity = 0.5;
    harsh.severity_spread = 0.2;
    raters->raters["human:behavioral"] = harsh;
    const std::string frozen = fingerprint_of(*raters);
    DebriefOptions options;
    options.raters = raters;
    const Packet one = packet_of(panel, {4, 3, 1, 4, 4});
    const std::string before = to_json(run_debrief(one, panel, options)->verdict).dump();
    for (int k = 0; k < 6; ++k) {
        REQUIRE(run_debrief(packet_of(panel, {k, 5 - k, k, 3, 0}), panel, options).has_value());
    }
    CHECK(to_json(run_debrief(one, panel, options)->verdict).dump() == before);
    CHECK(fingerprint_of(*raters) == frozen);
}

TEST_CASE("I12 Shapley: efficient, nothing for a dummy, symmetric, no blame above the baseline",
          "[debrief]") {
    for_random_packets(60, [](const Decider& decider, const SignalValues& ratings) {
        for (const std::int64_t baseline : {2000, 3000, 4000}) {
            const Game game = baseline_game(decider, ratings, baseline);
            const std::vector<Rational> values = shapley(game);
            Rational sum;
            for (std::size_t i = 0; i < 5; ++i) {
                sum = sum + values[i];
                if (ratings[i] <= baseline) CHECK_FALSE(Rational(0) < values[i]);
                if (ratings[i] >= baseline) CHECK_FALSE(values[i] < Rational(0));
                bool dummy = true;
                for (std::size_t mask = 0; mask < 32; ++mask) {
                    dummy &= game[mask | 1U << i] == game[mask & ~(1U << i)];
                }
                if (dummy) CHECK(values[i] == Rational(0));
                for (std::size_t j = 0; j < i; ++j) {
                    bool same = true;
                    for (std::size_t mask = 0; mask < 32; ++mask) {
                        if (mask >> i & 1 || mask >> j & 1) continue;
                        same &= game[mask | 1U << i] == game[mask | 1U << j];
                    }
                    if (same) CHECK(values[i] == values[j]);
                }
            }
            CHECK(sum == Rational(game.back() - game.front()));
        }
    });
}

TEST_CASE("I13 flips: each reaches its goal, wastes nothing, and none is missing", "[debrief]") {
    for_random_packets(12, [](const Decider& decider, const SignalValues& ratings) {
        const int goal = decider(ratings) + 1;
        if (goal > decider.rules().rank_max()) return;
        const std::vector<Flip> flips = minimal_flips(decider, ratings, goal);
        const auto raised = [&](const std::vector<int>& raise) {
            SignalValues changed = ratings;
            for (std::size_t s = 0; s < 5; ++s) changed[s] += 1000 * raise[s];
            return decider(changed);
        };
        for (const Flip& flip : flips) {
            CHECK(raised(flip.raise) >= goal);
            for (std::size_t s = 0; s < 5; ++s) {
                if (flip.raise[s] == 0) continue;
                std::vector<int> less = flip.raise;
                --less[s];
                CHECK(raised(less) < goal);
            }
        }
        // Whatever else of at most six steps reaches the goal contains one of them.
        int missed = 0;
        for (std::size_t index = 0; index < 7776; ++index) {
            std::vector<int> raise(5);
            int cost = 0;
            bool possible = true;
            for (std::size_t s = 0, rest = index; s < 5; ++s, rest /= 6) {
                raise[s] = static_cast<int>(rest % 6);
                cost += raise[s];
                possible &= ratings[s] + 1000 * raise[s] <= 5000;
            }
            if (!possible || cost > 6 || raised(raise) < goal) continue;
            missed += std::none_of(flips.begin(), flips.end(), [&](const Flip& flip) {
                for (std::size_t s = 0; s < 5; ++s) {
                    if (raise[s] < flip.raise[s]) return false;
                }
                return true;
            });
        }
        CHECK(missed == 0);
    });
}

TEST_CASE("I14 flip and decision: a swing of k steps up is a flip of k steps, and the reverse",
          "[debrief]") {
    for_random_packets(60, [](const Decider& decider, const SignalValues& ratings) {
        const int goal = decider(ratings) + 1;
        if (goal > decider.rules().rank_max()) return;
        const std::vector<Flip> flips = minimal_flips(decider, ratings, goal);
        const std::vector<Swing> swings = swing_margins(decider, ratings);
        for (std::size_t s = 0; s < 5; ++s) {
            const auto single = std::find_if(flips.begin(), flips.end(), [&](const Flip& flip) {
                return flip.raise[s] > 0 &&
                       std::count(flip.raise.begin(), flip.raise.end(), 0) == 4;
            });
            CHECK(swings[s].up.has_value() == (single != flips.end()));
            if (swings[s].up) CHECK(*swings[s].up == single->raise[s]);
        }
    });
}

TEST_CASE("I15 probability: shares add up to 1 and rise with every performance; exact is sampled",
          "[debrief]") {
    const PanelRules made = rules_at(default_five());
    const Decider decider(made.rules, full_strength());
    const OutcomeLattice lattice(decider, 6);
    const double heard = std::sqrt(components_from().rater());
    for (std::uint64_t i = 0; i < 30; ++i) {
        std::vector<double> shown;
        for (std::uint64_t s = 0; s < 5; ++s) shown.push_back(1.5 + 3 * uniform01(43, i, s));
        const auto before = lattice.outcomes(chances_around(shown, heard, 6));
        CHECK(before[0] + before[1] + before[2] == Approx(1.0).margin(1e-12));
        shown[i % 5] += 0.4;
        const auto after = lattice.outcomes(chances_around(shown, heard, 6));
        CHECK(after[0] <= before[0] + 1e-12);
        CHECK(after[2] >= before[2] - 1e-12);
    }
    const CandidatePosterior posterior = posterior_for(random_observed(4));
    const auto exact = same_answers(lattice, posterior, 0, heard);
    const auto sampled = sampled_panels(decider, posterior, 6, 0, heard, 99, 20'000);
    for (std::size_t r = 0; r < 3; ++r) {
        const double error = std::sqrt(std::max(1e-9, exact[r] * (1 - exact[r])) / 20'000);
        CHECK(std::abs(sampled[r] - exact[r]) <= 4 * error);
    }
}

TEST_CASE("I16 severity: none without ratings, shrunk with few, renamed with its rater",
          "[debrief]") {
    RatingHistory history = some_history();
    const FacetsFit fit = fit_facets(history, {});
    CHECK(fit.severity[4] == 0.0);
    CHECK(fit.severity[0] > 0.2);
    RatingHistory without = history;
    without.raters.pop_back();
    const FacetsFit same = fit_facets(without, {});
    for (std::size_t r = 0; r < 4; ++r) {
        CHECK(same.severity[r] == Approx(fit.severity[r]).margin(1e-9));
    }
    RatingHistory renamed = history;
    for (PastRating& rating : renamed.ratings) {
        rating.rater = rating.rater == 0 ? 4 : rating.rater == 4 ? 0 : rating.rater;
    }
    const FacetsFit moved = fit_facets(renamed, {});
    CHECK(moved.severity[4] == Approx(fit.severity[0]).margin(1e-9));
    CHECK(moved.severity[0] == Approx(fit.severity[4]).margin(1e-9));
    // One rating says nearly nothing about its rater.
    RatingHistory few = history;
    few.ratings.push_back({0, 0, 4, 0});
    CHECK(std::abs(fit_facets(few, {}).severity[4]) < 0.35);
    RatingHistory raised = history;
    for (PastRating& rating : raised.ratings) {
        if (rating.rater == 0 && rating.label < 5) {
            ++rating.label;
            break;
        }
    }
    CHECK(fit_facets(raised, {}).severity[0] < fit.severity[0]);
}

TEST_CASE("I17 likelihood ratio: a higher rating raises what every signal is thought to be",
          "[debrief]") {
    for (std::uint64_t i = 0; i < 40; ++i) {
        auto ratings = random_observed(i);
        const CandidatePosterior before = posterior_for(ratings);
        ++ratings[i % 5][0].label;
        const CandidatePosterior after = posterior_for(ratings);
        for (std::size_t s = 0; s < 5; ++s) {
            CHECK(after.signals[s].mean > before.signals[s].mean);
        }
    }
}

TEST_CASE("I18 evidence: strengths never lower, concerns never raise, copies and topics are inert",
          "[debrief]") {
    std::vector<EvidenceCard> cards;
    for (std::uint64_t i = 0; i < 12; ++i) {
        const std::string text = "word" + std::to_string(draw(i, 60, 4)) + " then word" +
                                 std::to_string(draw(i, 61, 4)) + " and so word" +
                                 std::to_string(i);
        const EvidenceScore before = score_cards(cards);
        cards.push_back(card("c" + std::to_string(i), static_cast<EvidenceForm>(draw(i, 62, 4)),
                             text, static_cast<int>(draw(i, 63, 3)) + 1));
        const EvidenceScore after = score_cards(cards);
        CHECK(after.strength >= before.strength - 1e-12);
        CHECK(after.rating >= before.rating);

        std::vector<EvidenceCard> more = cards;
        more.push_back(cards.back());
        more.back().id += "copy";
        CHECK(score_cards(more).strength == Approx(after.strength).margin(1e-12));
        more = cards;
        more.push_back(card("topic", EvidenceForm::Reasoning, "kafka sharding idempotency", 0));
        CHECK(score_cards(more).strength == Approx(after.strength).margin(1e-12));
        CHECK(score_cards(more).rating == after.rating);
        more = cards;
        more.push_back(card("doubt", EvidenceForm::Behavior, "could not say how to roll back", 2));
        more.back().polarity = Polarity::Concern;
        more.back().severity = 2;
        CHECK(score_cards(more).rating <= after.rating);
        CHECK(score_cards(more).strength == after.strength);
    }
}

TEST_CASE("I19 power: behavioral gains and coding loses with every level", "[debrief]") {
    const auto levels = panel_power(default_five());
    REQUIRE(levels.has_value());
    for (std::size_t k = 2; k < levels->size(); ++k) {
        CHECK((*levels)[k].power[2] > (*levels)[k - 1].power[2]);
        CHECK((*levels)[k].power[0] < (*levels)[k - 1].power[0]);
    }
}
