#pragma once

#include <string>

#include "interviewers/reading/reading.hpp"
#include "panel/feedback.hpp"

namespace halfstep {

/// A card on its way: not yet numbered, and kept or left out by its rank.
struct CardDraft {
    EvidenceCard card;
    double rank = 0;
};

/// A card of the round's own words at `span` of `turn`, fully grounded and relevant, with nothing
/// said of it yet.
EvidenceCard quote_card(const RoundRecord& round, const std::string& signal, std::size_t turn,
                        Span span);

/// How much one kind says about the sentence it stands in: orders notes, forms and cards.
double rank_of(const Observation& observation);

EvidenceForm form_of(const Observation& observation);

/// What a committee reads beside the quote.
std::string_view phrase_of(const Observation& observation);

}  // namespace halfstep
