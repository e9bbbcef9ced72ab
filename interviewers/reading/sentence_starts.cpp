#include "interviewers/reading/sentence_starts.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <utility>

#include "interviewers/reading/text.hpp"

namespace halfstep {
namespace {

/// Words after which ICU ends a sentence although none ends.
constexpr std::array<std::string_view, 22> kAbbreviations{
    "dr", "mr",  "mrs", "ms",  "prof", "st",   "vs",  "approx", "e.g", "i.e", "etc",
    "no", "fig", "jan", "feb", "aug",  "sept", "oct", "nov",    "dec", "inc", "resp"};

/// A transcript may come without capitals: a full stop before a small letter then ends a sentence
/// too. Byte offsets into `piece` where a further sentence begins.
void full_stops(std::string_view piece, std::vector<std::size_t>& cuts) {
    for (std::size_t i = 1; i + 2 < piece.size(); ++i) {
        if (piece[i] != '.' || piece[i + 1] != ' ' || piece[i - 1] == '.') continue;
        const auto next = static_cast<unsigned char>(piece[i + 2]);
        if (next < 'a' || next > 'z' || ends_in_abbreviation(piece.substr(0, i + 1))) continue;
        cuts.push_back(i + 2);
    }
}

/// Words without any pause after which "and then we" begins a sentence.
constexpr std::size_t kRunOnWords = 20;
/// The same where nothing is punctuated at all: about the clause of a spoken sentence.
constexpr std::size_t kSpokenClauseWords = 8;
/// A turn whose first words go on this long without any punctuation was spoken, not written.
constexpr std::size_t kSpokenWordsMin = 20;

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return made;
}

bool is_subject(const std::string& word) {
    return one_of(word, {"i", "we", "he", "she", "they"});
}

/// Words after which a subject goes on with the clause: "that I", "what we", "had I".
bool carries_on(const std::string& word) {
    return one_of(
        word,
        {"that",   "what",   "which",      "who",     "whom",  "whose", "when",  "where",  "why",
         "how",    "if",     "whether",    "because", "since", "as",    "than",  "said",   "say",
         "says",   "think",  "thought",    "know",    "knew",  "see",   "saw",   "and",    "so",
         "but",    "or",     "nor",        "before",  "after", "while", "until", "once",   "though",
         "unless", "all",    "everything", "thing",   "way",   "time",  "day",   "moment", "did",
         "do",     "does",   "was",        "is",      "are",   "were",  "had",   "have",   "would",
         "could",  "should", "can",        "will",    "not",   "of",    "to",    "for",    "with",
         "the",    "a",      "an",         "then",    "now",   "later", "also",  "only"});
}

/// Or without punctuation: after enough words without any pause, "and then we" begins a sentence;
/// where nothing is punctuated, so do a subject or a question that nothing leads into.
void run_ons(std::string_view piece, bool spoken, std::vector<std::size_t>& cuts) {
    const std::size_t most = spoken ? kSpokenClauseWords : kRunOnWords;
    std::size_t words = 0;
    std::size_t begin = 0;
    std::array<std::pair<std::size_t, std::string>, 2> last;  // the word before, and this one
    const auto cut = [&](std::size_t at, std::size_t words_since) {
        cuts.push_back(at);
        words = words_since;
    };
    for (std::size_t i = 0; i <= piece.size(); ++i) {
        const char c = i < piece.size() ? piece[i] : ' ';
        if (c == ',' || c == ';' || c == ':' || c == '.' || c == '(' || c == '-') words = 0;
        if (c != ' ') continue;
        if (i > begin) {
            ++words;
            last[0] = std::move(last[1]);
            last[1] = {begin, lower(piece.substr(begin, i - begin))};
            const auto& [before, now] = last;
            if (words > most && one_of(before.second, {"and", "so", "but", "then", "because"}) &&
                (is_subject(now.second) || one_of(now.second, {"it", "then", "the"}) ||
                 (spoken && one_of(now.second, {"my", "our", "this", "there", "each", "a"})))) {
                cut(before.first, 2);
            } else if (spoken && words > most && is_subject(now.second) &&
                       !carries_on(before.second)) {
                cut(now.first, 1);
            } else if (spoken && words > most && opens_question(before.second, now.second)) {
                cut(before.first, 2);
            }
        }
        begin = i + 1;
    }
}

}  // namespace

bool ends_in_abbreviation(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.empty() || text.back() != '.') return false;
    text.remove_suffix(1);
    std::size_t begin = text.size();
    while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '(') --begin;
    std::string last(text.substr(begin));
    for (char& c : last)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (last == "no") return false;
    for (const std::string_view abbreviation : kAbbreviations)
        if (last == abbreviation) return true;
    return false;
}

bool opens_question(const std::string& first, const std::string& second) {
    if (first == "how")
        return one_of(second, {"many", "often", "long", "much", "large", "late", "big"});
    if (first == "what") return one_of(second, {"happens", "if", "does", "is"});
    if (first == "who")
        return one_of(second, {"owns", "reads", "uses", "pays", "decides", "calls"});
    if (one_of(first, {"is", "are"})) return one_of(second, {"there", "it", "they"});
    return one_of(first, {"do", "does", "can", "may", "must"}) &&
           one_of(second, {"they", "it", "the", "we", "a"});
}

std::vector<std::size_t> starts_within(std::string_view piece, bool spoken) {
    std::vector<std::size_t> cuts{0};
    full_stops(piece, cuts);
    run_ons(piece, spoken, cuts);
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

bool is_spoken(std::string_view turn) {
    std::size_t words = 0;
    for (std::size_t i = 0; i < turn.size() && words < kSpokenWordsMin; ++i) {
        const bool mark = std::string_view(".,;:?!()").find(turn[i]) != std::string_view::npos;
        // A point or comma within a figure is no punctuation.
        if (mark && (i + 1 == turn.size() || turn[i + 1] == ' ' || turn[i + 1] == '\n'))
            return false;
        if (turn[i] == ' ' || turn[i] == '\n') ++words;
    }
    return words >= kSpokenWordsMin;
}

}  // namespace halfstep
