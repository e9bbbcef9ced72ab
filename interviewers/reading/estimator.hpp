#pragma once

#include <string>
#include <utility>
#include <vector>

#include "interviewers/reading/caps.hpp"
#include "interviewers/reading/features.hpp"
#include "panel/rating.hpp"

namespace halfstep {

/// What the weights of weights.json make of a round, before persona and level.
struct Estimate {
    double steps = 0.0;  ///< 0 to 5, read against senior
    /// The features that would have raised it most, best first, with the steps each could add.
    std::vector<std::pair<std::string, double>> missing;
    /// Of the caps that hold at every level, whether or not they lowered `steps`.
    double ceiling = 5.0;
    std::string cap;               ///< why it could not go higher; empty when nothing capped it
    std::vector<CapCause> causes;  ///< of the caps whose sentences no concern names
};

/// Linear in the features, signs fixed when it was fitted; then the guards' caps, which only lower.
Estimate estimate_of(const Features& features, const RoundReading& reading, RoundFamily family);

}  // namespace halfstep
