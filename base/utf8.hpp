#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace halfstep {

/// A half-open range [begin, end) of Unicode code points within one turn's text.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const Span&) const = default;
};

/// True when the bytes are well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

/// Number of code points in well-formed UTF-8.
std::size_t code_point_count(std::string_view text);

/// The code points [span.begin, span.end) of the text; shorter where the text ends earlier.
std::string_view slice(std::string_view text, Span span);

/// Code points that stand before this byte offset.
std::size_t code_points_before(std::string_view text, std::size_t byte);

/// The same text with every malformed byte replaced by U+FFFD.
std::string to_valid_utf8(std::string_view bytes);

}  // namespace halfstep
