#pragma once

#include <string>
#include <string_view>

namespace halfstep {

/// SHA-256 of the bytes as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// True when both have the same bytes; takes the same time wherever they differ. For tokens.
bool equal_constant_time(std::string_view a, std::string_view b);

/// Unguessable text of `bytes` random bytes from the system, hexadecimal. For tokens and loop ids;
/// nothing in panel or debrief may call it.
std::string random_hex(std::size_t bytes);

}  // namespace halfstep
