#pragma once

#include <string>
#include <vector>

#include "interviewers/reading/brief_fit.hpp"
#include "interviewers/reading/consistency.hpp"
#include "interviewers/reading/estimator.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// Cards of one round for one signal, by turn; ids begin with `prefix` and count from 1. Each card
/// is one sentence, or one turn of code, with all that was observed in it; neighbours of one
/// thought are linked. An answer that brought nothing it was asked for is a concern as a whole.
/// Strengths are kept by weight up to `kStrengthsMax`, concerns up to `kConcernsMax`.
///
/// @param estimate of the round: below the bar, what was asked for and did not come is named; above
///                 it, only answers with next to nothing in them. What caps it is a concern
std::vector<EvidenceCard> make_cards(const RoundRecord& round, const RoundReading& reading,
                                     RoundFamily family, const Estimate& estimate,
                                     const std::string& signal, const std::string& prefix);

/// The concern for two statements that cannot both be so: severity 2 between rounds, 1 within one.
EvidenceCard contradiction_card(const Mismatch& mismatch, const std::string& signal,
                                const std::string& id);

/// The concern for what is wanted or declined against the brief.
EvidenceCard misfit_card(const RoundRecord& round, const RoundReading& reading,
                         const Misfit& misfit, const std::string& signal, const std::string& id);

inline constexpr std::size_t kStrengthsMax = 20;
inline constexpr std::size_t kConcernsMax = 12;

}  // namespace halfstep
