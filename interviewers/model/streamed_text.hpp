#pragma once

#include <string>
#include <string_view>

namespace halfstep {

/// The value of a text member at the top of a JSON object of which only the beginning has come;
/// whole characters only. Empty until the value begins.
std::string streamed_text(std::string_view json_so_far, std::string_view key);

}  // namespace halfstep
