#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "interviewers/reading/reading.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// Something the candidate wants, declines or takes for granted of the job that the brief says
/// otherwise: the role, its level, or what the loop's other rounds are there for.
struct Misfit {
    std::size_t sentence = 0;
    std::string about;  ///< "coding", "managing", "role", "level", ...
    std::string brief;  ///< what the brief says, as a clause: "the loop has a coding round"
};

/// Misfits of one round, each thing once, at its first sentence. What is taken back later in the
/// round ("I would still write code") is none. Only what the brief says is compared: rounds by
/// kind, what their seats look at, role, title and target level; never what was said elsewhere.
std::vector<Misfit> read_brief_fit(const Brief& brief, const RoundReading& reading);

}  // namespace halfstep
