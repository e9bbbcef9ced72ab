#include "interviewers/reading/detectors.hpp"
#include "interviewers/reading/figures.hpp"

namespace halfstep {
namespace {

/// "It runs without me": what was set up goes on. "They could not do it without me" is the reverse.
bool outlives(const Sentence& sentence) {
    if (sentence.says({"not", "never", "nobody", "nothing", "could", "lost"})) return false;
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i].norm == "without" && one_of(words[i + 1].norm, {"me", "us", "asking"}))
            return true;
    return false;
}

/// "We adopted it" and "Took over the module": taken up by the speaker, by nobody else.
bool is_own_taking(const Sentence& sentence, const Match& match) {
    if (!one_of(sentence.words[match.first].norm,
                {"adopted", "adopt", "copied", "took", "taken", "picked"}))
        return false;
    return match.first == 0 || one_of(sentence.words[match.first - 1].norm, {"i", "we"});
}

bool is_adopted(const Sentence& sentence) {
    for (const Match& match : sentence.matches)
        if (match.lex == Lex::Adopt && !is_own_taking(sentence, match)) return true;
    return outlives(sentence);
}

/// "Forty calls to six": no range runs downwards, so it is a change.
bool falls(const Sentence& sentence) {
    const std::vector<Figure> figures = figures_of(sentence);
    for (std::size_t i = 1; i < figures.size(); ++i) {
        const Figure& from = figures[i - 1];
        const Figure& to = figures[i];
        if (to.word > from.word + 1 && to.word <= from.word + 5 &&
            sentence.words[to.word - 1].norm == "to" && from.value > to.value && to.value > 0)
            return true;
    }
    return false;
}

}  // namespace

void find_outcomes(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.hypothetical) return;
    const Sentence& sentence = context.sentence();
    if (sentence.question) return;                              // what is asked came of nothing
    if (!context.design && sentence.has_word("would")) return;  // nothing came of it yet
    if (is_adopted(sentence) && voice.voice != Voice::Generic)
        found.push_back(context.make(ObservationKind::Outcome, 2, "adopted"));
    else if ((tells_change(sentence) && has_quantity(sentence)) || falls(sentence) ||
             (context.design && sentence.has(Lex::Proportion) && quantity_count(sentence) >= 2))
        found.push_back(
            context.make(ObservationKind::Outcome, 3, context.design ? "worked_out" : "measured"));
}

}  // namespace halfstep
