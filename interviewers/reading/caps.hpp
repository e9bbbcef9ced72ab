#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "interviewers/reading/features.hpp"
#include "interviewers/reading/reading.hpp"

namespace halfstep {

/// Why a round is held down, and which sentences are the cause.
struct CapCause {
    using Of = bool (*)(const RoundReading&, std::size_t sentence);
    Of is_of = nullptr;
    std::string reason;
};

/// What a round cannot rise above for what its words are, whatever else it says.
struct Cap {
    double steps;    ///< 0 to 5
    bool any_level;  ///< junk is no junior answer: holds below the level the weights read against
    const char* reason;
    CapCause::Of caused_by = nullptr;  ///< null: concerns name the sentences
};

/// The caps that apply to the round; of two that a sentence causes the earlier says more of it.
std::vector<Cap> caps_of(const Features& features, const RoundReading& reading, RoundFamily family);

}  // namespace halfstep
