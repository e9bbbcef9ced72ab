#include "interviewers/reading/quotation.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace halfstep {
namespace {

/// A mark that is never closed was none: it reaches no further than this.
constexpr std::size_t kOpenSentencesMax = 4;

struct Marks {
    char32_t opens;
    char32_t closes;
};
constexpr std::array<Marks, 6> kMarks{{{'"', '"'},
                                       {0x201C, 0x201D},  // double, curly
                                       {0x201E, 0x201C},  // double, low to high
                                       {0xAB, 0xBB},      // angle
                                       {0x2018, 0x2019},  // single, curly
                                       {'\'', '\''}}};

bool is_single(char32_t closes) {
    return closes == '\'' || closes == 0x2019;
}

/// A quotation within one sentence: code points of the turn, without the marks.
struct Quoted {
    Span span;
    char32_t closes_with = 0;
    bool carried = false;  ///< opened in a sentence before
    bool closed = false;
};

bool is_letter_or_digit(char32_t c) {
    return u_isalnum(static_cast<UChar32>(c)) != 0;
}

/// Finds quotations left to right. An apostrophe opens nothing within or after a word, and an inch
/// mark after a figure neither.
class MarkScanner {
public:
    explicit MarkScanner(char32_t closes_with, std::size_t point) {
        if (closes_with == 0) return;
        open_ = Quoted{{point, point}, closes_with, true, false};
    }

    void see(char32_t before, char32_t c, char32_t after, std::size_t point) {
        if (open_) {
            const bool ends = c == open_->closes_with &&
                              (!is_single(c) || !is_letter_or_digit(after) || after == 0);
            if (!ends) return;
            open_->span.end = point;
            open_->closed = true;
            found_.push_back(*open_);
            open_.reset();
            return;
        }
        if (is_letter_or_digit(before) || after == ' ' || after == 0) return;
        for (const Marks& marks : kMarks) {
            if (c != marks.opens) continue;
            open_ = Quoted{{point + 1, point + 1}, marks.closes, false, false};
            return;
        }
    }

    std::vector<Quoted> finish(std::size_t point) {
        if (open_) {
            open_->span.end = point;
            found_.push_back(*open_);
        }
        return std::move(found_);
    }

private:
    std::optional<Quoted> open_;
    std::vector<Quoted> found_;
};

std::vector<Quoted> find_quotations(std::string_view piece, std::size_t point,
                                    char32_t closes_with) {
    MarkScanner scanner(closes_with, point);
    const auto length = static_cast<std::int32_t>(piece.size());
    char32_t before = ' ';
    for (std::int32_t at = 0; at < length; ++point) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(piece.data(), at, length, c);
        UChar32 after = 0;
        if (std::int32_t peek = at; peek < length)
            U8_NEXT_OR_FFFD(piece.data(), peek, length, after);
        scanner.see(before, static_cast<char32_t>(c), static_cast<char32_t>(after), point);
        before = static_cast<char32_t>(c);
    }
    return scanner.finish(point);
}

bool is_first_person(const Word& word) {
    return one_of(word.norm, {"i", "we"});
}

/// The subject of the verb of saying at words[verb], looked for from there back to `from`.
QuotedFrom who_says(const std::vector<Word>& words, std::size_t from, std::size_t verb) {
    if (verb > from && one_of(words[verb - 1].norm, {"was", "were", "been", "got"}))
        return QuotedFrom::Other;
    if (verb > from && words[verb - 1].is(Lex::Message)) --verb;
    for (std::size_t i = verb; i-- > from;) {
        if (is_first_person(words[i])) return QuotedFrom::Speaker;
        if (one_of(words[i].norm,
                   {"he", "she", "they", "who", "you", "it", "him", "her", "them"}) ||
            words[i].is(Lex::Superior) || (i > 0 && words[i].capital))
            return QuotedFrom::Other;
        // "my answer said" is the speaker's, "my manager said" is not.
        if (one_of(words[i].norm, {"my", "our"}) && i + 1 < words.size() &&
            words[i + 1].is(Lex::Message))
            return QuotedFrom::Speaker;
    }
    return QuotedFrom::Other;
}

/// Who is told to speak in words [from, to): by the last verb of saying, or by whose message it is.
QuotedFrom led_in_by(const std::vector<Word>& words, std::size_t from, std::size_t to) {
    for (std::size_t i = to; i-- > from;) {
        if (words[i].is(Lex::Say)) return who_says(words, from, i);
        if (words[i].is(Lex::Hear)) return QuotedFrom::Other;
        if (!words[i].is(Lex::Message)) continue;
        const bool own = i > from && one_of(words[i - 1].norm, {"my", "our"});
        return own ? QuotedFrom::Speaker : who_says(words, from, i + 1);
    }
    return QuotedFrom::Nobody;
}

