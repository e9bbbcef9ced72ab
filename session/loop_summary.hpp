#pragma once

#include <nlohmann/json_fwd.hpp>

#include "panel/loop_state.hpp"

/// What is told about a loop in a few lines, without its events.
namespace halfstep {

/// Its panel, candidate, level and rounds (ahead, open, over); once decided, under "verdict" the
/// outcome and what it hung on, null before.
nlohmann::json summary_json(const LoopState& state);

/// {question, tests: {language: code}} of the problem that was asked last in the running round;
/// empty before one was asked.
nlohmann::json problem_json(const LoopState& state);

}  // namespace halfstep
