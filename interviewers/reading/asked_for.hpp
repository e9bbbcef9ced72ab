#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "interviewers/reading/reading.hpp"

namespace halfstep {

/// An interviewer's turn without a question or a request.
bool only_tells(std::string_view turn);

/// The kinds of observation a question asks for, in the order of ObservationKind; empty when its
/// words name none.
std::vector<ObservationKind> asked_for(std::string_view question);

/// Whether the answer in turn `answer` bends to the follow-up in turn `asked`, or goes on with what
/// it would have said anyway: it takes up a word of it, or brings something of a kind asked for.
/// Nothing for the answer to a first question, and for one too short to be a script.
std::optional<bool> responds(const RoundRecord& round, const RoundReading& reading,
                             std::size_t asked, std::size_t answer);

}  // namespace halfstep
