#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

SentenceReading voice_of(const std::string& sentence) {
    return read_round(one_answer(sentence), false).readings.at(0);
}

}  // namespace

TEST_CASE("Who acts is read from subject and verb", "[interviewers]") {
    CHECK(voice_of("I moved the lock.").voice == Voice::First);
    CHECK(voice_of("We moved the lock.").voice == Voice::We);
    CHECK(voice_of("We met, and I moved the lock.").voice == Voice::First);
    CHECK(voice_of("You move the lock first.").voice == Voice::Generic);
    CHECK(voice_of("The lock was moved by Hana.").voice == Voice::Other);
    CHECK(voice_of("That call was mine, it was my decision.").voice == Voice::First);
}

TEST_CASE("What would happen and what did not is told from what did", "[interviewers]") {
    CHECK(voice_of("I would move the lock.").hypothetical);
    CHECK(voice_of("I'd move the lock.").hypothetical);
    CHECK_FALSE(voice_of("I'd moved the lock before.").hypothetical);
    CHECK(voice_of("I did not move the lock.").negated);
    CHECK_FALSE(voice_of("I moved the lock and did not sleep.").negated);
}

TEST_CASE("\"I'd\" is \"I had\" before a participle", "[interviewers]") {
    for (const char* said :
         {"I'd written it two winters before.", "I'd only ever worked with paper forms.",
          "I'd never been to a depot.", "I'd a list of nine.", "I'd eleven of them waiting.",
          "I'd have called them in week one.", "I could see it from the gallery.",
          "I told her I'd carry the cost.", "We agreed I'd write the tests.",
          "I'll be honest about it.", "I'd say it was forty.", "I'd have to admit that it hurt.",
          "I would guess at a tenth.", "I write down what would change my mind."}) {
        INFO(said);
        CHECK_FALSE(voice_of(said).hypothetical);
    }
    for (const char* said : {"I'd write it down first.", "I'd also go and look.",
                             "I could ask the nurses.", "Then I'd never sleep again.",
                             "If they agreed, I would ship.", "I would have to ask the owner."}) {
        INFO(said);
        CHECK(voice_of(said).hypothetical);
    }
    CHECK(voice_of("I'd written the importer.").voice == Voice::First);
}

TEST_CASE("An act may be said in several words, or without its subject", "[interviewers]") {
    for (const char* said : {"I said no.", "I also said no to a second vendor.",
                             "I looked at the rejected forms.", "Then rode along for a week.",
                             "They wanted a copy; I wouldn't.", "I would not sign the release."}) {
        INFO(said);
        CHECK(voice_of(said).voice == Voice::First);
        CHECK_FALSE(voice_of(said).hypothetical);
    }
    CHECK(voice_of("Then a storm came.").voice == Voice::Other);
    CHECK(voice_of("He said no.").voice == Voice::Other);
}
