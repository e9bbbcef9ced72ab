#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "panel/panel_spec.hpp"
#include "scenarios/candidate_script.hpp"

namespace halfstep {

/// True when the candidate has something to say in one of the panel's rounds.
bool fits(const CandidateScript& candidate, const PanelSpec& panel);

/// What a panel decides about a sample candidate: the canonical halfstep/verdict of a loop played
/// with agents in every seat, those of people and models too. Pure: same arguments, same bytes.
///
/// @param level empty: the panel's target level
/// @error InvalidData script.101 when the loop does not come to a verdict
Result<std::string> try_candidate(const PanelSpec& panel, const CandidateScript& candidate,
                                  const std::string& level, std::uint64_t seed);

}  // namespace halfstep
