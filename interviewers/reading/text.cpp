#include "interviewers/reading/text.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>

#include "base/check.hpp"
#include "interviewers/reading/quotation.hpp"
#include "interviewers/reading/sentence_starts.hpp"

namespace halfstep {
namespace {

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

bool in(const std::string& word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// A pause, such as a comma, stands after the word.
bool paused(const std::vector<Word>& words, std::size_t at) {
    return at + 1 < words.size() && words[at + 1].span.begin > words[at].span.end + 1;
}

/// "you know", "like" and "right" are fillers only where they could be left out.
bool can_be_left_out(const Sentence& sentence, const Match& match) {
    const std::vector<Word>& words = sentence.words;
    const std::string& first = words[match.first].norm;
    if (in(first, {"like", "well", "right", "okay"})) return paused(words, match.first);
    if (first == "you" && match.first > 0)
        return !in(words[match.first - 1].norm,
                   {"do", "did", "how", "if", "what", "that", "as", "when", "would"});
    return true;
}

/// Words that carry a speaker's manner, not the matter: fillers, hedges and repeated starts. They
/// are taken out before anything is read, so that they cannot move a rating.
void leave_out_manner(Sentence& sentence) {
    std::vector<Word>& words = sentence.words;
    std::vector<bool> out(words.size(), false);
    for (const Match& match : sentence.matches) {
        if (match.lex != Lex::Filler && match.lex != Lex::Hedge) continue;
        if (!can_be_left_out(sentence, match)) continue;
        ++(match.lex == Lex::Filler ? sentence.fillers : sentence.hedges);
        for (std::size_t i = match.first; i <= match.last; ++i) out[i] = true;
    }
    std::vector<Word> kept;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (out[i]) continue;
        const std::size_t n = kept.size();
        const bool same = n > 0 && kept[n - 1].norm == words[i].norm && !words[i].number;
        if (!same) kept.push_back(std::move(words[i]));
        // "we had, we had": the second start is kept.
        const std::size_t k = kept.size();
        if (k >= 4 && kept[k - 1].norm == kept[k - 3].norm &&
            kept[k - 2].norm == kept[k - 4].norm && !kept[k - 1].number)
            kept.resize(k - 2);
    }
    if (kept.size() == words.size() || kept.empty()) {
        if (!kept.empty()) words = std::move(kept);
        return;
    }
    words = std::move(kept);
    sentence.matches.clear();
    find_matches(sentence);
}

/// FNV-1a: comparing sentences word by word costs a number each.
std::uint64_t key_of(std::string_view word) {
    std::uint64_t key = 0xCBF29CE484222325ULL;
    for (const char c : word) key = (key ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return key;
}

/// One sentence from its text, which begins at code point `point` of the turn.
Sentence sentence_of(std::string_view piece, std::size_t turn, std::size_t point) {
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
    find_matches(sentence);
    leave_out_manner(sentence);
    sentence.keys.reserve(sentence.words.size());
    for (const Word& word : sentence.words) sentence.keys.push_back(key_of(word.norm));
    return sentence;
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

std::vector<Sentence> read_sentences(std::string_view text, std::size_t turn, std::size_t offset,
                                     bool spoken, const Sentence* before) {
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
        const std::vector<std::size_t> starts = starts_within(piece, spoken);
        for (std::size_t k = 0; k < starts.size(); ++k) {
            const std::size_t until = k + 1 < starts.size() ? starts[k + 1] : piece.size();
            const std::string_view part = piece.substr(starts[k], until - starts[k]);
            Sentence sentence = sentence_of(part, turn, point);
            if (spoken && sentence.words.size() > 1)
                sentence.question = sentence.question ||
                                    opens_question(sentence.words[0].norm, sentence.words[1].norm);
            const Sentence* last = sentences.empty() ? before : &sentences.back();
            read_quotation(part, point, last, sentence);
            point += code_point_count(part);
            if (!sentence.words.empty()) {
                sentences.push_back(std::move(sentence));
            } else if (!sentences.empty()) {
                sentences.back().open = sentence.open;  // a closing mark on its own
            }
        }
        begin = stop;
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
