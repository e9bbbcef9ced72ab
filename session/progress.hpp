#pragma once

#include <vector>

#include "panel/loop_state.hpp"
#include "session/loop_service.hpp"

namespace halfstep {

/// A point per complete answer, in the order they were given: what the debrief would say had the
/// loop ended there. Signals without a word so far are missing, not low. Reads with the embedded
/// interviewer whoever sat in the seats, so that the course is comparable; the verdict is not.
std::vector<ProgressPoint> progress_of(const LoopState& state);

/// The course of the debrief: a point per step, the verdict, and each correction after it. From the
/// opening on the sealed ratings count, whoever wrote them. Until the step `floors` nobody has
/// spoken of floors, so they do not count; until `discussion_effect` first ratings do, not revised
/// ones. A correction's point is the verdict recorded with it.
std::vector<ProgressPoint> decision_course(const LoopState& state,
                                           const std::vector<Event>& events);

}  // namespace halfstep
