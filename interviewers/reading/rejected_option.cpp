#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "The rewrite, because nobody would own it": asked for the option not taken, naming it with why
/// is the whole answer.
bool names_what_was_asked(const Context& context, bool reasoned) {
    if (!context.asked(ObservationKind::RejectedOption) || !context.opens_answer()) return false;
    const Sentence& sentence = context.sentence();
    return reasoned && !sentence.question && !sentence.has(Lex::Unknown) &&
           !sentence.words.front().is(Lex::Cause);
}

/// "A board would have become the product": what the way not taken would have led to. "It would
/// have been nice" wishes.
bool is_counterfactual(const Context& context) {
    const std::vector<Word>& words = context.sentence().words;
    for (std::size_t i = 1; i + 2 < words.size(); ++i) {
        const std::string& word = words[i].norm;
        if (word != "would" && word != "'d") continue;
        if (words[i + 1].norm != "have" || words[i + 2].norm == "to" || words[i].reported) continue;
        for (std::size_t k = i + 2; k < words.size() && k <= i + 5; ++k)
            if (one_of(words[k].norm,
                       {"nice", "better", "easier", "good", "great", "helpful", "useful", "fine",
                        "liked", "loved", "ideal", "happy", "wanted", "preferred"}))
                return false;
        return true;
    }
    return false;
}

}  // namespace

void find_rejected_options(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost) return;
    const Sentence& sentence = context.sentence();
    const bool reasoned = has_reason(sentence) || sentence.has(Lex::Cost) ||
                          sentence.has(Lex::Fail) || has_quantity(sentence);
    if (sentence.find(Lex::Contrast) == nullptr) {
        // What the other way would have led to speaks of an option where something was done or
        // refused beside it.
        const bool counterfactual =
            is_counterfactual(context) && !context.design && voice.voice != Voice::Generic &&
            (context.acts() || context.acts_before() || context.asked(ObservationKind::Reason) ||
             context.asked(ObservationKind::RejectedOption));
        if (counterfactual)
            found.push_back(context.make(ObservationKind::RejectedOption, reasoned ? 3 : 2));
        else if (names_what_was_asked(context, reasoned))
            found.push_back(context.make(ObservationKind::RejectedOption, 2));
        return;
    }
    if (voice.voice == Voice::Generic && !context.design) return;
    const bool turned_down = sentence.has(Lex::Refuse) || voice.negated;
    if (!turned_down && !reasoned && !context.acts()) return;
    // In a story someone has to have turned it down; in a proposal the argument does it.
    if (!context.design && !turned_down && !context.acts() && !context.acts_before()) return;
    found.push_back(context.make(ObservationKind::RejectedOption, reasoned ? 3 : 2));
}

}  // namespace halfstep
