#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/loop_rules.hpp"
#include "session/event_store.hpp"

namespace halfstep {

/// What a model said about a seat's feedback, as it waits beside that feedback.
SealedFeedback sealed_replies(const std::string& loop, const std::string& seat,
                              std::vector<ModelReplied> replies);

/// The command that opens what all seats have sealed, with the debrief's steps and its verdict, or
/// with the step that says why there is none. @error InvalidData: what was sealed is no feedback
Result<OpenEnvelopes> opened(const LoopState& state, const std::vector<SealedFeedback>& sealed);

}  // namespace halfstep
