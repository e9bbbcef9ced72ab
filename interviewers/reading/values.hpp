#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/reading.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// Whether a value of the company is to be heard in rounds of a seat that owns these signals.
bool heard_here(const CompanyValue& value, const std::vector<SignalSpec>& signals);

/// Whether what was said in a round so far counts as showing the value.
bool is_shown(const CompanyValue& value, const RoundRecord& record, const RoundReading& reading);

/// A finding "value.ID" for each value shown in the round, with the words that showed it.
std::vector<Finding> find_values(const std::vector<CompanyValue>& values,
                                 const std::vector<SignalSpec>& signals, const RoundRecord& record,
                                 const RoundReading& reading);

}  // namespace halfstep
