#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_owned_failures(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.hypothetical) return;
    const Match* own = context.sentence().find(Lex::OwnFail);
    if (own == nullptr || context.sentence().question || context.sentence().has(Lex::Blame)) return;
    const bool cost = has_quantity(context.sentence()) || context.sentence().has(Lex::Fail);
    found.push_back(context.make(ObservationKind::OwnedFailure, cost ? 3 : 2));
}

}  // namespace halfstep
