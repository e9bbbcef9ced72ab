#pragma once

#include <string>
#include <vector>

#include "scenarios/library.hpp"

namespace halfstep {

/// Library entries one per line in columns, or as a JSON list.
/// @param detail_name what LibraryEntry::detail is called in JSON
std::string entry_list(const std::vector<LibraryEntry>& entries, const std::string& detail_name,
                       bool as_json);

}  // namespace halfstep
