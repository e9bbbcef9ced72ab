#pragma once

#include <string>
#include <vector>

#include "scenarios/problem.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {

/// What departs from the schema of panels and fragments: keys nobody knows, missing ones, values of
/// another kind or out of range, lists too long. Ids panel.1xx, panel.201 and panel.202.
std::vector<Problem> structure_problems(const YamlDocument& document, const std::string& file);

/// What a schema cannot say, in file order: words that are not on the scale or ladder, references
/// to what is not there, and warnings of judgment. Ids panel.2xx and panel.3xx; docs/errors.md.
/// `document` is a whole panel, its bases applied, within the limits of the schema.
std::vector<Problem> panel_problems(const YamlDocument& document, const std::string& file);

/// The same for a fragment: the rules that hold for a part of a panel whose other parts are not
/// there, so no references.
std::vector<Problem> fragment_problems(const YamlDocument& document, const std::string& file);

}  // namespace halfstep
