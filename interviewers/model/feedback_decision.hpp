#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "panel/feedback.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// What a model would write. Of a card only signal, round, polarity, severity, quote, note and
/// level are its own, and the form where the reader finds none; what it weighs is measured.
struct ProposedFeedback {
    std::vector<EvidenceCard> cards;
    std::map<std::string, std::string> would_raise;  ///< by signal
    std::string summary;
};

/// Reads a model's answer about feedback.
/// @error InvalidData model.112 naming the place: no JSON, or not what the schema says
Result<ProposedFeedback> read_proposal(std::string_view answer);

/// Makes a seat's feedback of what a model proposed.
///
/// A card stands when its signal is the seat's, its quote is the candidate's (locate_quote) and at
/// least three words long, its sentences are evidence by the reader's guards, and no earlier card
/// on the signal quotes the same sentence. Its form and weight are what the embedded reader finds
/// in those sentences; where the reader finds nothing it is a named topic (specificity 1,
/// attribution 1), so that words alone never make a chain. Concerns of severity 3 that the reader
/// finds stay in, whatever the model says, and only the reader makes one so severe.
///
/// A rating is score_cards' on the cards that stand, less the seat's strictness and the level's
/// relief, and never more than one step above what the embedded reading finds in the same words;
/// no step above where a guard capped that. A signal without cards has no rating.
///
/// @param note  name and prompt are given; proposed and refused are filled in, also of what fails
/// @error InvalidData model.118: cards were proposed and none stands, or none was proposed where
///        the embedded reading finds evidence
/// @pure
Result<Feedback> decide_feedback(const SeatView& view, const ProposedFeedback& proposed,
                                 ModelNote& note);

}  // namespace halfstep
