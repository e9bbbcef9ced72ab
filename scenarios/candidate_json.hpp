#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "scenarios/candidate_script.hpp"

namespace halfstep {

/// Takes the object a *.candidate.yaml file holds. @error InvalidData candidate.1xx
Result<CandidateScript> candidate_from_json(const nlohmann::json& value);

}  // namespace halfstep
