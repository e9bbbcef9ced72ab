#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_clarifying_questions(const Context& context, Observations& found) {
    const Sentence& sentence = context.sentence();
    if (!sentence.question || context.voice().inert || sentence.quoted) return;
    // Before anything is proposed every question of one's own asks what to build, "Why noon?" too.
    const bool opens = context.design && !context.voice().echo &&
                       context.reading.sentences.front().turn == sentence.turn;
    if (sentence.words.size() < (opens ? 2 : 3)) return;
    // Asked after the choice has been argued it is rhetoric: only early sentences of a turn count.
    std::size_t earlier = 0;
    for (std::size_t i = context.index; i-- > 0;) {
        if (context.reading.sentences[i].turn != sentence.turn) break;
        if (!context.reading.sentences[i].question) ++earlier;
    }
    if (earlier > 3) return;
    const bool constraint = opens || sentence.has(Lex::Reach);
    found.push_back(context.make(ObservationKind::ClarifyingQuestion, constraint ? 3 : 1));
}

}  // namespace halfstep
