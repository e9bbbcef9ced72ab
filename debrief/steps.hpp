#pragma once

#include <optional>
#include <vector>

#include "debrief/discussion.hpp"
#include "debrief/reasons.hpp"
#include "panel/event.hpp"

namespace halfstep {

/// The debrief as it happens, for watching and stepping through: envelopes_opened, table,
/// repeated_strength, repeated_concern, contradiction, seat_spoke, revised, discussion_effect,
/// committee_read, floors, policy, level, verdict. docs/debrief.md has their fields.
/// @param revised_point what the revised ratings would decide, when there was a discussion
std::vector<DebriefStep> write_steps(const Decided& decided, const Verdict& verdict,
                                     const Discussed* discussed,
                                     const std::optional<Ruling>& revised_point);

}  // namespace halfstep
