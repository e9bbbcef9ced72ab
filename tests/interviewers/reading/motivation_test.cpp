#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("Motivation ties the role to work, flattery does not", "[interviewers]") {
    all_seen(Kind::Motivation, {"I applied because I spent three years on the same handover.",
                                "I want to run parcels where they are the main business."});
    none_seen(Kind::Motivation,
              {"What a wonderful company you have.",
               "I admire your work and I want to learn from you.", "I was there in spring."});
    CHECK(seen(Kind::Motivation, "I applied because I spent three years on it.")->weight == 3);
    // "I want" is a proposal where a design was asked for.
    CHECK_FALSE(seen(Kind::Motivation, "I want to keep one queue per belt.", true));
}
