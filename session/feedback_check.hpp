#pragma once

#include "base/result.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// Whether a feedback may be sealed for the seat of this view, whoever wrote it: it rates the
/// seat's own signals only, once each, with labels of the scale; and what its cards quote was said
/// in the seat's own rounds. A card that gives no turn or span is given the place where its quote
/// stands; of several places the first of the candidate's.
///
/// @return the feedback with those places filled in
/// @error  InvalidData feedback.201 to feedback.207, naming the rating or card
Result<Feedback> checked_feedback(const SeatView& view, const Feedback& feedback);

}  // namespace halfstep
