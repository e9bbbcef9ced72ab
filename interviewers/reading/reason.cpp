#include <array>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "So I left it" follows from the sentence before, and "since March" is a time: no reason here.
bool is_link(const Sentence& sentence, const Match& cause) {
    static constexpr std::array<std::string_view, 4> kConsequence{"so", "thus", "hence",
                                                                  "therefore"};
    const std::string& word = sentence.words[cause.first].norm;
    if (cause.first == 0 && cause.last == 0)
        for (const std::string_view leads : kConsequence)
            if (word == leads) return false;
    if (word != "since") return true;
    if (cause.first + 1 == sentence.words.size()) return false;
    const Word& next = sentence.words[cause.first + 1];
    return !next.number && next.norm != "then" && !next.is(Lex::Ordinal) &&
           !next.is(Lex::Quantifier);
}

}  // namespace

bool has_reason(const Sentence& sentence) {
    for (const Match& match : sentence.matches)
        if (match.lex == Lex::Cause && is_link(sentence, match)) return true;
    return false;
}

void find_reasons(const Context& context, Observations& found) {
    if (context.voice().inert || context.voice().lost || !has_reason(context.sentence())) return;
    // A causal word alone is no reason: its other end must be something done or chosen, here, in
    // the sentence before, or in the question that asked for it.
    const bool answers = context.opens_answer() && (context.asked(ObservationKind::Reason) ||
                                                    context.asked(ObservationKind::RejectedOption));
    if (!answers && !context.acts() && !context.acts_before()) return;
    if (context.voice().voice == Voice::Generic && !context.design) return;
    const bool concrete = has_quantity(context.sentence()) || context.sentence().has(Lex::Fail) ||
                          context.sentence().has(Lex::Cost);
    found.push_back(context.make(ObservationKind::Reason, concrete ? 3 : 2));
}

}  // namespace halfstep
