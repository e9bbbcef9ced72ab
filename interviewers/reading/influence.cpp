#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// A name in the middle of the sentence, or someone outside the speaker's line.
bool names_someone(const Sentence& sentence) {
    if (sentence.has(Lex::OtherParty) || sentence.has(Lex::Person)) return true;
    for (std::size_t i = 1; i < sentence.words.size(); ++i)
        if (sentence.words[i].capital && sentence.words[i].norm.size() > 2) return true;
    return false;
}

}  // namespace

void find_influence(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.hypothetical || voice.voice == Voice::Generic) return;
    const Sentence& sentence = context.sentence();
    const Match* moved = sentence.find(Lex::Moved);
    if (moved == nullptr || !names_someone(sentence)) return;
    const bool lever = sentence.has(Lex::Cause) || has_quantity(sentence) ||
                       sentence.count(Lex::Moved) >= 2 || sentence.has(Lex::Method);
    found.push_back(context.make(ObservationKind::Influence, lever ? 3 : 2));
}

}  // namespace halfstep
