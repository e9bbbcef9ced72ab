#pragma once

#include <vector>

#include "panel/loop_state.hpp"
#include "session/loop_service.hpp"

namespace halfstep {

/// A point per complete answer, in the order they were given: what the debrief would say had the
/// loop ended there. Signals without a word so far are missing, not low. Reads with the embedded
/// interviewer whoever sat in the seats, so that the course is comparable; the verdict is not.
std::vector<ProgressPoint> progress_of(const LoopState& state);

}  // namespace halfstep
