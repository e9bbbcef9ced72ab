#include "interviewers/reading/detectors.hpp"

#include <algorithm>

namespace halfstep {
namespace {

bool is_told_as_past(const Sentence& sentence) {
    return sentence.says({"was", "were", "had", "did", "could"});
}

/// "A release cannot go out until two people have read it": what may not be without a condition,
/// said of nobody in this talk.
bool forbids(const Sentence& sentence) {
    if (!sentence.says({"until", "unless", "without"})) return false;
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const bool denied = words[i].norm == "cannot" ||
                            (words[i + 1].norm == "not" &&
                             one_of(words[i].norm, {"can", "may", "must", "does", "do", "will"}));
        if (words[i].reported || !denied) continue;
        if (!one_of(words[i - 1].norm, {"i", "we", "you", "it", "that", "this"})) return true;
    }
    return false;
}

/// "Each row gets an owner by Tuesday": one verb of the present for every case.
bool binds_all(const Sentence& sentence) {
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        if (words[i].reported || !one_of(words[i].norm, {"every", "each", "any", "no", "nobody",
                                                         "whoever", "anyone", "nothing"}))
            continue;
        // At the start of a clause: "in every shop" is no subject.
        const bool opens = i == 0 || paused_before(words, i) ||
                           one_of(words[i - 1].norm, {"and", "so", "that", "now", "then", "rule"});
        if (!opens || one_of(words[i + 1].norm, {"day", "time", "one", "now", "week", "other"}))
            continue;
        for (std::size_t k = i + 1; k + 1 < words.size() && k <= i + 6; ++k) {
            const std::string& verb = words[k].norm;
            const std::string& next = words[k + 1].norm;
            if (one_of(verb, {"who", "which", "where"})) break;
            if (one_of(verb, {"needs",  "carries", "gives",   "pays",    "writes", "runs",
                              "shows",  "answers", "reports", "holds",   "picks",  "must",
                              "names",  "signs",   "goes",    "expires", "lapses", "ends",
                              "starts", "waits",   "states",  "lists"}))
                return true;
            if (one_of(verb, {"has", "have", "gets"}) && one_of(next, {"a", "an", "two", "to"}))
                return true;
            // What happens to everything is how it works; under a condition it is a rule.
            if (one_of(verb, {"is", "are", "gets"}))
                return (is_past_verb(words[k + 1]) || words[k + 1].is(Lex::Participle)) &&
                       sentence.says({"until", "unless", "without", "before", "by", "if", "once",
                                      "only", "allowed"});
        }
    }
    return false;
}

/// "I'll take one if I can say when it goes": asked what was learned, a rule for oneself.
bool is_own_rule(const Context& context) {
    const Sentence& sentence = context.sentence();
    return context.asked(ObservationKind::Learning) && context.voice().voice == Voice::First &&
           sentence.says({"will"}) && sentence.says({"if", "until", "unless", "before", "only"});
}

/// The last one to act in the turn was somebody else, who decided: the rule is theirs.
bool is_of_another(const Context& context) {
    for (std::size_t i = context.index + 1; i-- > 0;) {
        if (context.reading.sentences[i].turn != context.sentence().turn) return false;
        const Context told{context.reading, i, context.design};
        if (leaves_decision(told)) return true;
        if (told.acts()) return false;
    }
    return false;
}

/// A rule told in the present as what came of something done.
bool is_rule(const Context& context) {
    const Sentence& sentence = context.sentence();
    if (context.design || context.voice().hypothetical || is_told_as_past(sentence)) return false;
    if (sentence.has(Lex::Abstract) || sentence.words.size() < 6) return false;
    return (forbids(sentence) || binds_all(sentence)) && !is_of_another(context);
}

}  // namespace

void find_learning(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost || voice.voice == Voice::Generic) return;
    const Sentence& sentence = context.sentence();
    if (sentence.has(Lex::Platitude)) return;  // a lesson without a change
    // "Next time it would be four hours" foresees, and changes nothing.
    if (sentence.question || (sentence.has_word("would") && !context.acts() && !voice.present))
        return;
    const bool learned = sentence.has(Lex::Learn) || is_own_rule(context);
    const bool practice = sentence.count(Lex::Practice) >= 2 ||
                          (sentence.has(Lex::Practice) &&
                           (learned || sentence.has(Lex::Adopt) || sentence.has(Lex::Must))) ||
                          is_rule(context);
    if (practice) {
        found.push_back(context.make(ObservationKind::Learning, 3, "practice"));
    } else if (learned && !context.design && sentence.words.size() >= 5) {
        found.push_back(context.make(ObservationKind::Learning, 2, "habit"));
    }
}

}  // namespace halfstep
