#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_rejected_options(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost) return;
    const Sentence& sentence = context.sentence();
    const Match* contrast = sentence.find(Lex::Contrast);
    if (contrast == nullptr) return;
    if (voice.voice == Voice::Generic && !context.design) return;
    const bool turned_down = sentence.has(Lex::Refuse) || voice.negated;
    const bool reasoned = sentence.has(Lex::Cause) || sentence.has(Lex::Cost) ||
                          sentence.has(Lex::Fail) || has_quantity(sentence);
    if (!turned_down && !reasoned && !context.acts()) return;
    // In a story someone has to have turned it down; in a proposal the argument does it.
    if (!context.design && !turned_down && !context.acts() && !context.acts_before()) return;
    found.push_back(context.make(ObservationKind::RejectedOption, reasoned ? 3 : 2));
}

}  // namespace halfstep
