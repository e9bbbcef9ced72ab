#pragma once

#include <vector>

#include "interviewers/reading/reading.hpp"
#include "panel/mismatch.hpp"

namespace halfstep {

/// A point said in a round and denied later in it: most of the same words, one of the two negated.
std::vector<Mismatch> taken_back(const RoundRecord& round, const RoundReading& reading);

/// The same project told in two rounds with other figures, or with somebody else as its author.
/// Figures agree when they differ by less than a fifth; a figure of another thing, or with another
/// unit, is no mismatch. Two rounds about different work have none.
std::vector<Mismatch> compare_stories(const RoundRecord& one, const RoundReading& one_reading,
                                      const RoundRecord& other, const RoundReading& other_reading);

}  // namespace halfstep
