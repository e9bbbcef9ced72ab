#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.hpp"

namespace halfstep {

/// The text of a panel by library name.
using BaseText = std::function<Result<std::string>(const std::string& name)>;

/// Replaces a panel object that says `extends: NAME` by NAME's object with this one's keys laid
/// over it: objects are merged, lists of items with an id are merged by id, all else is replaced.
/// Bases may extend others, at most eight deep.
/// @error NotFound or InvalidData panel.140 (cycle or too deep) at /extends
Result<Done> apply_extends(nlohmann::json& panel, const BaseText& base_text);

}  // namespace halfstep
