#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {

/// The text of a panel by library name.
using BaseText = std::function<Result<std::string>(const std::string& name)>;

/// Replaces a panel object that says `extends: NAME` by NAME's object with this one's keys laid
/// over it: objects are merged, lists of items with an id are merged by id, all else is replaced.
/// Bases may extend others, at most eight deep.
/// @error NotFound or InvalidData panel.140 (cycle or too deep) at /extends
/// Values that came from a base are then marked where this file says `extends`.
Result<Done> apply_extends(YamlDocument& document, const BaseText& base_text);

}  // namespace halfstep
