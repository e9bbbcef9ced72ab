#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_decisions(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.negated) return;
    const Sentence& sentence = context.sentence();
    const bool proposal = context.design && voice.hypothetical;
    if (voice.hypothetical && !proposal) return;
    if (voice.voice != Voice::First && voice.voice != Voice::We) return;
    int weight = voice.voice == Voice::First ? 2 : 1;
    const char* what = voice.voice == Voice::First ? "own" : "we";
    if (voice.voice == Voice::First && sentence.has(Lex::Refuse)) {
        weight = 3;
        what = "refused";
    } else if (voice.voice == Voice::First && sentence.has(Lex::Decide)) {
        weight = 3;
        what = "decided";
    } else if (proposal) {
        weight = 2;
        what = "proposal";
    }
    found.push_back(context.make(ObservationKind::Decision, weight, what));
}

}  // namespace halfstep
