#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("Clarifying questions come before the proposal", "[interviewers]") {
    all_seen(Kind::ClarifyingQuestion,
             {"How many writes a second do they expect?", "Who owns the list today?",
              "Can two members hold the same slot?"});
    none_seen(Kind::ClarifyingQuestion,
              {"Okay?", "I split it. I cached it. I sharded it. I sealed it. Who would want more?",
               "\"How many rows are there?\"", "I know how many there are."});
    CHECK(seen(Kind::ClarifyingQuestion, "How many writes a second do they expect?")->weight == 3);
    CHECK(seen(Kind::ClarifyingQuestion, "Did I hear you right there?")->weight == 1);
}
