#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_complexity(const Context& context, Observations& found) {
    if (context.voice().inert) return;
    const Sentence& sentence = context.sentence();
    const Match* bound = sentence.find(Lex::Complexity);
    if (bound == nullptr || sentence.question) return;
    if (bound->first == bound->last && sentence.words[bound->first].norm.size() <= 3) return;
    const bool why = sentence.has(Lex::Cause) || sentence.count(Lex::Complexity) >= 2 ||
                     sentence.has_word("sort") || sentence.has_word("loop") ||
                     sentence.has_word("for");
    found.push_back(context.make(ObservationKind::Complexity, why ? 3 : 2));
}

}  // namespace halfstep
