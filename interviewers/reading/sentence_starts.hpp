#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace halfstep {

/// The text ends in an abbreviation, after which ICU ends a sentence although none ends.
bool ends_in_abbreviation(std::string_view text);

/// "how many", "is there": the first two words of a question, asked without its mark.
bool opens_question(const std::string& first, const std::string& second);

/// The turn came without punctuation, as from a speech recogniser; its first words decide.
bool is_spoken(std::string_view turn);

/// Where the sentences of an ICU sentence begin, as byte offsets, the first of them 0: a transcript
/// may lack capitals or, when `spoken`, all punctuation.
std::vector<std::size_t> starts_within(std::string_view piece, bool spoken);

}  // namespace halfstep
