#include <algorithm>
#include <array>
#include <string_view>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "requests", "random inputs": one of the two words after is a plural.
bool counts_things(const std::vector<Word>& words, std::size_t at) {
    for (std::size_t i = at + 1; i < words.size() && i <= at + 2; ++i) {
        const std::string& word = words[i].norm;
        if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss") && word != "this" &&
            word != "does" && word != "always")
            return true;
    }
    return false;
}

/// "in 2019", "the 2019 report"; "at 2000 requests" counts something.
bool is_year(const std::vector<Word>& words, std::size_t at) {
    const std::string& word = words[at].norm;
    if (word.size() != 4 || !(word.starts_with("19") || word.starts_with("20")) ||
        word.find_first_not_of("0123456789") != std::string::npos)
        return false;
    constexpr std::array<std::string_view, 10> kBeforeYear{
        "in", "since", "until", "of", "from", "before", "after", "during", "the", "by"};
    const bool dated = at > 0 && std::find(kBeforeYear.begin(), kBeforeYear.end(),
                                           words[at - 1].norm) != kBeforeYear.end();
    return dated || !counts_things(words, at);
}

/// "shipped twice" is a repeat, "twice a week" a rate.
bool is_repeat(const std::vector<Word>& words, std::size_t at) {
    const std::string& word = words[at].norm;
    if (word != "twice" && word != "double") return false;
    if (at + 1 == words.size()) return true;
    const std::string& next = words[at + 1].norm;
    return next != "a" && next != "an" && next != "per" && next != "the" && next != "as";
}

/// "the third time" and "the second quarter" say which, "a third of them" how much.
bool is_ordinal(const std::vector<Word>& words, std::size_t at) {
    const std::string& word = words[at].norm;
    if (word != "third" && word != "quarter") return false;
    if (at == 0) return true;
    const std::string& before = words[at - 1].norm;
    return before != "a" && before != "one" && before != "by";
}

}  // namespace

/// In digits, also with a unit ("900ms"), or in words.
bool is_figure(const Word& word) {
    const bool digit = !word.norm.empty() && word.norm.front() >= '0' && word.norm.front() <= '9';
    return word.number || digit || word.is(Lex::Quantifier);
}

/// Figures of the sentence that count or measure something: not versions, years or bare numerals.
std::size_t quantity_count(const Sentence& sentence) {
    std::size_t total = 0;
    bool in_run = false;
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
        const Word& word = sentence.words[i];
        const bool spelled = word.is(Lex::Quantifier);
        if (!is_figure(word)) {
            if (word.norm != "and" && word.norm != "point") in_run = false;
            continue;
        }
        if (in_run) continue;
        if (word.number && is_year(sentence.words, i)) continue;
        if (spelled && (is_ordinal(sentence.words, i) || is_repeat(sentence.words, i))) continue;
        if (i > 0 && sentence.words[i - 1].is(Lex::NoUnit)) continue;
        const bool followed = i + 1 < sentence.words.size();
        if (!followed && spelled) continue;
        in_run = true;
        ++total;
    }
    return total;
}

/// "from 40 to 9", not "from group standards".
constexpr std::size_t kFigureWithin = 3;

bool tells_change(const Sentence& sentence) {
    if (sentence.has(Lex::Change)) return true;
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].norm != "from") continue;
        for (std::size_t k = i + 1; k < words.size() && k <= i + kFigureWithin; ++k)
            if (is_figure(words[k])) return true;
    }
    return false;
}

bool has_quantity(const Sentence& sentence) {
    return quantity_count(sentence) > 0;
}

void find_numbers(const Context& context, Observations& found) {
    if (context.voice().inert || context.voice().lost) return;
    const Sentence& sentence = context.sentence();
    const std::size_t total = quantity_count(sentence);
    if (total == 0) return;
    const bool compared = total >= 2 && tells_change(sentence);
    const bool related = total >= 2 && sentence.has(Lex::Proportion);
    found.push_back(context.make(ObservationKind::Number, compared || related ? 3 : 2,
                                 compared  ? "baseline"
                                 : related ? "proportion"
                                           : ""));
}

}  // namespace halfstep
