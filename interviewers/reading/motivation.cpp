#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_motivation(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (context.design) return;  // "I want" is a proposal there
    if (voice.inert || voice.lost || context.sentence().has(Lex::Flattery)) return;
    if (!context.sentence().has(Lex::Motive)) return;
    const bool tied = has_quantity(context.sentence()) || context.sentence().has(Lex::Cause);
    found.push_back(context.make(ObservationKind::Motivation, tied ? 3 : 1));
}

}  // namespace halfstep
