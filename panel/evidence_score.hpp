#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "panel/feedback.hpp"

namespace halfstep {

/// What a set of cards on one signal adds up to: how strong the evidence is and the rating it
/// suggests. Repeating a card changes nothing, a strength never lowers it, a concern never raises
/// it, and cards that name a topic without content (specificity 0) are inert.
struct EvidenceScore {
    std::array<double, 4> by_form{};  ///< M of behavior, reasoning, artifact, level_signal; 0 to 1
    double breadth = 0;               ///< G, geometric mean over the four forms
    double chains = 0;                ///< C, linked reasoning + behavior + artifact; 0 to 1
    double strength = 0;              ///< e = .7 G + .3 C
    double doubt = 0;                 ///< how well the concerns are evidenced; 0 to 1
    std::size_t strong_chains = 0;    ///< chains whose weakest card weighs at least .4
    std::size_t level_cards = 0;      ///< novel level signals that weigh at least .4
    int severity = 0;                 ///< worst grounded concern, 0 to 3
    std::size_t rating = 1;           ///< suggested index on the six-label scale, 0 to 5
};

/// What one card weighs: ground x relevance x sqrt(specificity x attribution) / 3, from 0 to 1.
/// A card from elsewhere may leave these out. Then a quote counts as ground 1 and specificity 2, a
/// note without a quote as ground .5 and specificity 1, neither as 0; attribution is 2 and
/// relevance 1.
double card_weight(const EvidenceCard& card);

/// Scores the cards of one signal; their order does not matter. Two cards say the same when their
/// quotes (notes, where there is no quote) share half of their three-word sequences.
///
/// Among cards that overlap one another the best novel subset counts, searched exactly within
/// groups of up to 16 overlapping cards (the weightiest 16 of a larger group) and over the six
/// weightiest reasoning cards for chains.
EvidenceScore score_cards(std::span<const EvidenceCard> cards);

/// The factor of a stated confidence: low .6, medium .85, high 1.
double confidence_factor(Confidence confidence);

/// Evidence strength in per mille, 300 to 1000: 300 + 700 x evidence x confidence factor.
/// @param evidence 0 to 1; 1 where confidence alone is known
std::int64_t strength_per_mille(double evidence, Confidence confidence);

}  // namespace halfstep
