#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

namespace {

/// Every kind that is told of the speaker.
bool claims_for_the_speaker(const std::string& answer) {
    const RoundReading reading = read_round(one_answer(answer), false);
    for (const Kind kind : {Kind::Decision, Kind::Reason, Kind::RejectedOption, Kind::Scope,
                            Kind::OwnedFailure, Kind::Learning, Kind::Motivation})
        if (reading.has(kind)) return true;
    return false;
}

}  // namespace

TEST_CASE("What somebody else is quoted with is not the speaker's", "[interviewers]") {
    for (const std::string answer :
         {"He said 'I decided to drop the cache because it lost orders'.",
          "My manager wrote \"I own this and I refused the date\".",
          "My manager stood up and said \xE2\x80\x9CI was wrong, I missed the test\xE2\x80\x9D.",
          "The director told all of them \"we moved all our teams to it\".",
          "\"I decided against the queue,\" she said.",
          "\"I decided against the queue,\" said Marta.",
          "Her answer was \"I turned it down because it cost us a week\".",
          "The mail said: I decided to drop the cache.",
          "Marta replied \xC2\xAB"
          "I applied because I ran the same service\xC2\xBB.",
          "There was a reply saying 'since then I ask first'."}) {
        INFO(answer);
        CHECK_FALSE(claims_for_the_speaker(answer));
    }
}

TEST_CASE("A quotation goes on over sentences until its mark closes", "[interviewers]") {
    const std::string theirs = "He wrote \"The cache is gone. I decided to drop it. I own this.\"";
    CHECK_FALSE(claims_for_the_speaker(theirs));
    const RoundReading after = read_round(one_answer(theirs + " I pulled the release."), false);
    for (const Observation& o : after.observations)
        CHECK((o.kind != Kind::Decision || o.sentence == 3));
    CHECK(after.has(Kind::Decision));
    // A mark that nothing closes takes no more than a few sentences along.
    const std::string never_closed =
        "He wrote \"The cache is gone. It was slow. It was old. Nobody asked. I dropped the index.";
    CHECK(claims_for_the_speaker(never_closed));
}

TEST_CASE("One's own words in marks stay one's own", "[interviewers]") {
    for (const std::string answer :
         {"I said: \"We ship on Monday, I decided that.\"", "I told them 'I own this'.",
          "I told my manager \"I refused the date\".", "My answer was \"I decided against it\".",
          "I stood up and said \"I was wrong, I missed the test\".",
          "\"I decided against the queue,\" I said.", "My message said 'I turned it down'.",
          "I wrote to them: I refused the date.",
          // Nobody is said to speak: a transcript may come in marks as a whole.
          "\"I decided against the queue.\""}) {
        INFO(answer);
        CHECK(claims_for_the_speaker(answer));
    }
    // Each quotation has its own speaker.
    CHECK(seen(Kind::Decision, "He said \"I own it\" and I said \"fine, I decided that\".")->what ==
          "decided");
    CHECK(seen(Kind::Decision, "I asked him and he said 'I decided to drop it'.")->what == "own");
}

TEST_CASE("Apostrophes, terms in marks and inches quote nobody", "[interviewers]") {
    for (const std::string answer : {"I decided against the drivers' list and cut it.",
                                     "They call it \"the nightly run\" and I decided to drop it.",
                                     "He said no to the 27\" screen, so I refused the order.",
                                     "She'd said no, and I'd decided to drop it, it's gone.",
                                     "He asked for one thing: I wrote the parser over.",
                                     "She said it was late, and I decided to drop it."}) {
        INFO(answer);
        CHECK(claims_for_the_speaker(answer));
    }
}

TEST_CASE("What others report of themselves is theirs, of the speaker the speaker's",
          "[interviewers]") {
    none_seen(Kind::Decision, {"She said she had decided to drop the cache.",
                               "My lead told me that he refused the date.",
                               "Marta wrote that she owned the cache and rejected the queue."});
    all_seen(Kind::Decision, {"She said no, but I had decided to drop the cache."});
}

TEST_CASE("Blame and shrugs in somebody else's mouth are no concern of the speaker's",
          "[interviewers]") {
    CHECK_FALSE(worries("blame", "He said \"it was their fault, not my problem\"."));
    CHECK(worries("blame", "I said \"it was their fault\"."));
    CHECK(worries("blame", "It was their fault."));
}

TEST_CASE("A quotation is read the same when the answer grows word by word", "[interviewers]") {
    const std::string text =
        "He wrote \"The cache is gone. I decided to drop it.\" I pulled the release. "
        "She said 'we own it' and I refused.";
    RoundReader grown;
    grown.add_turn(one_answer("").turns[0]);
    Turn first;
    first.text = text.substr(0, text.find(' '));
    grown.add_turn(first);
    for (std::size_t at = first.text.size(); at != std::string::npos;) {
        const std::size_t next = text.find(' ', at + 1);
        grown.extend_last(text.substr(at + 1, next == std::string::npos ? next : next - at - 1));
        at = next;
    }
    const RoundReading whole = read_round(one_answer(text), false);
    REQUIRE(grown.reading().sentences.size() == whole.sentences.size());
    for (std::size_t i = 0; i < whole.sentences.size(); ++i) {
        INFO(i);
        CHECK(grown.reading().readings[i].voice == whole.readings[i].voice);
        CHECK(grown.reading().sentences[i].open.closes_with == whole.sentences[i].open.closes_with);
    }
}
