#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace halfstep {

/// The word nearest to what was written, at most a third of its letters away or begun by it; empty
/// when none is.
std::string near_word(std::string_view written, const std::vector<std::string>& known);

/// "did you mean "X"?" or, when nothing is near, "one of: a, b, c".
std::string suggestion(std::string_view written, const std::vector<std::string>& known);

}  // namespace halfstep
