#include "interviewers/reading/mentions.hpp"

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "Nobody owned it", "no test covered it": what there was none of. "No, it held" denies.
bool is_absence(const std::vector<Word>& words, std::size_t i) {
    return words[i].norm == "no" && i + 1 < words.size() && !words[i + 1].stem.empty() &&
           !paused_before(words, i + 1);
}

/// "There was a decision to move": told with nobody in it.
bool is_impersonal(const std::vector<Word>& words, std::size_t i) {
    return words[i].norm == "there" && i + 1 < words.size() &&
           one_of(words[i + 1].norm, {"is", "are", "was", "were"});
}

/// "For three years", "a quarter later": long enough for what was done to show.
bool is_horizon(const std::vector<Word>& words, std::size_t i) {
    if (i == 0 ||
        !one_of(words[i].norm, {"month", "months", "quarter", "quarters", "year", "years"}))
        return false;
    return is_figure(words[i - 1]) ||
           one_of(words[i - 1].norm,
                  {"a", "half", "several", "few", "couple", "next", "last", "first", "second",
                   "third", "fourth", "every", "each", "per"});
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
        if (is_impersonal(sentence.words, i)) totals["-impersonal"] += 1;
    }
}

}  // namespace halfstep
