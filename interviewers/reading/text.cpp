#include "interviewers/reading/text.hpp"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/rbbi.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <initializer_list>
#include <memory>

#include "base/check.hpp"
#include "interviewers/reading/quotation.hpp"
#include "interviewers/reading/sentence_starts.hpp"
#include "interviewers/reading/stems.hpp"

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

/// What ICU takes for a word here: p99, C++, n+1, 4,000, 12:30 and it's stay whole, and a letter
/// keeps the accents that follow it. Its own word rules part 12:30 and C++.
constexpr const char* kWordRules = R"(
$Letters = ([:L:] [:M:]*)+;
$Phrase = $Letters ([\u0027 \u2019] $Letters)*;
$Number = [:Nd:]+ ([.,\:] [:Nd:]+)*;
($Phrase | $Number | [_])+ (\+ \+ | \+ $Number)? {1};
[^];
)";
constexpr std::int32_t kWordStatus = 1;  ///< the {1} of the rule

icu::RuleBasedBreakIterator& word_iterator() {
    thread_local icu::RuleBasedBreakIterator iterator = [] {
        UParseError where;
        UErrorCode status = U_ZERO_ERROR;
        icu::RuleBasedBreakIterator made(icu::UnicodeString::fromUTF8(kWordRules), where, status);
        HALFSTEP_CHECK(U_SUCCESS(status), "ICU does not take the word rules");
        return made;
    }();
    return iterator;
}

/// UTF-8 text as ICU reads it, closed at the end of its scope.
class Utf8Text {
public:
    explicit Utf8Text(std::string_view text) {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&opened_, text.data(), static_cast<std::int64_t>(text.size()), &status);
        HALFSTEP_CHECK(U_SUCCESS(status), "ICU cannot open the text");
    }
    Utf8Text(const Utf8Text&) = delete;
    Utf8Text& operator=(const Utf8Text&) = delete;
    ~Utf8Text() { utext_close(&opened_); }

    void give_to(icu::BreakIterator& iterator) {
        UErrorCode status = U_ZERO_ERROR;
        iterator.setText(&opened_, status);
        HALFSTEP_CHECK(U_SUCCESS(status), "ICU cannot read the text");
    }

private:
    UText opened_ = UTEXT_INITIALIZER;
};

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Lower case, composed, with straight apostrophes.
std::string normal(std::string_view word) {
    std::string made;
    if (is_ascii(word)) {
        made = word;
        for (char& c : made) c = static_cast<char>(u_tolower(static_cast<unsigned char>(c)));
        return made;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(word);
    text.toLower(icu::Locale::getRoot()).findAndReplace(u"\u2019", u"'");
    icu::Normalizer2::getNFCInstance(status)->normalize(text, status).toUTF8String(made);
    HALFSTEP_CHECK(U_SUCCESS(status), "ICU cannot compose the text");
    return made;
}

Word word_of(std::string_view text, Span span) {
    Word word;
    word.norm = normal(text);
    word.span = span;
    bool digits = false;
    bool letters = false;
    std::int32_t at = 0;
    for (bool first = true; at < static_cast<std::int32_t>(text.size()); first = false) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), at, static_cast<std::int32_t>(text.size()), c);
        if (first) word.capital = u_isupper(c);
        digits |= u_isdigit(c);
        letters |= u_isalpha(c);
    }
    word.number = digits && !letters;
    return word;
}

/// A sign said as a word, or nothing.
std::string_view sign_of(std::string_view symbol) {
    if (symbol == "%") return "percent";
    if (symbol == "$" || symbol == "\u20AC" || symbol == "\u00A3") return "money";
    return {};
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
            if (length == 1) sentence.words[i].lists.set(static_cast<std::size_t>(lex));
        });
}

/// "you know", "like" and "right" are fillers only where they could be left out.
bool can_be_left_out(const Sentence& sentence, const Match& match) {
    const std::vector<Word>& words = sentence.words;
    const std::string& first = words[match.first].norm;
    if (one_of(first, {"like", "well", "right", "okay"}))
        return paused_before(words, match.first + 1);
    if (first == "you" && match.first > 0)
        return !one_of(words[match.first - 1].norm,
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

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool paused_before(const std::vector<Word>& words, std::size_t at) {
    return at > 0 && at < words.size() && words[at].span.begin > words[at - 1].span.end + 1;
}

std::vector<Word> read_words(std::string_view text, std::size_t offset) {
    std::vector<Word> words;
    Utf8Text input(text);
    icu::RuleBasedBreakIterator& iterator = word_iterator();
    input.give_to(iterator);
    std::size_t begin = 0;
    std::size_t point = offset;
    for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE;
         end = iterator.next()) {
        const std::string_view piece = text.substr(begin, static_cast<std::size_t>(end) - begin);
        const Span span{point, point + code_point_count(piece)};
        if (iterator.getRuleStatus() == kWordStatus) {
            push_split(words, word_of(piece, span));
        } else if (const std::string_view sign = sign_of(piece); !sign.empty()) {
            Word word;
            word.norm = sign;
            word.span = span;
            words.push_back(std::move(word));
        }
        begin = static_cast<std::size_t>(end);
        point = span.end;
    }
    for (Word& word : words) word.stem = content_stem(word.norm);
    return words;
}

std::vector<Sentence> read_sentences(std::string_view text, std::size_t turn, std::size_t offset,
                                     bool spoken, const Sentence* before) {
    std::vector<Sentence> sentences;
    Utf8Text input(text);
    icu::BreakIterator& iterator = sentence_iterator();
    input.give_to(iterator);
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

bool Sentence::says(std::initializer_list<std::string_view> any) const {
    return std::any_of(words.begin(), words.end(),
                       [any](const Word& word) { return one_of(word.norm, any); });
}

Span Sentence::span_of(std::size_t first, std::size_t last) const {
    return {words[first].span.begin, words[last].span.end};
}

}  // namespace halfstep
