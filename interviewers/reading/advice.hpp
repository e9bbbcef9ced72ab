#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/estimator.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// What would have raised the rating one step, told with the candidate's words: a gap a line, the
/// largest first.
std::string would_raise(const Estimate& estimate, const std::vector<EvidenceCard>& cards);

/// For a committee that was not there: what carried the rating and what held it, quoted.
std::string summarise(const Estimate& estimate, const std::vector<EvidenceCard>& cards,
                      const std::string& rating, const std::string& target_level);

/// A quote cut to at most `most` code points at a word, with an ellipsis.
std::string short_quote(const std::string& quote, std::size_t most = 110);

}  // namespace halfstep
