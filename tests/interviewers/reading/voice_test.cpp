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
