#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "panel/panel_spec.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {

/// A panel by name, or nothing when there is none or it has errors.
using PanelNamed = std::function<std::optional<PanelSpec>(const std::string& name)>;

/// Everything wrong or doubtful in a candidate file: what departs from its schema (candidate.1xx,
/// 201, 202), a name that is not the file's (203), and warnings where the panel it was written for
/// has no such round, question or level (301 to 304); without `panel_named` no such warnings.
std::vector<Problem> candidate_problems(const YamlDocument& document, const std::string& file,
                                        const PanelNamed& panel_named);

}  // namespace halfstep
