#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/card_draft.hpp"

namespace halfstep {

/// Answers that missed what they were asked for, or held next to nothing, as concerns that quote
/// their beginning.
///
/// @param steps the round's estimate, 0 to 5: at or above the bar only answers with next to nothing
///              in them are named
void add_thin_answers(const RoundRecord& round, const RoundReading& reading, double steps,
                      const std::string& signal, std::vector<CardDraft>& concerns);

}  // namespace halfstep
