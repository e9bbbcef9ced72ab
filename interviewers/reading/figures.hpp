#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/text.hpp"

namespace halfstep {

/// A figure said in a sentence: "4.1 percent", "twenty-five minutes", "half a million pounds".
struct Figure {
    double value = 0;
    std::string unit;      ///< "percent", "seconds" for any time, "money", "a week" for a
                           ///< rate, or a stem of what is counted
    std::size_t word = 0;  ///< index of its first word
};

/// Figures in digits or words, in order. Times come in seconds, so that weeks and months compare.
std::vector<Figure> figures_of(const Sentence& sentence);

/// Whether a word stem is a unit of time.
bool is_time_unit(const std::string& stem);

}  // namespace halfstep
