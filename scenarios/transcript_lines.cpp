#include "scenarios/transcript_lines.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace halfstep {
namespace {

constexpr std::int64_t kHoursMax = 24;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Digits at the start of a text, taken from it; up to `most` of them.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t most) {
    std::size_t length = 0;
    while (length < text.size() && length <= most && is_digit(text[length])) ++length;
    if (length == 0 || length > most) return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + length, number);
    text.remove_prefix(length);
    return number;
}

/// ".345", ",5": thousandths, taken from the text.
std::int64_t take_fraction(std::string_view& text) {
    if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || !is_digit(text[1])) return 0;
    text.remove_prefix(1);
    std::int64_t thousandths = 0;
    std::int64_t worth = 100;
    for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1), worth /= 10) {
        thousandths += (text[0] - '0') * worth;
    }
    return thousandths;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back({++number, std::string(line)});
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::string trimmed(std::string_view text) {
    const auto space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return std::string(text);
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char byte) {
        return static_cast<char>(std::tolower(byte));
    });
    return text;
}

std::optional<Clock> clock_at_start(std::string_view text) {
    std::string_view rest = text;
    std::optional<std::int64_t> part = take_number(rest, 3);
    if (!part) return std::nullopt;
    std::int64_t seconds = *part;
    int parts = 1;
    while (parts < 3 && rest.starts_with(':')) {
        rest.remove_prefix(1);
        part = take_number(rest, 2);
        if (!part || *part > 59) return std::nullopt;
        seconds = seconds * 60 + *part;
        ++parts;
    }
    const std::int64_t thousandths = take_fraction(rest);
    const bool ends =
        rest.empty() || !(std::isalnum(static_cast<unsigned char>(rest[0])) || rest[0] == ':');
    if (parts < 2 || !ends || seconds > kHoursMax * 3600) return std::nullopt;
    return Clock{seconds * 1000 + thousandths, text.size() - rest.size()};
}

std::optional<std::int64_t> clock_ms(std::string_view text) {
    const std::optional<Clock> clock = clock_at_start(text);
    if (!clock || clock->length != text.size()) return std::nullopt;
    return clock->ms;
}

std::optional<std::string> heading_of(std::string_view line) {
    const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
    if (marks == 0 || marks > 6 || marks == line.size() || line[marks] != ' ') return std::nullopt;
    std::string round = lower_case(trimmed(line.substr(marks)));
    return round.empty() ? std::nullopt : std::optional(std::move(round));
}

}  // namespace halfstep
