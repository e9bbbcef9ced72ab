#pragma once

#include <optional>
#include <string_view>

#include "interviewers/reading/text.hpp"

namespace halfstep {

/// The level words read at by scope, independence and authority: 0 guided, 1 independent, 2 leading
/// a team's work, 3 spanning teams, 4 steering a company; nothing when no such word is there.
/// Continuous: the mean of what was found, the upper levels weighing more.
std::optional<double> read_level(const std::vector<Sentence>& sentences);
std::optional<double> read_level(std::string_view text);

}  // namespace halfstep
