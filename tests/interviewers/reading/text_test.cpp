#include "interviewers/reading/text.hpp"

#include "interviewers/reading/sentence_starts.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

std::vector<std::string> norms(std::string_view text) {
    std::vector<std::string> out;
    for (const Word& word : read_words(text)) out.push_back(word.norm);
    return out;
}

}  // namespace

TEST_CASE("An entry with a hyphen is found as its words are said", "[interviewers]") {
    CHECK(read_sentences("I was on-call for it.", 0).at(0).has(Lex::TeamScope));
    CHECK(read_sentences("I was on call for it.", 0).at(0).has(Lex::TeamScope));
    CHECK_FALSE(read_sentences("I called on her for it.", 0).at(0).has(Lex::TeamScope));
}

TEST_CASE("A title or abbreviation ends no sentence", "[interviewers]") {
    const auto sentences = read_sentences("I asked Dr. Vale about it. She said no.", 0);
    REQUIRE(sentences.size() == 2);
    CHECK(sentences[0].span == Span{0, 26});
    CHECK(sentences[1].span == Span{27, 39});
}

TEST_CASE("Technical words stay whole", "[interviewers]") {
    CHECK(norms("p99 in C++ fell from 4,000 to 900ms, 99.9% of it") ==
          std::vector<std::string>{"p99", "in", "c++", "fell", "from", "4,000", "to", "900ms",
                                   "99.9", "percent", "of", "it"});
}

TEST_CASE("Times, n+1 and names with underscores stay whole, products and lists do not",
          "[interviewers]") {
    CHECK(norms("at 12:30 the n+1 of user_id hit Node.js and/or a+b, 3. Then") ==
          std::vector<std::string>{"at", "12:30", "the", "n+1", "of", "user_id", "hit", "node",
                                   "js", "and", "or", "a", "b", "3", "then"});
    CHECK(read_words("12:30").at(0).number);
    CHECK_FALSE(read_words("n+1").at(0).number);
}

TEST_CASE("An accent of its own code point reads like the accented letter", "[interviewers]") {
    const auto apart = read_words("Re\u0301sume\u0301 x");
    const auto whole = read_words("R\u00e9sum\u00e9 x");
    REQUIRE(apart.size() == 2);
    CHECK(apart[0].norm == whole[0].norm);
    CHECK(apart[0].span == Span{0, 8});
    CHECK(apart[1].span == Span{9, 10});
}

TEST_CASE("Contractions are taken apart for matching and keep their span", "[interviewers]") {
    const auto words = read_words("I don't, we\u2019ve");
    REQUIRE(words.size() == 5);
    CHECK(words[1].norm == "do");
    CHECK(words[2].norm == "not");
    CHECK(words[2].span == Span{2, 7});
    CHECK(words[4].norm == "have");
}

TEST_CASE("Spans count code points, not bytes", "[interviewers]") {
    const auto sentences = read_sentences("Größe ändert nichts 🙂. Ende.", 3);
    REQUIRE(sentences.size() == 2);
    CHECK(sentences[0].span == Span{0, 22});
    CHECK(sentences[1].span == Span{23, 28});
    CHECK(sentences[1].turn == 3);
}

TEST_CASE("Text without words has no sentences", "[interviewers]") {
    CHECK(read_sentences("", 0).empty());
    CHECK(read_sentences("  \n ... !?", 0).empty());
}

TEST_CASE("Speech without punctuation is cut at its clauses and its questions are seen",
          "[interviewers]") {
    const std::string text =
        "i owned the import at a seed merchant for two years and we had forty wrong orders a week "
        "in the end i refused to switch off the old writer and then i sat with the buyer how many "
        "orders do you retype was what i asked her";
    REQUIRE(is_spoken(text));
    const auto sentences = read_sentences(text, 0, 0, true);
    std::vector<std::string> starts;
    for (const Sentence& sentence : sentences)
        starts.push_back(sentence.words[0].norm + " " + sentence.words[1].norm);
    CHECK(starts ==
          std::vector<std::string>{"i owned", "and we", "i refused", "and then", "how many"});
    CHECK(sentences.back().question);
    CHECK_FALSE(sentences.front().question);
    // Punctuated prose is left to its sentences, however long a stretch of it is.
    CHECK_FALSE(is_spoken("I owned the import, at a seed merchant, " + text));
    CHECK_FALSE(is_spoken("i owned the import at a seed merchant"));
    CHECK(is_spoken("it fell to 4,500 and 3.5 in the end " + text));
}
