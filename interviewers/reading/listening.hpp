#pragma once

#include <vector>

#include "interviewers/reading/detectors.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// Below this the listener has lost the thread. With the drift below, about 150 plain words
/// without a point, which is what the verbosity trap calls too long.
inline constexpr double kAttentionLost = 0.4;
/// What evidence said after that still counts.
inline constexpr double kUnheardShare = 0.75;

/// Attention, 0 to 1, after a sentence that began at `before`. Words without a point let it drift,
/// the faster the heavier they are; a point, a signpost or a word of the question brings it back,
/// less so once it was lost. A judgement, not fitted: it steers advice and kUnheardShare only.
double attention_after(const Context& context, double before,
                       const std::vector<std::string>& question_stems);

/// The listening curve of every spoken turn of the candidate, in order.
std::vector<ListeningTurn> listening_of(const RoundRecord& round, const RoundReading& reading);

}  // namespace halfstep
