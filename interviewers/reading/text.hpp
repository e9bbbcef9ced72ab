#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "interviewers/reading/vocabulary.hpp"

namespace halfstep {

/// One word of a turn. `norm` serves matching only: lower case, straight apostrophes, contractions
/// taken apart ("don't" is "do" and "not"); the span always points at the words as they were said.
/// p99, C++, 4,000, 12:30 and 900ms stay whole; accents are composed.
struct Word {
    std::string norm;
    std::string stem;              ///< empty for a word that carries no meaning of its own
    std::bitset<kLexCount> lists;  ///< that hold the word alone; of a sentence's words
    Span span;                     ///< code points within the turn
    bool number = false;
    bool capital = false;   ///< begins with a capital letter
    bool reported = false;  ///< quoted from somebody else

    bool is(Lex lex) const { return lists.test(static_cast<std::size_t>(lex)); }
};

/// The word is one of these.
bool one_of(std::string_view word, std::initializer_list<std::string_view> words);

/// A pause, such as a comma, stands before words[at]; past the last word none does.
bool paused_before(const std::vector<Word>& words, std::size_t at);

/// A vocabulary entry found at words [first, last] of a sentence.
struct Match {
    Lex lex;
    std::size_t first;
    std::size_t last;
};

/// Whose words stand in quotation marks. Own ones ("I said: we ship on Monday") are the speaker's
/// like any other.
enum class QuotedFrom { Nobody, Speaker, Other };

/// A quotation that a sentence leaves open for the next one.
struct OpenQuotation {
    QuotedFrom from = QuotedFrom::Nobody;
    char32_t closes_with = 0;   ///< the mark that ends it; 0: nothing is open
    std::size_t sentences = 0;  ///< it went through so far
};

struct Sentence {
    std::size_t turn = 0;
    Span span;                ///< code points within the turn, without surrounding white space
    std::vector<Word> words;  ///< without fillers, hedges and repeated starts
    std::vector<std::uint64_t> keys;  ///< one a word, same order: equal words have equal keys
    std::vector<Match> matches;
    bool question = false;
    bool quoted = false;      ///< all of it stands in quotation marks
    std::size_t fillers = 0;  ///< left out of `words`
    std::size_t hedges = 0;   ///< left out of `words`
    OpenQuotation open;       ///< after its end

    bool has(Lex lex) const;
    std::size_t count(Lex lex) const;
    const Match* find(Lex lex) const;
    bool has_word(std::string_view norm) const;
    bool says(std::initializer_list<std::string_view> any) const;
    /// Code points from the first to the last of these words.
    Span span_of(std::size_t first, std::size_t last) const;
};

/// Sentences of valid UTF-8 text: ICU boundaries, taken back after abbreviations, and added where a
/// transcript has no capitals or no punctuation. Spans are shifted by `offset` code points, for the
/// tail of a growing turn. `spoken` is of the whole turn: where nothing is punctuated, clauses are
/// sentences, and a question is known by its first words. `before` is the sentence of the turn that
/// a tail goes on from, or null.
std::vector<Sentence> read_sentences(std::string_view text, std::size_t turn,
                                     std::size_t offset = 0, bool spoken = false,
                                     const Sentence* before = nullptr);

/// Words alone, without vocabulary matches.
std::vector<Word> read_words(std::string_view text, std::size_t offset = 0);

}  // namespace halfstep
