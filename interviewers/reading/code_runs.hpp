#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "panel/transcript.hpp"

namespace halfstep {

/// What the runs of a coding round showed. The tests that ran are the truth.
struct CodeRuns {
    std::size_t runs = 0;
    std::size_t red_runs = 0;
    std::size_t code_turns = 0;
    std::size_t test_turns = 0;   ///< code turns that hold tests of the candidate's own
    std::size_t test_cases = 0;   ///< assertions and test functions written
    bool last_red = false;        ///< the last run still fails
    bool was_green = false;       ///< some run passed
    bool recovered = false;       ///< a red run, then speech, then a run that passes
    bool property_tests = false;  ///< random or exhaustive inputs against a second opinion
    std::optional<std::size_t> last_run_turn;
    std::optional<std::size_t> last_code_turn;
};

CodeRuns read_runs(const RoundRecord& round);

/// Whether the output of a run reports a failure.
bool run_failed(std::string_view output);

}  // namespace halfstep
