#include <algorithm>
#include <initializer_list>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "Said I was late", "asked me what I think": an opinion of the speaker, or a question.
bool is_opinion(const std::vector<Word>& words, std::size_t verb) {
    std::size_t next = verb + 1;
    while (next < words.size() && one_of(words[next].norm, {"me", "to", "that", "us"})) ++next;
    return next < words.size() &&
           one_of(words[next].norm, {"i", "what", "why", "how", "whether", "my", "if"});
}

/// The one named at words[at] is the subject of a verb of saying or doing.
bool says_or_does(const std::vector<Word>& words, std::size_t at) {
    for (std::size_t i = at + 1; i < words.size() && i <= at + 4; ++i) {
        const std::string& word = words[i].norm;
        if (one_of(word, {"i", "we", "you", "he", "she", "they", "it", "and", "not"})) return false;
        // Being there or glad decides nothing.
        if (word == "brought" && i + 1 < words.size() && words[i + 1].norm == "in") return true;
        if (one_of(word, {"thanked", "went", "came", "left", "brought", "sat", "stood", "laughed",
                          "smiled", "nodded", "shrugged"}))
            return false;
        if (one_of(word, {"said", "asked", "told"})) return !is_opinion(words, i);
        if (is_past_verb(words[i]) || one_of(word, {"helped", "suggested", "chose", "decided"}))
            return true;
    }
    return false;
}

/// Their word decides: the superior acts ("my lead planned it") or it came from them ("from my
/// lead"). Told or convinced by the speaker ("I told my lead") they decide nothing.
bool defers_to_superior(const Context& context) {
    const Sentence& sentence = context.sentence();
    const std::vector<Word>& words = sentence.words;
    const std::vector<std::string>& names = context.reading.superiors;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (std::find(names.begin(), names.end(), words[i].norm) != names.end() &&
            says_or_does(words, i))
            return true;
    for (const Match& match : sentence.matches) {
        if (match.lex != Lex::Superior) continue;
        std::size_t first = match.first;
        if (first > 0 && one_of(words[first - 1].norm, {"tech", "team", "line", "product"}))
            --first;
        if (first == 0 || !one_of(words[first - 1].norm, {"my", "our", "a", "the"})) continue;
        const bool own = one_of(words[first - 1].norm, {"my", "our"});
        if (!own && words[match.first].norm != "lead" && words[match.first].norm != "senior" &&
            words[match.first].norm != "boss")
            continue;
        if (first > 1 && one_of(words[first - 2].norm, {"from", "by", "with"})) return true;
        if (first > 1 && !paused_before(words, first - 1) && words[first - 2].is(Lex::Act))
            continue;
        if (says_or_does(words, match.last)) return true;
    }
    return false;
}

/// "Nobody had told me to", "I was asked to reverse it and did not", "I only heard": the words of
/// being led, where nobody was.
bool is_own_after_all(const Sentence& sentence, const Match& match) {
    const std::vector<Word>& words = sentence.words;
    if (one_of(words[match.last].norm, {"said", "told"}) && is_opinion(words, match.last))
        return true;
    for (std::size_t i = match.first; i-- > 0 && i + 5 > match.first;)
        if (one_of(words[i].norm, {"nobody", "no", "not", "never", "before", "until"})) return true;
    const bool asked = words[match.first].norm == "i" && match.last > match.first &&
                       words[match.first + 1].norm == "was";
    for (std::size_t i = match.last + 1; i < words.size(); ++i) {
        if (asked && one_of(words[i].norm, {"not", "refused", "declined", "instead"})) return true;
        if (i == match.last + 1 && words[match.last].norm == "only" &&
            one_of(words[i].norm,
                   {"heard", "learned", "learnt", "found", "knew", "had", "saw", "noticed",
                    "realised", "realized", "understood", "wanted", "asked", "said"}))
            return true;
    }
    return false;
}

/// "Marta sorted it": a person, not "the queue handled it".
bool is_person(const Word& word) {
    return one_of(word.norm, {"he", "she", "they"}) ||
           (word.capital && word.norm.size() > 2 && !word.is(Lex::OtherParty));
}

/// The verb at words[at] decides for whoever is its subject, or does it in the speaker's place.
bool decides(const std::vector<Word>& words, std::size_t at, const Word& subject) {
    const std::string& word = words[at].norm;
    const std::string next = at + 1 < words.size() ? words[at + 1].norm : "";
    if (one_of(word, {"decided", "chose", "ruled"})) return true;
    if (word == "arrived") return next == "at";
    if (word == "settled") return next == "on";
    return one_of(word, {"sorted", "handled", "arranged", "organised", "organized"}) &&
           is_person(subject);
}

/// "Marta decided to drop it": somebody else is the subject of a verb of deciding, and the speaker
/// of none.
bool another_decides(const Sentence& sentence) {
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (words[i].reported) continue;
        std::size_t subject = i - 1;
        while (subject > 0 && one_of(words[subject].norm,
                                     {"then", "had", "'d", "also", "finally", "just", "really"}))
            --subject;
        const std::string& word = words[subject].norm;
        if (!decides(words, i, words[subject])) continue;
        if (one_of(word, {"i",   "we",   "that", "what", "which", "who", "it",
                          "was", "were", "is",   "be",   "been",  "not", "never",
                          "to",  "and",  "got",  "get",  "you",   "had", "already"}))
            continue;
        // "what the drivers chose" is a thing looked at, no decision left.
        bool asked = false;
        for (std::size_t k = subject; k-- > 0 && k + 4 > subject;)
            asked = asked || one_of(words[k].norm, {"what", "which", "how"});
        if (!asked) return true;
    }
    return false;
}

}  // namespace

bool leaves_decision(const Context& context) {
    const Sentence& sentence = context.sentence();
    const bool own = context.voice().voice == Voice::First;
    for (const Match& match : sentence.matches)
        if (match.lex == Lex::Defer && !is_own_after_all(sentence, match)) return true;
    return defers_to_superior(context) || (!own && !context.design && another_decides(sentence));
}

}  // namespace halfstep
