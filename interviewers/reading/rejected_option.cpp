#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "The rewrite, because nobody would own it": asked for the option not taken, naming it with why
/// is the whole answer.
bool names_what_was_asked(const Context& context, bool reasoned) {
    if (!context.asked(ObservationKind::RejectedOption) || !context.opens_answer()) return false;
    const Sentence& sentence = context.sentence();
    return reasoned && !sentence.question && !sentence.has(Lex::Unknown) &&
           !Vocabulary::builtin().is(Lex::Cause, sentence.words.front().norm);
}

}  // namespace

void find_rejected_options(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost) return;
    const Sentence& sentence = context.sentence();
    const bool reasoned = has_reason(sentence) || sentence.has(Lex::Cost) ||
                          sentence.has(Lex::Fail) || has_quantity(sentence);
    if (sentence.find(Lex::Contrast) == nullptr) {
        if (names_what_was_asked(context, reasoned))
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
