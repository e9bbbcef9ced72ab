#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_reasons(const Context& context, Observations& found) {
    const Match* cause = context.sentence().find(Lex::Cause);
    if (cause == nullptr || context.voice().inert || context.voice().lost) return;
    // A causal word alone is no reason: its other end must be something done or chosen.
    if (!context.acts() && !context.acts_before()) return;
    if (context.voice().voice == Voice::Generic && !context.design) return;
    const bool concrete = has_quantity(context.sentence()) || context.sentence().has(Lex::Fail) ||
                          context.sentence().has(Lex::Cost);
    Observation made = context.make(ObservationKind::Reason, concrete ? 3 : 2);
    found.push_back(std::move(made));
}

}  // namespace halfstep
