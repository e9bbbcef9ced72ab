#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "panel/loop_rules.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// The log of a loop in which a transcript from elsewhere was said, up to the end of its last
/// round: rounds in the panel's order, those nobody held empty. Rounds are matched to the panel's
/// by id, then by kind. An interviewer's turn that puts one of the round's questions is given its
/// id. Turns without words are left out.
///
/// @param at_ms when it was imported, on every event; the times of answers stay with the answers
/// @return      events of a loop without a name: `loop` is empty
/// @error InvalidData loop.143 a round that is none of the panel's; loop.144 the candidate says
///        nothing; what decide refuses
Result<std::vector<Event>> events_of(StartLoop start, const Transcript& transcript,
                                     std::int64_t at_ms);

}  // namespace halfstep
