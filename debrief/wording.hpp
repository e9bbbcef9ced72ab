#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "panel/feedback.hpp"
#include "panel/rating.hpp"

/// The debrief's words for ids, ratings and counts, the same everywhere.
namespace halfstep {

/// "hiring_manager" as "hiring manager".
std::string in_words(std::string_view id);
/// The same with a capital, to begin a sentence.
std::string sentence_start(std::string_view id);
/// "a, b and c".
std::string listed(const std::vector<std::string>& items);
/// "one step", "two steps", "7 steps".
std::string steps_in_words(int steps);
/// Label nearest to the milli-steps, in words.
std::string label_in_words(const Scale& scale, std::int64_t milli);
/// Index of the label nearest to the milli-steps.
std::size_t nearest_label(const Scale& scale, std::int64_t milli);
/// What to ask for when a form of evidence is missing.
std::string asking_for(EvidenceForm form);

}  // namespace halfstep
