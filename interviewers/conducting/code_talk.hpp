#pragma once

#include <optional>

#include "interviewers/conducting/probing.hpp"

namespace halfstep {

/// What there is to say about the code itself, before anything else is asked: a run that fails, or
/// no code yet where the problem wants some.
std::optional<Move> about_the_code(const Probing& probing);

/// True while the candidate is at work: a failure was named, and since then there was only code and
/// runs. Whoever mends it is left alone.
bool is_mending(const Probing& probing);

/// What keeps a task from being left for the next question: a failure nobody spoke of, a mend that
/// was announced, or no code at all. Costs no follow-up.
std::optional<Move> stay_with_the_task(const Probing& probing);

}  // namespace halfstep
