#pragma once

#include <string>
#include <vector>

#include "scenarios/problem.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {

/// Everything wrong or doubtful in a panel file, in file order: keys nobody knows, missing ones,
/// words that are not on the scale or ladder, references to what is not there, and warnings of
/// judgment. Ids panel.2xx; docs/errors.md.
std::vector<Problem> panel_problems(const YamlDocument& document, const std::string& file);

}  // namespace halfstep
