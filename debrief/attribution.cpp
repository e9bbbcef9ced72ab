#include "debrief/attribution.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace halfstep {
namespace {

std::size_t players_of(const Game& game) {
    return static_cast<std::size_t>(std::countr_zero(game.size()));
}

std::int64_t factorial(std::size_t n) {
    std::int64_t product = 1;
    for (std::size_t k = 2; k <= n; ++k) product *= static_cast<std::int64_t>(k);
    return product;
}

/// Calls visit for every way to spend exactly `cost` steps within the room above each rating.
template <typename Visit>
void for_each_spending(std::vector<int>& raise, const std::vector<int>& room, std::size_t at,
                       int cost, const Visit& visit) {
    if (at + 1 == raise.size()) {
        if (cost > room[at]) return;
        raise[at] = cost;
        visit(raise);
        return;
    }
    for (int steps = 0; steps <= std::min(cost, room[at]); ++steps) {
        raise[at] = steps;
        for_each_spending(raise, room, at + 1, cost - steps, visit);
    }
}

std::int64_t raised(std::int64_t rating, int steps, std::int64_t top) {
    return std::min(top, rating + 1000 * steps);
}

bool covers(const std::vector<int>& raise, const std::vector<int>& smaller) {
    for (std::size_t s = 0; s < raise.size(); ++s) {
        if (raise[s] < smaller[s]) return false;
    }
    return true;
}

struct FlipOrder {
    const SignalValues& ratings;

    std::int64_t raised_from(const Flip& flip) const {
        std::int64_t sum = 0;
        for (std::size_t s = 0; s < flip.raise.size(); ++s) {
            if (flip.raise[s] > 0) sum += ratings[s];
        }
        return sum;
    }

    bool operator()(const Flip& a, const Flip& b) const {
        const auto cost = [](const Flip& f) {
            return std::accumulate(f.raise.begin(), f.raise.end(), 0);
        };
        const auto width = [](const Flip& f) {
            return std::count_if(f.raise.begin(), f.raise.end(), [](int n) { return n > 0; });
        };
        if (cost(a) != cost(b)) return cost(a) < cost(b);
        if (width(a) != width(b)) return width(a) < width(b);
        if (raised_from(a) != raised_from(b)) return raised_from(a) < raised_from(b);
        return a.raise > b.raise;
    }
};

}  // namespace

Game baseline_game(const Decider& decider, const SignalValues& ratings, std::int64_t baseline) {
    const std::size_t n = decider.rules().count;
    Game game(std::size_t{1} << n);
    for (std::size_t mask = 0; mask < game.size(); ++mask) {
        SignalValues mixed{};
        for (std::size_t s = 0; s < n; ++s) mixed[s] = mask >> s & 1 ? ratings[s] : baseline;
        game[mask] = decider(mixed);
    }
    return game;
}

std::vector<Rational> shapley(const Game& game) {
    const std::size_t n = players_of(game);
    std::vector<std::int64_t> share(n);
    for (std::size_t k = 0; k < n; ++k) share[k] = factorial(k) * factorial(n - k - 1);
    std::vector<std::int64_t> sum(n, 0);
    for (std::size_t mask = 0; mask < game.size(); ++mask) {
        const auto size = static_cast<std::size_t>(std::popcount(mask));
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t bit = std::size_t{1} << i;
            if (mask & bit) continue;
            sum[i] += share[size] * (game[mask | bit] - game[mask]);
        }
    }
    std::vector<Rational> values;
    for (const std::int64_t numerator : sum) values.emplace_back(numerator, factorial(n));
    return values;
}

std::vector<Rational> banzhaf(const Game& game) {
    const std::size_t n = players_of(game);
    std::vector<Rational> values;
    for (std::size_t i = 0; i < n; ++i) {
        std::int64_t sum = 0;
        for (std::size_t mask = 0; mask < game.size(); ++mask) {
            if (mask >> i & 1) continue;
            sum += game[mask | std::size_t{1} << i] - game[mask];
        }
        values.emplace_back(sum, static_cast<std::int64_t>(game.size() / 2));
    }
    return values;
}

std::vector<Interaction> interactions(const Game& game) {
    const std::size_t n = players_of(game);
    std::vector<std::int64_t> dividend(game.begin(), game.end());
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t mask = 0; mask < game.size(); ++mask) {
            if (mask >> i & 1) dividend[mask] -= dividend[mask ^ std::size_t{1} << i];
        }
    }
    // lcm(1..11): every coalition size less one divides it, so the sums stay whole.
    constexpr std::int64_t kCommon = 27720;
    std::vector<Interaction> found;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            std::int64_t sum = 0;
            for (std::size_t mask = 0; mask < game.size(); ++mask) {
                if (!(mask >> i & 1) || !(mask >> j & 1)) continue;
                sum += dividend[mask] * (kCommon / (std::popcount(mask) - 1));
            }
            if (sum != 0) found.push_back({i, j, Rational(sum, kCommon)});
        }
    }
    return found;
}

std::vector<Flip> minimal_flips(const Decider& decider, const SignalValues& ratings, int goal,
                                int cost_max) {
    const DecisionRules& rules = decider.rules();
    std::vector<Flip> flips;
    if (decider(ratings) >= goal) return flips;
    std::vector<int> room(rules.count);
    for (std::size_t s = 0; s < rules.count; ++s) {
        room[s] = static_cast<int>((rules.top - ratings[s] + 999) / 1000);
    }
    std::vector<int> raise(rules.count, 0);
    for (int cost = 1; cost <= cost_max; ++cost) {
        std::vector<Flip> layer;
        for_each_spending(raise, room, 0, cost, [&](const std::vector<int>& spent) {
            const bool dominated = std::any_of(flips.begin(), flips.end(), [&](const Flip& flip) {
                return covers(spent, flip.raise);
            });
            if (dominated) return;
            SignalValues changed = ratings;
            for (std::size_t s = 0; s < rules.count; ++s) {
                changed[s] = raised(ratings[s], spent[s], rules.top);
            }
            const int rank = decider(changed);
            if (rank >= goal) layer.push_back({spent, rank});
        });
        flips.insert(flips.end(), layer.begin(), layer.end());
    }
    std::sort(flips.begin(), flips.end(), FlipOrder{ratings});
    return flips;
}

std::vector<Swing> swing_margins(const Decider& decider, const SignalValues& ratings) {
    const DecisionRules& rules = decider.rules();
    const int now = decider(ratings);
    std::vector<Swing> swings(rules.count);
    for (std::size_t s = 0; s < rules.count; ++s) {
        SignalValues changed = ratings;
        for (int steps = 1; changed[s] < rules.top && !swings[s].up; ++steps) {
            changed[s] = raised(ratings[s], steps, rules.top);
            if (decider(changed) > now) swings[s].up = steps;
        }
        changed[s] = ratings[s];
        for (int steps = 1; changed[s] > 0 && !swings[s].down; ++steps) {
            changed[s] = std::max<std::int64_t>(0, ratings[s] - 1000 * steps);
            if (decider(changed) < now) swings[s].down = steps;
        }
    }
    return swings;
}

}  // namespace halfstep
