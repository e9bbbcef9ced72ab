#pragma once

#include <vector>

#include "interviewers/reading/brief_fit.hpp"
#include "interviewers/reading/consistency.hpp"
#include "interviewers/reading/estimator.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// The named traps, debrief concerns, remarks and the self-check of one round, each with a quote
/// where one carries it. They advise; ratings rest on cards.
std::vector<Finding> find_findings(const RoundRecord& round, const RoundReading& reading,
                                   const Features& features, const Estimate& estimate,
                                   RoundFamily family, std::size_t contradictions);

/// The finding for two statements that cannot both be so, with the later one as its quote.
Finding contradiction(const Mismatch& mismatch);

/// The finding for what does not fit the brief, with the candidate's sentence as its quote.
Finding brief_misfit(const RoundRecord& round, const RoundReading& reading, const Misfit& misfit);

}  // namespace halfstep
