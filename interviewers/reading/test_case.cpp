#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_tests(const Context& context, Observations& found) {
    if (context.voice().inert || context.voice().lost) return;
    const Sentence& sentence = context.sentence();
    bool test = false;
    for (const Word& word : sentence.words)
        test = test || word.norm.starts_with("test") || word.norm.starts_with("assert") ||
               word.norm == "oracle";
    if (!test) return;
    // "I would test it" names no case.
    const bool named =
        sentence.count(Lex::TestWord) >= 2 || has_quantity(sentence) || sentence.has(Lex::Fail);
    if (context.voice().hypothetical && !named) return;
    found.push_back(context.make(ObservationKind::Test, named ? 3 : 1));
}

}  // namespace halfstep
