#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interviewers/reading/reading.hpp"

namespace halfstep {

/// Which set of weights reads a round: telling what was done, proposing a design, writing code.
enum class RoundFamily { Story, Design, Coding };

/// From RoundSpec::kind; unknown kinds are stories.
RoundFamily family_of(std::string_view round_kind);
std::string_view to_text(RoundFamily family);

/// Interpretable totals of a round, each in [0, 1]: counts saturate as 1 - exp(-n / scale), so that
/// more evidence never lowers a positive one and the hundredth repetition adds nothing; rates (of
/// concerns) are per sentence.
struct Features {
    std::vector<std::pair<std::string, double>> values;  ///< sorted by name
    double evidence = 0.0;  ///< sentences that carry any strength, not saturated

    double at(std::string_view name) const;
};

Features features_of(const RoundRecord& round, const RoundReading& reading, RoundFamily family);

}  // namespace halfstep
