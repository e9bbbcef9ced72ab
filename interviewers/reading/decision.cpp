#include "interviewers/reading/detectors.hpp"

namespace halfstep {

bool is_concrete_step(const Sentence& sentence) {
    return has_quantity(sentence) || sentence.has(Lex::OtherParty) || sentence.has(Lex::Method);
}

void find_decisions(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.negated) return;
    const Sentence& sentence = context.sentence();
    if (voice.hypothetical && !context.proposes()) return;
    if (voice.voice != Voice::First && voice.voice != Voice::We) return;
    if (voice.hypothetical && !context.design) {
        // A step of a plan counts when it says with whom, how much or by what means.
        found.push_back(context.make(ObservationKind::Decision, is_concrete_step(sentence) ? 2 : 1,
                                     "proposal"));
        return;
    }
    int weight = voice.voice == Voice::First ? 2 : 1;
    const char* what = voice.voice == Voice::First ? "own" : "we";
    if (voice.voice == Voice::First && sentence.has(Lex::Refuse)) {
        weight = 3;
        what = "refused";
    } else if (voice.voice == Voice::First && sentence.has(Lex::Decide)) {
        weight = 3;
        what = "decided";
    } else if (voice.hypothetical) {
        weight = 2;
        what = "proposal";
    }
    found.push_back(context.make(ObservationKind::Decision, weight, what));
}

}  // namespace halfstep
