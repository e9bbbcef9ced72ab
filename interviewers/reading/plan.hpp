#pragma once

#include <vector>

#include "interviewers/reading/reading.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// What a plan for the first ninety days is read for, one finding each, with the sentence that
/// shows it: that it learns, then diagnoses, then acts; that it says what comes first and what is
/// left; that it is tied to this company; and by what its author would know that it failed.
/// Nothing for a round in which no plan was asked for.
std::vector<Finding> read_plan(const RoundRecord& round, const RoundReading& reading);

}  // namespace halfstep
