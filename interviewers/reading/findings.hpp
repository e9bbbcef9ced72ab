#pragma once

#include <vector>

#include "interviewers/reading/estimator.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// The named traps, debrief concerns, remarks and the self-check of one round, each with a quote
/// where one carries it. They advise; ratings rest on cards.
std::vector<Finding> find_findings(const RoundRecord& round, const RoundReading& reading,
                                   const Features& features, const Estimate& estimate,
                                   RoundFamily family);

}  // namespace halfstep