/// "..., he said" and "..., said Marta": the first words after the quotation.
QuotedFrom followed_by(const std::vector<Word>& words, std::size_t from) {
    constexpr std::size_t kFar = 4;
    for (std::size_t i = from; i < words.size() && i < from + kFar; ++i) {
        if (!words[i].is(Lex::Say)) continue;
        const std::size_t subject = i > from ? i - 1 : i + 1;
        const bool own = subject < words.size() && is_first_person(words[subject]);
        return own ? QuotedFrom::Speaker : QuotedFrom::Other;
    }
    return QuotedFrom::Nobody;
}

/// What a quotation of somebody else would claim for the speaker. Facts, figures and what others
/// took up stay: they are told, whoever said them.
bool speaks_for_the_speaker(Lex lex) {
    constexpr std::array kLists{
        Lex::Decide, Lex::Refuse,    Lex::Build,     Lex::Own,      Lex::OwnFail,
        Lex::Cause,  Lex::Contrast,  Lex::Learn,     Lex::Practice, Lex::Motive,
        Lex::Method, Lex::TeamScope, Lex::OrgScope,  Lex::Unknown,  Lex::Dismiss,
        Lex::Defer,  Lex::Blame,     Lex::Belittle,  Lex::Unsafe,   Lex::React,
        Lex::Title,  Lex::Vague,     Lex::Platitude, Lex::Abstract, Lex::CompanyScope};
    return std::find(kLists.begin(), kLists.end(), lex) != kLists.end();
}

void mark_as_reported(const Span& span, Sentence& sentence) {
    for (Word& word : sentence.words)
        if (word.span.begin >= span.begin && word.span.end <= span.end) word.reported = true;
    std::erase_if(sentence.matches, [&](const Match& match) {
        return sentence.words[match.first].reported && speaks_for_the_speaker(match.lex);
    });
}

/// "He said: I own it." says it as plainly as marks do, where the colon follows the verb of saying.
void read_after_colon(std::string_view piece, std::size_t point, Sentence& sentence) {
    constexpr std::size_t kLeadWords = 3;
    const std::size_t colon = piece.find(": ");
    if (colon == std::string_view::npos) return;
    const std::size_t at = point + code_point_count(piece.substr(0, colon));
    const std::vector<Word>& words = sentence.words;
    std::size_t begins = 0;
    while (begins < words.size() && words[begins].span.begin < at) ++begins;
    if (begins == words.size() || !one_of(words[begins].norm, {"i", "we", "my", "our"})) return;
    const std::size_t lead = begins > kLeadWords ? begins - kLeadWords : 0;
    for (std::size_t i = lead; i < begins; ++i) {
        if (!words[i].is(Lex::Say) && !words[i].is(Lex::Message)) continue;
        if (led_in_by(words, 0, begins) == QuotedFrom::Other)
            mark_as_reported({at, sentence.span.end}, sentence);
        return;
    }
}

}  // namespace

void read_quotation(std::string_view piece, std::size_t point, const Sentence* before,
                    Sentence& sentence) {
    constexpr std::string_view kBytesOfMarks = "\"':\xC2\xE2";
    const OpenQuotation carried = before != nullptr ? before->open : OpenQuotation{};
    if (carried.closes_with == 0 && piece.find_first_of(kBytesOfMarks) == std::string_view::npos)
        return;
    const std::vector<Word>& words = sentence.words;
    const auto first_from = [&](std::size_t at) {
        return static_cast<std::size_t>(
            std::find_if(words.begin(), words.end(),
                         [&](const Word& word) { return word.span.begin >= at; }) -
            words.begin());
    };
    std::size_t last = 0;  // words before this one belong to an earlier quotation
    const std::vector<Quoted> quotations = find_quotations(piece, point, carried.closes_with);
    if (quotations.empty()) read_after_colon(piece, point, sentence);
    for (const Quoted& quoted : quotations) {
        const std::size_t begins = first_from(quoted.span.begin);
        const std::size_t ends = first_from(quoted.span.end);
        QuotedFrom from = carried.from;
        if (!quoted.carried) {
            from = led_in_by(words, last, begins);
            if (from == QuotedFrom::Nobody && quoted.closed) from = followed_by(words, ends);
            if (from == QuotedFrom::Nobody && begins == 0 && before != nullptr)
                from = led_in_by(before->words, 0, before->words.size());
        }
        last = ends;
        const std::size_t through = quoted.carried ? carried.sentences + 1 : 1;
        const bool goes_on = !quoted.closed && through < kOpenSentencesMax;
        if (!quoted.closed && is_single(quoted.closes_with) && from == QuotedFrom::Nobody) continue;
        if (from == QuotedFrom::Other) mark_as_reported(quoted.span, sentence);
        if (goes_on) sentence.open = {from, quoted.closes_with, through};
    }
}

}  // namespace halfstep
