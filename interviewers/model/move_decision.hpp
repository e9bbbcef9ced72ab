#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "interviewers/model/model_prompts.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// Makes a move of a model's answer; nothing when it listens.
///
/// Refused: a move that is not open, no or too many words, words said before in the round, a quote
/// that is not the candidate's, praise, and what a question looks for before the candidate said it.
///
/// @error InvalidData model.112: no JSON, or not what the schema says; model.119: refused
/// @pure
Result<std::optional<Move>> decide_move(const SeatView& view, std::size_t round_index,
                                        const MoveFrame& frame, std::string_view answer);

}  // namespace halfstep
