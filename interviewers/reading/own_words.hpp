#pragma once

#include <vector>

#include "interviewers/reading/reading.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// Reads a round once more with the coach's own vocabulary. Words that mean something are evidence
/// of that kind where they are said; words alone make a reason, an option turned down or a failure
/// in the same sentence concrete. A sentence without anybody acting and without other evidence is a
/// list of terms, and what guards have set aside stays set aside: neither gains anything.
void read_own_words(const std::vector<SignalSpec>& signals, RoundReading& reading);

}  // namespace halfstep
