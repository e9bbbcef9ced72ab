#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

namespace halfstep {

/// Gives the answer to one line, without a line end.
/// @param number of the line in its input, from 1
using AnswerLine = std::function<std::string(const std::string& line, std::size_t number)>;

/// Answers every line that is not blank, in order, several at once, holding a bounded number of
/// lines. A line longer than `bytes_max` is cut there, so that its answer can say so.
///
/// @param answer   called from `workers` threads at once
/// @param workers  1 to 64
/// @return         false when the output could not be written; the rest is then not read
bool answer_lines(std::istream& input, std::ostream& output, std::size_t workers,
                  std::size_t bytes_max, const AnswerLine& answer);

}  // namespace halfstep
