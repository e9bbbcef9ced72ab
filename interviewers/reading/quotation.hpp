#pragma once

#include <cstddef>
#include <string_view>

#include "interviewers/reading/text.hpp"

namespace halfstep {

/// Marks the words of `sentence` that are told as somebody else's (Word::reported), and takes out
/// the matches there that would speak for the speaker: acts, decisions, reasons, reach, failings
/// and manner of others are not theirs. `piece` is the sentence's text from code point `point` of
/// the turn on; `before` is the sentence before it in the turn, or null.
void read_quotation(std::string_view piece, std::size_t point, const Sentence* before,
                    Sentence& sentence);

}  // namespace halfstep
