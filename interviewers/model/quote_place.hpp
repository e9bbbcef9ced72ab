#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/utf8.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// Where words stand in a round.
struct QuotePlace {
    std::size_t turn = 0;
    Span span;
};

/// Finds words in what the candidate said: exactly; else with every run of white space as one
/// space and curly quotes, apostrophes and other dashes as straight ones. Never closer than that: a
/// changed word, letter or case is not found. The first place counts.
std::optional<QuotePlace> locate_quote(const RoundRecord& record, std::string_view quote);

}  // namespace halfstep
