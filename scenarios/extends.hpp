#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {

/// A file that others may build on: its name with ending, and its text.
struct BaseFile {
    std::string file;
    std::string text;
};

/// A panel or fragment by library name.
using BaseFileOf = std::function<Result<BaseFile>(const std::string& name)>;

/// Replaces an object that says `extends: NAME` or `extends: [NAME, ...]` by those files' objects,
/// each laid over the ones before it, and this one over all of them:
///
/// - objects are merged key by key; lists of items with an id are merged by id; all else is
///   replaced; an item {id: X, remove: true} takes X out of what is below it;
/// - of a fragment its lists and objects count, not its name, title and notes;
/// - questions that only a base wrote and no round asks are left out.
///
/// Bases may extend others: at most 8 deep and 32 files in all. Values that came from a base are
/// marked where this file says `extends`, with the place in the base as their origin.
/// @error NotFound; InvalidData panel.140 (no name, a cycle, too deep), panel.141 (too many files),
///   panel.143 (neither panel nor fragment), each at /extends or one of its items
Result<Done> apply_extends(YamlDocument& document, const BaseFileOf& base_file);

}  // namespace halfstep
