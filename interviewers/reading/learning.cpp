#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_learning(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.voice == Voice::Generic) return;
    const Sentence& sentence = context.sentence();
    if (sentence.has(Lex::Platitude)) return;  // a lesson without a change
    // "Next time it would be four hours" foresees, and changes nothing.
    if (sentence.question || (sentence.has_word("would") && !context.acts())) return;
    const bool learned = sentence.has(Lex::Learn);
    const bool practice = sentence.count(Lex::Practice) >= 2 ||
                          (sentence.has(Lex::Practice) &&
                           (learned || sentence.has(Lex::Adopt) || sentence.has(Lex::Must)));
    if (practice) {
        found.push_back(context.make(ObservationKind::Learning, 3, "practice"));
    } else if (learned && !context.design && sentence.words.size() >= 5) {
        found.push_back(context.make(ObservationKind::Learning, 2, "habit"));
    }
}

}  // namespace halfstep
