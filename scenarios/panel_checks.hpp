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

/// The same for a fragment: the rules that hold for a part of a panel whose other parts are not
/// there, so no references.
std::vector<Problem> fragment_problems(const YamlDocument& document, const std::string& file);

}  // namespace halfstep
