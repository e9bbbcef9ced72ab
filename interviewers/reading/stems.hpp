#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/text.hpp"

namespace halfstep {

/// Word stem (Snowball English), for matching words in other forms.
std::string stem(const std::string& norm);

/// The stem of a word that carries meaning; empty for one that only binds a sentence.
std::string content_stem(const std::string& norm);

/// Stems of the words that carry meaning, sorted, without repetitions.
std::vector<std::string> content_stems(const std::vector<Word>& words);

}  // namespace halfstep
