#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace halfstep {

/// A line of a transcript without its ending.
struct Line {
    int number = 0;  ///< from 1
    std::string text;
};

std::vector<Line> lines_of(std::string_view text);

/// Without blanks at both ends.
std::string trimmed(std::string_view text);
/// ASCII letters in lower case.
std::string lower_case(std::string text);

/// A time from the start of a recording, and how many bytes it takes.
struct Clock {
    std::int64_t ms = 0;
    std::size_t length = 0;
};

/// The clock that a text starts with: "1:02", "00:01:02", "1:01:02.345", "01:02,5"; at most 24
/// hours, and no letter or digit right behind it.
std::optional<Clock> clock_at_start(std::string_view text);
/// The same where the text is nothing but a clock.
std::optional<std::int64_t> clock_ms(std::string_view text);

/// What a heading such as "## Behavioral" calls a round, in lower case.
std::optional<std::string> heading_of(std::string_view line);

}  // namespace halfstep
