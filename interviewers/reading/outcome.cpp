#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "It runs without me": what was set up goes on. "They could not do it without me" is the reverse.
bool outlives(const Sentence& sentence) {
    const std::vector<Word>& words = sentence.words;
    for (const Word& word : words)
        for (const std::string_view denies : {"not", "never", "nobody", "nothing", "could", "lost"})
            if (word.norm == denies) return false;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i].norm == "without" && (words[i + 1].norm == "me" || words[i + 1].norm == "us" ||
                                           words[i + 1].norm == "asking"))
            return true;
    return false;
}

}  // namespace

void find_outcomes(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.hypothetical) return;
    const Sentence& sentence = context.sentence();
    if (sentence.question) return;                              // what is asked came of nothing
    if (!context.design && sentence.has_word("would")) return;  // nothing came of it yet
    if ((sentence.has(Lex::Adopt) || outlives(sentence)) && voice.voice != Voice::Generic)
        found.push_back(context.make(ObservationKind::Outcome, 2, "adopted"));
    else if ((sentence.has(Lex::Change) && has_quantity(sentence)) ||
             (context.design && sentence.has(Lex::Proportion) && quantity_count(sentence) >= 2))
        found.push_back(
            context.make(ObservationKind::Outcome, 3, context.design ? "worked_out" : "measured"));
}

}  // namespace halfstep
