#include "interviewers/model/quote_place.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace halfstep {
namespace {

/// Code points of a text that are alike under the normalisation, each with where it came from.
struct Normal {
    std::u32string text;
    std::vector<std::size_t> from;  ///< code point index, one per character of `text`
};

char32_t straight(char32_t point) {
    switch (point) {
        case U'\u2018':
        case U'\u2019':
        case U'\u201A':
        case U'\u2032':
            return U'\'';
        case U'\u201C':
        case U'\u201D':
        case U'\u201E':
        case U'\u00AB':
        case U'\u00BB':
        case U'\u2033':
            return U'"';
        case U'\u2010':
        case U'\u2011':
        case U'\u2012':
        case U'\u2013':
        case U'\u2014':
            return U'-';
        case U'\t':
        case U'\n':
        case U'\r':
        case U'\u00A0':
        case U'\u2009':
        case U'\u202F':
            return U' ';
        default:
            return point;
    }
}

/// The code point that begins well-formed UTF-8, which is then taken off.
char32_t take_point(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length && k < text.size(); ++k) {
        point = (point << 6U) | (static_cast<unsigned char>(text[k]) & 0x3FU);
    }
    text.remove_prefix(std::min(length, text.size()));
    return point;
}

Normal points_of(std::string_view text, bool normalise) {
    Normal made;
    for (std::size_t index = 0; !text.empty(); ++index) {
        char32_t point = take_point(text);
        if (normalise) {
            point = straight(point);
            const bool again = made.text.empty() || made.text.back() == U' ';
            if (point == U' ' && again) continue;
        }
        made.text += point;
        made.from.push_back(index);
    }
    return made;
}

/// Letters beyond ASCII count as such: a quote must not begin or end inside a word.
bool in_word(char32_t point) {
    return (point >= U'0' && point <= U'9') || (point >= U'a' && point <= U'z') ||
           (point >= U'A' && point <= U'Z') || (point >= U'\u00C0' && point < U'\u2000');
}

bool whole_words(const std::u32string& text, std::size_t begin, std::size_t end) {
    const bool cut_before = begin > 0 && in_word(text[begin - 1]) && in_word(text[begin]);
    const bool cut_after = end < text.size() && in_word(text[end - 1]) && in_word(text[end]);
    return !cut_before && !cut_after;
}

std::optional<Span> find_in(std::string_view text, std::string_view quote, bool normalise) {
    std::u32string wanted = points_of(quote, normalise).text;
    while (!wanted.empty() && wanted.back() == U' ') wanted.pop_back();
    if (wanted.empty()) return std::nullopt;
    const Normal said = points_of(text, normalise);
    for (std::size_t at = said.text.find(wanted); at != std::u32string::npos;
         at = said.text.find(wanted, at + 1)) {
        const std::size_t end = at + wanted.size();
        if (whole_words(said.text, at, end)) return Span{said.from[at], said.from[end - 1] + 1};
    }
    return std::nullopt;
}

}  // namespace

std::optional<QuotePlace> locate_quote(const RoundRecord& record, std::string_view quote) {
    for (const bool normalise : {false, true}) {
        for (std::size_t turn = 0; turn < record.turns.size(); ++turn) {
            const Turn& said = record.turns[turn];
            if (said.speaker != Speaker::Candidate) continue;
            if (const auto span = find_in(said.text, quote, normalise)) {
                return QuotePlace{turn, *span};
            }
        }
    }
    return std::nullopt;
}

}  // namespace halfstep
