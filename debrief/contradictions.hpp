#pragma once

#include <vector>

#include "debrief/reasons.hpp"
#include "panel/mismatch.hpp"

namespace halfstep {

/// Every disagreement in the packet, typed, before any is resolved: within_signal, different_bar,
/// different_evidence, across_signals, outlier_round, level_split, adjacent_evidence,
/// conflicting_statements, missing_signal, floor. Floors first, then by risk (relevance x
/// severity), the greatest first, then by kind and signals.
std::vector<Contradiction> find_contradictions(const Decided& decided,
                                               const std::vector<Mismatch>& mismatches);

}  // namespace halfstep
