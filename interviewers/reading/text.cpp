#include "interviewers/reading/text.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <array>
#include <memory>

#include "base/check.hpp"

namespace halfstep {
namespace {

/// Words after which ICU ends a sentence although none ends.
constexpr std::array<std::string_view, 22> kAbbreviations{
    "dr", "mr",  "mrs", "ms",  "prof", "st",   "vs",  "approx", "e.g", "i.e", "etc",
    "no", "fig", "jan", "feb", "aug",  "sept", "oct", "nov",    "dec", "inc", "resp"};

icu::BreakIterator& sentence_iterator() {
    thread_local std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createSentenceInstance(icu::Locale("en_US"), status));
        HALFSTEP_CHECK(U_SUCCESS(status), "ICU has no English sentence rules");
        return made;
    }();
    return *iterator;
}

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

bool is_word_character(UChar32 c) {
    return u_isalnum(c) || c == '_';
}

/// Characters that hold a word together when a word character follows: C++, p.99, 4,000, a-b, it's.
bool joins(UChar32 c, UChar32 before, UChar32 after) {
    if (!is_word_character(after)) return false;
    if (c == '\'' || c == 0x2019) return u_isalpha(before) && u_isalpha(after);
    if (c == '.' || c == ',' || c == ':') return u_isdigit(before) && u_isdigit(after);
    return false;
}

void push_split(std::vector<Word>& words, Word word) {
    // Contractions are two words for matching; both keep the span of the whole.
    const std::string& norm = word.norm;
    const std::size_t apostrophe = norm.rfind('\'');
    if (apostrophe == std::string::npos || word.number) {
        words.push_back(std::move(word));
        return;
    }
    const std::string tail = norm.substr(apostrophe);
    std::string head = norm.substr(0, apostrophe);
    std::string second;
    if (tail == "'t" && !head.empty() && head.back() == 'n') {
        head = norm == "can't" ? "can" : norm == "won't" ? "will" : head.substr(0, head.size() - 1);
        second = "not";
    } else if (tail == "'ve") {
        second = "have";
    } else if (tail == "'re") {
        second = "are";
    } else if (tail == "'m") {
        second = "am";
    } else if (tail == "'ll") {
        second = "will";
    } else if (tail == "'d" || tail == "'s") {
        second = tail;
    }
    if (second.empty() || head.empty()) {
        words.push_back(std::move(word));
        return;
    }
    Word other = word;
    word.norm = std::move(head);
    other.norm = std::move(second);
    other.capital = false;
    words.push_back(std::move(word));
    words.push_back(std::move(other));
}

void find_matches(Sentence& sentence) {
    const Vocabulary& vocabulary = Vocabulary::builtin();
    for (std::size_t i = 0; i < sentence.words.size(); ++i)
        vocabulary.match(sentence.words, i, [&](Lex lex, std::size_t length) {
            sentence.matches.push_back({lex, i, i + length - 1});
        });
}

}  // namespace

std::vector<Word> read_words(std::string_view text, std::size_t offset) {
    std::vector<Word> words;
    const auto* bytes = text.data();
    const auto length = static_cast<std::int32_t>(text.size());
    std::int32_t at = 0;
    std::size_t point = offset;
    Word word;
    UChar32 before = 0;
    bool digits = false;
    bool letters = false;
    auto finish = [&] {
        if (word.norm.empty()) return;
        word.span.end = point;
        word.number = digits && !letters;
        push_split(words, std::move(word));
        word = Word{};
        digits = letters = false;
    };
    while (at < length) {
        UChar32 c = 0;
        const std::int32_t start = at;
        U8_NEXT_OR_FFFD(bytes, at, length, c);
        UChar32 after = 0;
        if (std::int32_t peek = at; peek < length) U8_NEXT_OR_FFFD(bytes, peek, length, after);
        const bool plus = c == '+' && !word.norm.empty() && letters && word.norm.size() < 3;
        if (is_word_character(c) || (!word.norm.empty() && joins(c, before, after)) || plus) {
            if (word.norm.empty()) {
                word.span.begin = point;
                word.capital = u_isupper(c);
            }
            if (u_isdigit(c)) digits = true;
            if (u_isalpha(c)) letters = true;
            if (c == 0x2019 || c == '\'') {
                word.norm += '\'';
            } else if (c < 0x80) {
                word.norm += static_cast<char>(u_tolower(c));
            } else {
                std::array<char, 4> buffer{};
                std::int32_t used = 0;
                U8_APPEND_UNSAFE(buffer.data(), used, u_tolower(c));
                word.norm.append(buffer.data(), static_cast<std::size_t>(used));
            }
        } else {
            finish();
            if ((c == '%' || c == 0x20AC || c == 0xA3 || c == '$') && at > start) {
                Word sign;
                sign.norm = c == '%' ? "percent" : "money";
                sign.span = {point, point + 1};
                words.push_back(std::move(sign));
            }
        }
        before = c;
        ++point;
    }
    finish();
    return words;
}

std::vector<Sentence> read_sentences(std::string_view text, std::size_t turn, std::size_t offset) {
    std::vector<Sentence> sentences;
    UErrorCode status = U_ZERO_ERROR;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.data(), static_cast<std::int64_t>(text.size()), &status);
    HALFSTEP_CHECK(U_SUCCESS(status), "ICU cannot open the text");
    icu::BreakIterator& iterator = sentence_iterator();
    iterator.setText(&input, status);
    std::size_t begin = 0;
    std::size_t point = offset;
    for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE;
         end = iterator.next()) {
        const auto stop = static_cast<std::size_t>(end);
        const std::string_view piece = text.substr(begin, stop - begin);
        if (stop < text.size() && ends_in_abbreviation(piece)) continue;
        Sentence sentence;
        sentence.turn = turn;
        sentence.words = read_words(piece, point);
        std::size_t lead = 0;
        while (lead < piece.size() && (piece[lead] == ' ' || piece[lead] == '\n')) ++lead;
        std::size_t tail = piece.size();
        while (tail > lead && (piece[tail - 1] == ' ' || piece[tail - 1] == '\n')) --tail;
        const std::string_view body = piece.substr(lead, tail - lead);
        sentence.span = {point + lead, point + lead + code_point_count(body)};
        sentence.question = !body.empty() && body.back() == '?';
        sentence.quoted = body.size() > 2 && body.front() == '"' && body.back() == '"';
        point += code_point_count(piece);
        begin = stop;
        if (sentence.words.empty()) continue;
        find_matches(sentence);
        sentences.push_back(std::move(sentence));
    }
    utext_close(&input);
    return sentences;
}

bool Sentence::has(Lex lex) const {
    return find(lex) != nullptr;
}

std::size_t Sentence::count(Lex lex) const {
    std::size_t total = 0;
    std::size_t next = 0;
    for (const Match& match : matches)
        if (match.lex == lex && match.first >= next) {
            ++total;
            next = match.last + 1;
        }
    return total;
}

const Match* Sentence::find(Lex lex) const {
    for (const Match& match : matches)
        if (match.lex == lex) return &match;
    return nullptr;
}

bool Sentence::has_word(std::string_view norm) const {
    for (const Word& word : words)
        if (word.norm == norm) return true;
    return false;
}

Span Sentence::span_of(std::size_t first, std::size_t last) const {
    return {words[first].span.begin, words[last].span.end};
}

}  // namespace halfstep
