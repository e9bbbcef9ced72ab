#pragma once

#include <cstddef>
#include <optional>

#include "panel/interviewer.hpp"

namespace halfstep {

/// Silence after which the interviewer says something in a coding round.
inline constexpr std::int64_t kCodingSilenceMs = 90'000;
/// Time is called this long before the end, or at four fifths of a short round.
inline constexpr std::int64_t kWarningMs = 5 * 60'000;

/// What to say next in a round; nothing to keep listening. A function of its arguments alone.
///
/// Order: open; close when time is up; interrupt or nudge; warn of time; then, after an answer,
/// what would teach most: a failing run or missing code, the file's follow-ups whose condition
/// holds, the interviewer's own probes, a challenge, the next question, the close. No sentence is
/// said twice in a round; two empty answers to one gap drop it, two in a row drop the question.
std::optional<Move> conduct(const SeatView& view, std::size_t round_index, const Moment& moment);

}  // namespace halfstep
