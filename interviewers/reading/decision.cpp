#include <algorithm>
#include <array>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {

bool is_concrete_step(const Sentence& sentence) {
    return has_quantity(sentence) || sentence.has(Lex::OtherParty) || sentence.has(Lex::Method);
}

namespace {

/// The verb has "I" for its subject, or none at all: "The board said no, and I left it" refuses
/// nothing.
bool is_own(const Sentence& sentence, Lex lex) {
    bool any = false;
    for (const Word& word : sentence.words) any = any || (word.norm == "i" && !word.reported);
    if (!any) return sentence.has(lex);
    static constexpr std::array<std::string_view, 6> kOthers{"we",  "he",   "she",
                                                             "you", "they", "it"};
    for (const Match& match : sentence.matches) {
        if (match.lex != lex) continue;
        for (std::size_t i = match.first + 1; i-- > 0;) {
            if (sentence.words[i].reported) continue;
            const std::string& word = sentence.words[i].norm;
            if (word == "i") return true;
            if (std::find(kOthers.begin(), kOthers.end(), word) != kOthers.end()) break;
        }
    }
    return false;
}

/// What holds for all and up to where: "no order ships without a name", "only the owner may".
bool states_rule(const Sentence& sentence) {
    if (sentence.question || sentence.words.size() < 4) return false;
    bool total = false;
    for (const Word& word : sentence.words) {
        if (word.reported) return false;
        if (total && one_of(word.norm, {"until", "unless", "without", "before", "may", "must",
                                        "except", "cannot"}))
            return true;
        total |= one_of(word.norm, {"never", "only", "nothing", "nobody", "none", "no", "always",
                                    "every", "each", "all", "any", "anything", "anyone"});
    }
    return false;
}

}  // namespace

void find_decisions(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    const Sentence& sentence = context.sentence();
    if (context.design && !voice.inert && !voice.lost && !voice.echo && states_rule(sentence))
        found.push_back(context.make(ObservationKind::Decision, 2, "rule"));
    if (voice.inert || voice.lost || voice.negated) return;
    if (voice.hypothetical && !context.proposes()) return;
    if (voice.voice != Voice::First && voice.voice != Voice::We) return;
    if (voice.hypothetical && !context.design) {
        // A step of a plan counts when it says with whom, how much or by what means.
        found.push_back(context.make(ObservationKind::Decision, is_concrete_step(sentence) ? 2 : 1,
                                     "proposal"));
        return;
    }
    int weight = voice.voice == Voice::First ? 2 : 1;
    const char* what = voice.voice == Voice::First ? "own" : "we";
    if (voice.voice == Voice::First && is_own(sentence, Lex::Refuse)) {
        weight = 3;
        what = "refused";
    } else if (voice.voice == Voice::First && is_own(sentence, Lex::Decide)) {
        weight = 3;
        what = "decided";
    } else if (voice.voice == Voice::First && is_own(sentence, Lex::Build)) {
        weight = 3;
        what = "built";
    } else if (voice.hypothetical) {
        weight = 2;
        what = "proposal";
    }
    found.push_back(context.make(ObservationKind::Decision, weight, what));
}

}  // namespace halfstep
