#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/features.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// Cards of one round for one signal, by turn; ids begin with `prefix` and count from 1. Each card
/// is one sentence, or one turn of code, with all that was observed in it; neighbours of one
/// thought are linked. Strengths are kept by weight up to `kStrengthsMax`, concerns up to
/// `kConcernsMax`.
std::vector<EvidenceCard> make_cards(const RoundRecord& round, const RoundReading& reading,
                                     RoundFamily family, const std::string& signal,
                                     const std::string& prefix);

inline constexpr std::size_t kStrengthsMax = 20;
inline constexpr std::size_t kConcernsMax = 10;

}  // namespace halfstep
