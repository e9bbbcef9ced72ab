#include "interviewers/model/streamed_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"

namespace halfstep {
namespace {

/// The end of a JSON string that begins behind its quote: index of the closing quote, or npos.
std::size_t string_end(std::string_view text, std::size_t begin) {
    for (std::size_t k = begin; k < text.size(); ++k) {
        if (text[k] == '\\') {
            ++k;
        } else if (text[k] == '"') {
            return k;
        }
    }
    return std::string_view::npos;
}

/// Decodes as much of a string's inside as is whole: an escape or a character may be cut.
std::string decoded(std::string_view inside) {
    constexpr std::size_t kCutMax = 12;  // two \uXXXX make one character
    for (std::size_t cut = 0; cut <= std::min(kCutMax, inside.size()); ++cut) {
        const std::string quoted = "\"" + std::string(inside.substr(0, inside.size() - cut)) + "\"";
        const nlohmann::json value = nlohmann::json::parse(quoted, nullptr, false);
        if (value.is_string()) return value.get<std::string>();
    }
    return "";
}

}  // namespace

std::string streamed_text(std::string_view json, std::string_view key) {
    int depth = 0;
    std::string_view last_string;
    for (std::size_t k = 0; k < json.size(); ++k) {
        const char c = json[k];
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (c != '"') continue;
        const std::size_t end = string_end(json, k + 1);
        const std::string_view inside = json.substr(
            k + 1, end == std::string_view::npos ? std::string_view::npos : end - k - 1);
        std::size_t before = k;
        while (before > 0 &&
               std::string_view(" \n\r\t").find(json[before - 1]) != std::string_view::npos) {
            --before;
        }
        const bool is_value = before > 0 && json[before - 1] == ':';
        if (depth == 1 && is_value && last_string == key) return decoded(inside);
        if (end == std::string_view::npos) return "";
        if (!is_value) last_string = inside;
        k = end;
    }
    return "";
}

}  // namespace halfstep
