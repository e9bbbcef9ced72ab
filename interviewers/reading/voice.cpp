#include <algorithm>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

enum class Act { None, Past, Conditional, Negated };

/// Words that stand between a subject and its verb without changing what is done.
bool is_between(const std::string& word) {
    return one_of(word, {"not",     "never", "also", "still", "only", "ever", "just", "already",
                         "always",  "first", "half", "fully", "even", "long", "once", "simply",
                         "quickly", "later", "then", "all",   "by",   "now"});
}

std::size_t past_adverbs(const std::vector<Word>& words, std::size_t at) {
    while (at < words.size() && is_between(words[at].norm)) ++at;
    return at;
}

/// "I could have waited" looks back, "I would like to" wishes and "I could see" perceives: none
/// says what would be done.
bool looks_back_or_wishes(const std::vector<Word>& words, std::size_t modal) {
    const std::size_t next = past_adverbs(words, modal + 1);
    if (next >= words.size()) return false;
    const std::string& word = words[next].norm;
    if (word == "have") return next + 1 < words.size() && words[next + 1].norm != "to";
    // "I'll be honest": a manner of speaking.
    if (word == "be") return words[modal].norm == "will";
    if (words[modal].norm == "could")
        return one_of(word, {"see", "tell", "hear", "feel", "show", "explain", "read"});
    if (words[modal].norm == "should") return one_of(word, {"say", "add", "mention", "explain"});
    return one_of(word, {"like", "love", "prefer", "want", "miss", "rather", "hope"});
}

/// A participle: "done", "seen", "moved".
bool is_participle(const Word& word) {
    return word.is(Lex::Participle) || word.is(Lex::State) || is_past_verb(word);
}

/// "I'd" is "I had": a participle follows, an adverb or two away.
bool is_had(const std::vector<Word>& words, std::size_t at) {
    const std::size_t next = past_adverbs(words, at + 1);
    if (next >= words.size()) return false;
    const Word& word = words[next];
    // "I'd a list", "I'd nine waiting": a thing was had.
    return one_of(word.norm, {"been", "had", "a", "an", "no", "the", "some"}) || word.number ||
           word.is(Lex::Quantifier) || is_participle(word);
}

/// "I told him I'd carry it": what was said then, no answer to what would be done.
bool is_reported_speech(const std::vector<Word>& words, std::size_t subject) {
    if (paused_before(words, subject)) return false;
    for (std::size_t i = subject; i-- > 0 && i + 4 > subject;) {
        const std::string& word = words[i].norm;
        if (words[i].is(Lex::Say) ||
            one_of(word, {"thought", "knew", "swore", "agreed", "promised", "decided", "settled"}))
            return true;
        if (!one_of(word, {"that", "him", "her", "them", "me", "us", "you", "everyone"}))
            return words[i].capital && i > 0 && words[i - 1].is(Lex::Say);
    }
    return false;
}

/// A word that opens another clause, whose verb is not the subject's.
bool opens_clause(const std::string& word) {
    return one_of(word, {"i", "we", "you", "he", "she", "they", "it", "that", "if", "what", "which",
                         "who", "whose", "how", "whether", "because", "where"});
}

/// An entry of several words that decides, refuses or goes about it begins at this word.
bool begins_act(const Sentence& sentence, std::size_t at) {
    return std::any_of(sentence.matches.begin(), sentence.matches.end(), [&](const Match& match) {
        return match.first == at && match.last > at &&
               (match.lex == Lex::Refuse || match.lex == Lex::Decide || match.lex == Lex::Method);
    });
}

/// "I wouldn't; it scares them": what was asked of the speaker is refused.
bool refuses_bare(const std::vector<Word>& words, std::size_t modal) {
    if (!one_of(words[modal].norm, {"would", "will"}) || modal + 1 >= words.size() ||
        words[modal + 1].norm != "not")
        return false;
    if (modal + 2 == words.size()) return true;
    return paused_before(words, modal + 2);
}

