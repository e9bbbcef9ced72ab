#pragma once

#include <string>
#include <vector>

#include "panel/event.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// What part a model had in a seat, from what it said in order: its moves, and of its last answer
/// about feedback what was proposed and refused. What came too late counts for nothing. The name is
/// empty when the seat's model never said anything.
ModelNote note_from(const std::vector<ModelReplied>& replies, const std::string& seat);

}  // namespace halfstep
