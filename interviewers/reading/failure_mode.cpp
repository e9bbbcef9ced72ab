#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_failure_modes(const Context& context, Observations& found) {
    if (context.voice().inert || context.voice().lost) return;
    const Sentence& sentence = context.sentence();
    const Match* fail = sentence.find(Lex::Fail);
    const bool bounded = sentence.has(Lex::Bound);
    const Sentence* before = context.before();
    if (context.design && !sentence.question && sentence.has(Lex::Accept)) {
        // What a proposal gives up, and that it is given up knowingly.
        found.push_back(context.make(ObservationKind::FailureMode, 3, "accepted"));
        return;
    }
    if (fail == nullptr) {
        // The bound may follow the failure by one sentence.
        if (bounded && before != nullptr && before->has(Lex::Fail) && !before->has(Lex::Bound))
            found.push_back(context.make(ObservationKind::FailureMode, 3, "bound"));
        return;
    }
    found.push_back(
        context.make(ObservationKind::FailureMode, bounded ? 3 : 1, bounded ? "bound" : "named"));
}

}  // namespace halfstep