/// "written" after "I'd": an act, as "been" or "thought" is none.
bool is_done(const Word& word) {
    return word.is(Lex::Participle) && !word.is(Lex::State) &&
           !one_of(word.norm, {"been", "had", "known", "gone", "seen", "felt", "got", "gotten",
                               "fallen", "forgotten"});
}

/// What the subject at words[at] does: the verb within the next few words.
Act act_after(const Sentence& sentence, std::size_t at) {
    const std::vector<Word>& words = sentence.words;
    bool conditional = false;
    bool negated = false;
    bool perfect = false;
    for (std::size_t i = at + 1; i < words.size() && i <= at + 5; ++i) {
        const std::string& word = words[i].norm;
        if (words[i].reported) break;
        if (!negated && begins_act(sentence, i)) return conditional ? Act::Conditional : Act::Past;
        if (one_of(word, {"would", "could", "should", "might", "will", "shall", "may"})) {
            if (refuses_bare(words, i)) return Act::Past;
            if (looks_back_or_wishes(words, i) || is_reported_speech(words, at)) break;
            conditional = true;
        } else if (word == "'d") {
            perfect = is_had(words, i);
            if (!perfect && (looks_back_or_wishes(words, i) || is_reported_speech(words, at)))
                break;
            conditional = !perfect && i + 1 < words.size();
        } else if (one_of(word, {"had", "have"})) {
            perfect = true;
        } else if (one_of(word, {"not", "never"})) {
            negated = true;
        } else if (opens_clause(word)) {
            break;
        } else if (one_of(word, {"was", "were", "am", "felt", "seemed", "got"})) {
            break;  // "was told", "felt worried": nothing done
        } else if (word == "did" && i + 1 < words.size() && words[i + 1].norm == "not") {
            negated = true;
        } else if (is_past_verb(words[i]) || (perfect && is_done(words[i]))) {
            if (conditional) return Act::Conditional;
            if (negated && !words[i].is(Lex::Refuse)) return Act::Negated;
            return Act::Past;
        } else if (conditional) {
            return Act::Conditional;
        } else if (word != "decision" && (words[i].is(Lex::Decide) || words[i].is(Lex::Refuse))) {
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
        if (words[i].is(Lex::ActNow)) return true;
    }
    return false;
}

/// A word before a verb whose subject is understood.
bool is_lead_in(const std::string& word) {
    return one_of(word, {"then", "and", "so", "also", "but", "instead", "later", "just", "only"});
}

}  // namespace

bool is_past_verb(const Word& word) {
    if (word.is(Lex::State)) return false;
    if (word.is(Lex::Act)) return true;
    const std::string& norm = word.norm;
    return norm.size() > 4 && norm.ends_with("ed") && !norm.ends_with("eed");
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
        const Act act = act_after(sentence, i);
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
    // "Took one week of trains", "Then rode along": the subject is understood.
    const std::size_t verb = !words.empty() && is_lead_in(words.front().norm) ? 1 : 0;
    if (reading.voice == Voice::None && verb < words.size() && words.front().capital &&
        !words[verb].reported && is_past_verb(words[verb]))
        reading.voice = Voice::First;
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

bool Context::asked_so_far(ObservationKind kind) const {
    for (std::size_t i = 0; i <= index; ++i)
        if (Context{reading, i, design}.asked(kind)) return true;
    return false;
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

Observation Context::concern(const char* what, int severity) const {
    Observation made = make(ObservationKind::Concern, 1, what);
    made.polarity = Polarity::Concern;
    made.severity = severity;
    return made;
}

bool Context::has_weight(const Observations& found) const {
    for (auto o = found.rbegin(); o != found.rend() && o->sentence == index; ++o)
        if (o->polarity == Polarity::Strength && o->weight == 3) return true;
    return false;
}

Observation Context::at(ObservationKind kind, const Match& match, int weight,
                        const char* what) const {
    Observation made = make(kind, weight, what);
    made.span = sentence().span_of(match.first, match.last);
    return made;
}

}  // namespace halfstep
