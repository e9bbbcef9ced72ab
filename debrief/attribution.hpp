#pragma once

#include <optional>
#include <vector>

#include "debrief/decision.hpp"
#include "debrief/rational.hpp"

/// Exact answers to "which round did it?": all of them questions put to the decision itself.
namespace halfstep {

/// Value of every coalition of players, indexed by bit mask; 2^n entries.
using Game = std::vector<int>;

/// Rank when the signals in the mask keep their ratings and all others are at the baseline.
Game baseline_game(const Decider& decider, const SignalValues& ratings, std::int64_t baseline);

/// Shapley value of each player; sums to game[all] - game[none]. n <= 12.
std::vector<Rational> shapley(const Game& game);
/// Banzhaf value of each player: its mean marginal contribution.
std::vector<Rational> banzhaf(const Game& game);

/// Two players that matter together: negative when either of them would do.
struct Interaction {
    std::size_t first = 0;
    std::size_t second = 0;
    Rational value;
};
/// Shapley interaction of each pair that is not zero, from Harsanyi dividends.
std::vector<Interaction> interactions(const Game& game);

/// Steps per signal that would have led to at least a rank; no smaller set does.
struct Flip {
    std::vector<int> raise;  ///< one per signal, 0 where nothing changes
    int rank = 0;            ///< what the raised ratings decide to
};

/// All minimal raises of at most `cost_max` steps together that reach the goal: cheapest first,
/// then fewest signals, then lowest present ratings, then the panel's order. Empty when the goal is
/// already reached.
std::vector<Flip> minimal_flips(const Decider& decider, const SignalValues& ratings, int goal,
                                int cost_max = 6);

/// Fewest steps on one signal alone that improve or worsen the rank; nothing where none do.
struct Swing {
    std::optional<int> up;
    std::optional<int> down;
};
std::vector<Swing> swing_margins(const Decider& decider, const SignalValues& ratings);

}  // namespace halfstep
