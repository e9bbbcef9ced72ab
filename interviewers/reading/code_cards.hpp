#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/card_draft.hpp"

namespace halfstep {

/// Cards of what was written and run: each turn of code or drawing, and the last run. Code that the
/// last run fails is a concern.
void add_code_cards(const RoundRecord& round, const std::string& signal,
                    std::vector<CardDraft>& strengths, std::vector<CardDraft>& concerns);

}  // namespace halfstep
