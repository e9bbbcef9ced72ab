#include "interviewers/reading/mentions.hpp"

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "No test covered it": there was none of it. "No, it held" denies, "no doubt" is a manner of
/// speaking.
bool is_absence(const std::vector<Word>& words, std::size_t i) {
    return words[i].norm == "no" && i + 1 < words.size() && !words[i + 1].stem.empty() &&
           !paused_before(words, i + 1) &&
           !one_of(words[i + 1].norm, {"doubt", "problem", "idea", "worries", "wonder"});
}

/// "There was a decision to move": told with nobody in it.
bool is_impersonal(const Sentence& sentence) {
    if (sentence.says({"i", "me", "my", "we", "us", "our"})) return false;
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i].norm == "there" &&
            one_of(words[i + 1].norm, {"is", "'s", "are", "was", "were"}))
            return true;
    return false;
}

/// "For three years", "half a year later": long enough for what was done to show. "Last year" is a
/// date, "a quarter of the calls" a share.
bool is_horizon(const std::vector<Word>& words, std::size_t i) {
    if (i == 0 ||
        !one_of(words[i].norm, {"month", "months", "quarter", "quarters", "year", "years"}))
        return false;
    if (i + 1 < words.size() && words[i + 1].norm == "of") return false;
    return is_figure(words[i - 1]) || one_of(words[i - 1].norm, {"a", "half", "several", "few",
                                                                 "couple", "every", "each", "per"});
}

}  // namespace

void add_mentions(const Sentence& sentence, Totals& totals) {
    const auto add = [&](const char* name, Lex lex) {
        if (sentence.has(lex)) totals[name] += static_cast<double>(sentence.count(lex));
    };
    add("artifact", Lex::Artifact);
    add("rule", Lex::Rule);
    add("cost", Lex::Price);
    add("groups", Lex::Group);
    add("absence", Lex::Absent);
    add("limits", Lex::Limit);
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
        if (is_absence(sentence.words, i)) totals["absence"] += 1;
        if (is_horizon(sentence.words, i)) totals["horizon"] += 1;
    }
    if (is_impersonal(sentence)) totals["-impersonal"] += 1;
}

}  // namespace halfstep
