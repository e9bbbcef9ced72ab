#pragma once

#include "panel/feedback.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// Reads all rounds of one seat and writes its feedback: a rating per owned signal, cards that
/// quote exactly, a summary. Pure: same view, same feedback. A signal with nothing observed gets a
/// null label and estimate, never a default.
Feedback assess(const SeatView& view);

/// How many steps an answer reads lower at the target level than at senior: the signal's relief per
/// level, which is what the debrief gives back one level down.
double level_shift(const SeatView& view, const SignalSpec& signal);

}  // namespace halfstep
