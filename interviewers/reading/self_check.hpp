#pragma once

#include <vector>

#include "interviewers/reading/features.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// The seven dimensions of the self-check, 1 to 5 each, with what was counted and the sentence that
/// shows it best, then their sum and its band (7 to 17, 18 to 27, 28 to 35).
///
/// @param contradictions statements of this round that do not agree with others
std::vector<Finding> self_check(const RoundRecord& round, const RoundReading& reading,
                                const Features& features,
                                const std::vector<ListeningTurn>& listening,
                                std::size_t contradictions);

}  // namespace halfstep
