#include "interviewers/reading/guards.hpp"

#include <algorithm>

#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty()) return 0.0;
    std::size_t shared = 0;
    for (const std::string& word : a)
        if (std::binary_search(b.begin(), b.end(), word)) ++shared;
    return static_cast<double>(shared) / static_cast<double>(a.size());
}

bool same_words(const Sentence& a, const Sentence& b) {
    // The same six words in a row, and most of the shorter one.
    const std::size_t shorter = std::min(a.keys.size(), b.keys.size());
    if (shorter < 6) return false;
    const std::size_t need = std::max<std::size_t>(6, shorter / 2);
    const std::uint64_t* left = a.keys.data();
    const std::uint64_t* right = b.keys.data();
    for (std::size_t i = 0; i + need <= a.keys.size(); ++i) {
        for (std::size_t j = 0; j + need <= b.keys.size(); ++j) {
            std::size_t run = 0;
            while (run < need && left[i + run] == right[j + run]) ++run;
            if (run == need) return true;
        }
    }
    return false;
}

/// Two neighbouring words that English does not put next to each other without a pause.
bool clashes(const std::string& word, const std::string& next) {
    if (one_of(word, {"the", "a", "an", "my", "our", "their", "every"}))
        return one_of(next, {"was",  "were", "then",    "and",     "it", "of",   "is",  "i",
                             "but",  "had",  "we",      "against", "as", "he",   "she", "so",
                             "they", "to",   "because", "before",  "or", "from", "the", "a"});
    if (one_of(word, {"i", "we", "he", "she", "they"}))
        return one_of(next, {"the", "of", "it", "less", "a", "an", "to", "from"});
    if (one_of(word, {"of", "from", "under", "with"}))
        return one_of(next, {"then", "and", "was", "or"});
    if (word == "to") return one_of(next, {"and", "was", "of", "is"});
    if (word == "it") return one_of(next, {"her", "him", "them", "of", "against"});
    return false;
}

/// Word salad: clashes, or an end on a word that must be followed.
bool is_salad(const Sentence& sentence) {
    const std::vector<Word>& words = sentence.words;
    std::size_t broken = 0;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        // A comma, dash or quote between them is a pause.
        if (paused_before(words, i + 1)) continue;
        if (clashes(words[i].norm, words[i + 1].norm)) ++broken;
    }
    // "Yes or no, because." stops on purpose.
    const bool open_end =
        words.size() >= 2 && words.back().span.begin <= words[words.size() - 2].span.end + 1 &&
        one_of(words.back().norm, {"the", "a", "and", "therefore", "my", "because"});
    if (open_end) ++broken;
    return broken >= 1 && broken * 20 >= words.size();
}

/// Words for a rater that nobody is quoted with.
bool addresses_rater(const Sentence& sentence) {
    return std::any_of(sentence.matches.begin(), sentence.matches.end(), [&](const Match& match) {
        return match.lex == Lex::Address && !sentence.words[match.first].reported;
    });
}

}  // namespace

bool is_addressed(const Sentence& sentence, const SentenceReading& voice) {
    if (addresses_rater(sentence)) return true;
    if (!sentence.has(Lex::Evaluate) || !sentence.has(Lex::Evaluated)) return false;
    // Who tells of hiring or of scores at work speaks of it as done, and of no talk but that one.
    const bool told =
        (voice.voice == Voice::First || voice.voice == Voice::We) && !voice.hypothetical;
    return !told || sentence.has(Lex::ThisTalk) || sentence.has_word("you") ||
           sentence.has_word("please");
}

bool is_flattery(const Sentence& sentence) {
    return sentence.has(Lex::Flattery) && (sentence.has_word("you") || sentence.has_word("your"));
}

void apply_guards(const std::vector<Sentence>& earlier, const Sentence& sentence,
                  const std::vector<std::string>& question, SentenceReading& reading) {
    std::size_t function_words = 0;
    for (const Word& word : sentence.words)
        if (word.stem.empty()) ++function_words;
    std::size_t figures = 0;
    for (const Word& word : sentence.words) figures += word.number ? 1 : 0;
    // Vocabulary or figures without a predicate. Terse speech names things, but not only terms.
    if (sentence.words.size() >= 8 && function_words * 7 < sentence.words.size() &&
        (sentence.count(Lex::Buzz) >= 2 || figures >= 3))
        reading.lost = true;
    if (is_salad(sentence)) reading.lost = true;
    if (is_addressed(sentence, reading) || sentence.has(Lex::Address) || is_flattery(sentence))
        reading.inert = true;
    if (!question.empty()) {
        const std::vector<std::string> own = content_stems(sentence.words);
        const double shared = overlap(own, question);
        reading.on_question = shared > 0;
        reading.echo = sentence.words.size() >= 4 && own.size() >= 3 && shared >= 0.6;
    }
    const std::size_t far = earlier.size() > 60 ? earlier.size() - 60 : 0;
    for (std::size_t i = far; i < earlier.size() && !reading.repeat; ++i)
        reading.repeat = same_words(sentence, earlier[i]);
    if (reading.repeat || reading.echo) reading.inert = true;
}

}  // namespace halfstep
