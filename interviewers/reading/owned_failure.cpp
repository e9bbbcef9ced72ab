#include <algorithm>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// The last subject before words[at] is the speaker.
bool is_of_speaker(const std::vector<Word>& words, std::size_t at) {
    for (std::size_t i = at; i-- > 0;) {
        if (words[i].reported) return false;
        if (words[i].norm == "i") return true;
        if (one_of(words[i].norm, {"we", "he", "she", "you", "they", "it", "that", "which", "who",
                                   "nobody", "everybody", "everyone"}))
            return false;
    }
    return false;
}

/// "I objected too late", "I'd counted days and never asked about shifts", "I got the north wrong".
bool tells_own_failing(const Sentence& sentence) {
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const std::string& word = words[i].norm;
        const std::string& next = words[i + 1].norm;
        const bool failing =
            (word == "too" && one_of(next, {"late", "long", "early", "soon", "little"})) ||
            (word == "never" && one_of(next, {"asked", "checked", "tested", "looked", "wondered",
                                              "read", "noticed"})) ||
            (word == "got" && i + 2 < words.size() &&
             (words[i + 2].norm == "wrong" ||
              (i + 3 < words.size() && words[i + 3].norm == "wrong")));
        if (failing && is_of_speaker(words, i)) return true;
    }
    return false;
}

}  // namespace

void find_owned_failures(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    const Sentence& sentence = context.sentence();
    if (voice.inert || voice.lost || voice.hypothetical) return;
    if (sentence.question || sentence.has(Lex::Blame)) return;
    if (!sentence.has(Lex::OwnFail) && !tells_own_failing(sentence)) return;
    const bool cost = has_quantity(sentence) || sentence.has(Lex::Fail);
    found.push_back(context.make(ObservationKind::OwnedFailure, cost ? 3 : 2));
}

}  // namespace halfstep
