#include "base/utf8.hpp"

#include <algorithm>

namespace halfstep {
namespace {

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Bytes of the well-formed sequence at the start of `bytes`; 0 when there is none.
/// @source Unicode 15, table 3-7.
std::size_t sequence_length(std::string_view bytes) {
    const auto at = [&](std::size_t k) { return static_cast<unsigned char>(bytes[k]); };
    const unsigned char lead = at(0);
    if (lead < 0x80) return 1;
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    } else {
        return 0;
    }
    if (bytes.size() < length || at(1) < low || at(1) > high) return 0;
    for (std::size_t k = 2; k < length; ++k) {
        if (!is_continuation(bytes[k])) return 0;
    }
    return length;
}

std::size_t byte_at(std::string_view text, std::size_t code_points) {
    std::size_t byte = 0;
    while (code_points > 0 && byte < text.size()) {
        ++byte;
        while (byte < text.size() && is_continuation(text[byte])) ++byte;
        --code_points;
    }
    return byte;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t length = sequence_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::size_t code_point_count(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return !is_continuation(byte); }));
}

std::string_view slice(std::string_view text, Span span) {
    if (span.end <= span.begin) return {};
    const std::string_view from = text.substr(byte_at(text, span.begin));
    return from.substr(0, byte_at(from, span.end - span.begin));
}

std::size_t code_points_before(std::string_view text, std::size_t byte) {
    return code_point_count(text.substr(0, byte));
}

std::string to_valid_utf8(std::string_view bytes) {
    std::string valid;
    valid.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = sequence_length(bytes);
        if (length == 0) {
            valid += "\xEF\xBF\xBD";
            bytes.remove_prefix(1);
        } else {
            valid += bytes.substr(0, length);
            bytes.remove_prefix(length);
        }
    }
    return valid;
}

}  // namespace halfstep
