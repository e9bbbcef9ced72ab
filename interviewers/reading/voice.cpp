#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

bool one_of(const std::string& word, std::initializer_list<std::string_view> list) {
    for (const std::string_view candidate : list)
        if (word == candidate) return true;
    return false;
}

enum class Act { None, Past, Conditional, Negated };

/// "I could have waited" looks back and "I would like to" wishes: neither says what would be done.
bool looks_back_or_wishes(const std::vector<Word>& words, std::size_t modal) {
    std::size_t next = modal + 1;
    while (next < words.size() && one_of(words[next].norm, {"not", "never", "also", "still"}))
        ++next;
    if (next >= words.size()) return false;
    if (words[next].norm == "have") return next + 1 < words.size() && words[next + 1].norm != "to";
    return one_of(words[next].norm, {"like", "love", "prefer", "want", "miss", "rather", "hope"});
}

/// "I'd made" and "I'd already looked" happened before; "I'd make" would be done. An adverb or two
/// may stand between.
bool tells_past(const std::vector<Word>& words, std::size_t at) {
    const Vocabulary& vocabulary = Vocabulary::builtin();
    for (std::size_t i = at; i < words.size() && i < at + 3; ++i) {
        const std::string& word = words[i].norm;
        if (is_past_verb(word) || vocabulary.is(Lex::Participle, word)) return true;
        if (!one_of(word, {"even", "already", "never", "not", "also", "once", "just", "only",
                           "long", "always", "all", "by"}))
            return false;
    }
    return false;
}

/// "written" after "I'd": an act, as "been" or "thought" is none.
bool is_done(const std::string& word) {
    const Vocabulary& vocabulary = Vocabulary::builtin();
    return vocabulary.is(Lex::Participle, word) && !vocabulary.is(Lex::State, word) &&
           !one_of(word, {"been", "had", "known", "gone", "seen", "felt", "got", "gotten"});
}

/// What the subject at words[at] does: the verb within the next few words.
Act act_after(const std::vector<Word>& words, std::size_t at) {
    bool conditional = false;
    bool negated = false;
    bool perfect = false;
    for (std::size_t i = at + 1; i < words.size() && i <= at + 5; ++i) {
        const std::string& word = words[i].norm;
        if (words[i].reported) break;
        if (one_of(word, {"would", "could", "should", "might", "will", "shall", "may"})) {
            if (looks_back_or_wishes(words, i)) break;
            conditional = true;
        } else if (word == "'d") {
            perfect = tells_past(words, i + 1);
            conditional = !perfect;
        } else if (one_of(word, {"not", "never"})) {
            negated = true;
        } else if (one_of(word, {"i", "we", "you", "he", "she", "they", "it", "that", "if"})) {
            break;
        } else if (one_of(word, {"was", "were", "am", "felt", "seemed", "got"})) {
            break;  // "was told", "felt worried": nothing done
        } else if (word == "did" && i + 1 < words.size() && words[i + 1].norm == "not") {
            negated = true;
        } else if (is_past_verb(word) || (perfect && is_done(word))) {
            if (conditional) return Act::Conditional;
            if (negated && !Vocabulary::builtin().is(Lex::Refuse, word)) return Act::Negated;
            return Act::Past;
        } else if (conditional) {
            return Act::Conditional;
        } else if (word != "decision" && (Vocabulary::builtin().is(Lex::Decide, word) ||
                                          Vocabulary::builtin().is(Lex::Refuse, word))) {
            return Act::Past;
        }
    }
    if (negated) return Act::Negated;
    return conditional ? Act::Conditional : Act::None;
}

/// "I then write": the verb stands by its subject, or one adverb away.
bool acts_now(const std::vector<Word>& words, std::size_t subject) {
    for (std::size_t i = subject + 1; i < words.size() && i <= subject + 2; ++i) {
        if (one_of(words[i].norm, {"not", "never", "do", "to", "can", "would", "will"}))
            return false;
        if (Vocabulary::builtin().is(Lex::ActNow, words[i].norm)) return true;
    }
    return false;
}

}  // namespace

bool is_past_verb(const std::string& word) {
    const Vocabulary& vocabulary = Vocabulary::builtin();
    if (vocabulary.is(Lex::State, word)) return false;
    if (vocabulary.is(Lex::Act, word)) return true;
    return word.size() > 4 && word.ends_with("ed") && !word.ends_with("eed");
}

SentenceReading read_voice(const Sentence& sentence) {
    SentenceReading reading;
    const std::vector<Word>& words = sentence.words;
    bool you = false;
    bool self = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].reported) continue;
        const std::string& word = words[i].norm;
        you = you || word == "you";
        self = self || one_of(word, {"i", "me", "my", "mine", "we", "us", "our"});
        if (word == "if" && i + 1 < words.size() && words[i + 1].norm == "i" && i < 2)
            reading.hypothetical = true;
        if (word != "i" && word != "we") continue;
        if (word == "i" && acts_now(words, i)) reading.present = true;
        const Act act = act_after(words, i);
        if (act == Act::None) continue;
        if (act == Act::Conditional) reading.hypothetical = true;
        if (act == Act::Negated) reading.negated = true;
        if (word == "i" && act == Act::Past) {
            reading.voice = Voice::First;
        } else if (reading.voice == Voice::None) {
            reading.voice = word == "i" ? Voice::First : Voice::We;
            if (word == "we" && act == Act::Past) reading.hypothetical = false;
        }
        if (act == Act::Past && word == "i") {
            reading.hypothetical = false;
            reading.negated = false;
            break;
        }
    }
    if (reading.voice == Voice::None && you && !self) reading.voice = Voice::Generic;
    if (reading.voice == Voice::None && !words.empty() && words.front().capital &&
        !words.front().reported && is_past_verb(words.front().norm))
        reading.voice = Voice::First;  // "Took one week of trains": the subject is understood
    if (reading.voice == Voice::None && sentence.has(Lex::Own)) reading.voice = Voice::First;
    if (reading.voice == Voice::None && !words.empty()) reading.voice = Voice::Other;
    return reading;
}

const Sentence* Context::before() const {
    if (index == 0) return nullptr;
    const Sentence& previous = reading.sentences[index - 1];
    return previous.turn == sentence().turn ? &previous : nullptr;
}

bool Context::asked(ObservationKind kind) const {
    return (voice().asked >> static_cast<unsigned>(kind) & 1U) != 0;
}

bool Context::opens_answer() const {
    return index < 2 || reading.sentences[index - 2].turn != sentence().turn;
}

bool Context::acts() const {
    const SentenceReading& own = voice();
    if (own.inert || own.lost) return false;
    if (own.voice == Voice::First || own.voice == Voice::We)
        return (!own.hypothetical || proposes()) && !own.negated;
    return design && own.voice == Voice::Other;
}

bool Context::acts_before() const {
    if (before() == nullptr) return false;
    return Context{reading, index - 1, design}.acts();
}

Observation Context::make(ObservationKind kind, int weight, const char* what) const {
    Observation made;
    made.kind = kind;
    made.turn = sentence().turn;
    made.sentence = index;
    made.span = sentence().span;
    made.first_person = voice().voice == Voice::First;
    made.hypothetical = voice().hypothetical;
    made.weight = weight;
    made.what = what;
    return made;
}

Observation Context::at(ObservationKind kind, const Match& match, int weight,
                        const char* what) const {
    Observation made = make(kind, weight, what);
    made.span = sentence().span_of(match.first, match.last);
    return made;
}

}  // namespace halfstep
