#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_outcomes(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.hypothetical) return;
    const Sentence& sentence = context.sentence();
    if (sentence.question) return;                              // what is asked came of nothing
    if (!context.design && sentence.has_word("would")) return;  // nothing came of it yet
    if (sentence.has(Lex::Adopt) && voice.voice != Voice::Generic)
        found.push_back(context.make(ObservationKind::Outcome, 2, "adopted"));
    else if ((sentence.has(Lex::Change) && has_quantity(sentence)) ||
             (context.design && sentence.has(Lex::Proportion) && quantity_count(sentence) >= 2))
        found.push_back(
            context.make(ObservationKind::Outcome, 3, context.design ? "worked_out" : "measured"));
}

}  // namespace halfstep
