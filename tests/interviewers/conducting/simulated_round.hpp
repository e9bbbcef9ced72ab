#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "panel/interviewer.hpp"

namespace halfstep::test {

/// What a simulated candidate answers to the n-th thing it is asked.
using Manner = std::function<std::string(const Move& move, std::size_t n)>;

struct NamedManner {
    std::string name;
    Manner answer;
};

/// Good, terse, rambling, hostile, empty, gibberish, repeating, flattering, injecting, off-topic,
/// another question.
const std::vector<NamedManner>& manners();

/// The view of one round of a library panel, nothing said yet.
/// A seat of any kind of round, with two questions of its own and no follow-ups in the file.
SeatView view_of_kind(const std::string& kind, std::uint64_t seed);

SeatView view_of(const PanelSpec& panel, const std::string& round, std::uint64_t seed);

struct PlayedRound {
    std::vector<Move> moves;
    RoundRecord record;
    bool ended = false;
    std::int64_t elapsed_ms = 0;
};

/// Plays a round to its close, or for `moves_max` moves. Every answer takes `answer_ms`.
PlayedRound play(SeatView& view, const Manner& manner, std::int64_t answer_ms = 60'000,
                 std::size_t moves_max = 200);

}  // namespace halfstep::test
