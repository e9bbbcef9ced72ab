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

TEST_CASE("Before anything is proposed a short question asks what to build", "[interviewers]") {
    CHECK(seen(ObservationKind::ClarifyingQuestion, "Why noon?", true)->weight == 3);
    CHECK(seen(ObservationKind::ClarifyingQuestion, "Which of these runs short?", true)->weight ==
          3);
    CHECK_FALSE(seen(ObservationKind::ClarifyingQuestion, "Why?", true));
    CHECK_FALSE(seen(ObservationKind::ClarifyingQuestion, "Why noon?", false));
}
