#include "interviewers/reading/stems.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "base/check.hpp"

namespace halfstep {
namespace {

struct StemmerClose {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// Words that bind a sentence: without any of them a run of words is a list, with nothing else it
/// is noise.
constexpr std::array<std::string_view, 70> kFunctionWords{
    "the",  "a",     "an",   "of",    "to",   "in",    "on",   "at",    "for",   "with",
    "by",   "from",  "and",  "or",    "but",  "so",    "that", "this",  "it",    "is",
    "was",  "are",   "were", "be",    "been", "am",    "i",    "we",    "you",   "he",
    "she",  "they",  "my",   "our",   "your", "his",   "her",  "their", "not",   "as",
    "if",   "then",  "than", "there", "have", "had",   "has",  "do",    "did",   "does",
    "will", "would", "can",  "could", "what", "which", "who",  "when",  "where", "how",
    "'s",   "'d",    "me",   "us",    "him",  "them",  "its",  "one",   "just",  "about"};

bool is_function_word(const std::string& word) {
    return std::find(kFunctionWords.begin(), kFunctionWords.end(), word) != kFunctionWords.end();
}

}  // namespace

std::string stem(const std::string& norm) {
    thread_local const std::unique_ptr<sb_stemmer, StemmerClose> stemmer(
        sb_stemmer_new("english", "UTF_8"));
    HALFSTEP_CHECK(stemmer != nullptr, "no English stemmer");
    const sb_symbol* made =
        sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(norm.data()),
                        static_cast<int>(norm.size()));
    return {reinterpret_cast<const char*>(made),
            static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

std::string content_stem(const std::string& norm) {
    return is_function_word(norm) ? std::string() : stem(norm);
}

std::vector<std::string> content_stems(const std::vector<Word>& words) {
    std::vector<std::string> stems;
    for (const Word& word : words)
        if (!word.stem.empty()) stems.push_back(word.stem);
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    return stems;
}

}  // namespace halfstep
