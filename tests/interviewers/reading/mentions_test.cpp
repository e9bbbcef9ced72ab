#include "interviewers/reading/mentions.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

Totals mentions(const std::string& text) {
    Totals totals;
    for (const Sentence& sentence : read_sentences(text, 0)) add_mentions(sentence, totals);
    return totals;
}

}  // namespace

TEST_CASE("What stands behind an answer is counted, whoever it is told of", "[interviewers]") {
    CHECK(mentions("The nurses kept a sheet by the door.").contains("artifact"));
    CHECK(mentions("The rule holds for both wards.").contains("rule"));
    CHECK(mentions("It cost them the second lorry.").contains("cost"));
    CHECK(mentions("Three teams had to move.").contains("groups"));
    CHECK(mentions("Nothing ships until the owner signs.").contains("limits"));
    CHECK_FALSE(mentions("My team had to move.").contains("groups"));
}

TEST_CASE("What there was none of is an absence, a denial is not", "[interviewers]") {
    CHECK(mentions("Nobody owned the key.").contains("absence"));
    CHECK(mentions("It ran with no second lamp.").contains("absence"));
    CHECK_FALSE(mentions("No, it held.").contains("absence"));
    CHECK_FALSE(mentions("No, lamps were there.").contains("absence"));
    CHECK_FALSE(mentions("No doubt it held.").contains("absence"));
}

TEST_CASE("A horizon is a stretch long enough to show, not a date", "[interviewers]") {
    CHECK(mentions("It has held for three years.").contains("horizon"));
    CHECK(mentions("Half a year later it held.").contains("horizon"));
    CHECK_FALSE(mentions("It held for three days.").contains("horizon"));
    CHECK_FALSE(mentions("It was a good year.").contains("horizon"));
    CHECK_FALSE(mentions("Last year it held.").contains("horizon"));
    CHECK_FALSE(mentions("A quarter of the lamps held.").contains("horizon"));
}

TEST_CASE("Told with nobody in it is impersonal, a place is not", "[interviewers]") {
    CHECK(mentions("There was a decision to move the lamps.").contains("-impersonal"));
    CHECK(mentions("There's a process for it.").contains("-impersonal"));
    CHECK_FALSE(mentions("I went there and moved the lamps.").contains("-impersonal"));
    CHECK_FALSE(mentions("There was a night when I rewrote it.").contains("-impersonal"));
}
