#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "panel/panel_spec.hpp"

namespace halfstep {

/// The points a reference answer makes: its sentences, list items and long clauses.
std::vector<LookFor> points_of(std::string_view reference);

/// How much of the points the answer says, 0 to 1: each point by the rarer of its word stems that
/// appear in the answer, in the best of the ways it may be said. Words of the question itself are
/// worth nothing.
double coverage(const std::vector<LookFor>& points, std::string_view answer,
                std::string_view question);

/// The same for one point, against sorted stems of what was said.
double covers(const LookFor& point, const std::vector<std::string>& stems);

/// The same for one point.
double covers(const LookFor& point, std::string_view answer, std::string_view question);

}  // namespace halfstep
