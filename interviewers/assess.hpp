#pragma once

#include "panel/feedback.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// Reads all rounds of one seat and writes its feedback: a rating per owned signal, cards that
/// quote exactly, a summary. Pure: same view, same feedback. A signal with nothing observed gets a
/// null label and estimate, never a default.
Feedback assess(const SeatView& view);

}  // namespace halfstep
