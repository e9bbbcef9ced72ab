#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace halfstep {

/// A model's words as one line for people: control characters and line ends become spaces, runs of
/// them one, the ends are trimmed, and what is over `points_max` code points is cut.
std::string clean_text(std::string_view text, std::size_t points_max);

/// The answer without the code fence (```json ... ```) that models put around JSON.
std::string_view without_fence(std::string_view answer);

}  // namespace halfstep
