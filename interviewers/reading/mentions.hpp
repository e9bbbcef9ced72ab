#pragma once

#include <map>
#include <string>

#include "interviewers/reading/text.hpp"

namespace halfstep {

/// Sums by feature over a round; a name that begins with '-' lowers the estimate.
using Totals = std::map<std::string, double>;

/// Adds what the sentence names of what stands behind an answer, whoever it is told of: artifact,
/// rule, cost, groups, absence, limits, horizon, and -impersonal. Each says little alone; over a
/// round they tell lived work from talk, and work for many from work for one. Source: words that
/// set the tiers of the labelled rounds apart in many prompts (docs/adr/0007).
void add_mentions(const Sentence& sentence, Totals& totals);

}  // namespace halfstep
