#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/problem.hpp"

namespace halfstep {

/// Line and column of a value in its file, from 1, and of the key it stands under.
struct Mark {
    int line = 0;
    int column = 0;
    int key_line = 0;  ///< 0 for items of lists and for the whole
    int key_column = 0;
    std::string origin{};  ///< "file:line:column" where a base wrote it; then line and column are
                           ///< those of the `extends` that brought it in
};

/// A YAML (or JSON) file as JSON, with the place of every value.
struct YamlDocument {
    nlohmann::json value;
    std::map<std::string, Mark> marks;  ///< by JSON pointer; "" is the document
    std::vector<Problem> problems;      ///< why it could not be read; then value is null

    /// The mark of the value at a pointer, or of the nearest value around it.
    Mark mark(std::string pointer) const;
};

/// A key as one step of a JSON pointer: "~" and "/" escaped.
std::string pointer_step(std::string key);

/// Reads YAML 1.2 as people write it: quoted scalars are text, plain ones are null, true, false,
/// numbers or text. Refuses duplicate keys, more than limits::kYamlNodesMax values (aliases count
/// written out) and more than limits::kYamlDepthMax levels,
/// and more than one document. Problem ids yaml.101 to yaml.107.
YamlDocument read_yaml(std::string_view text, const std::string& file);

}  // namespace halfstep
