#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("An owned failure is the speaker's own, with what it cost when it is said",
          "[interviewers]") {
    all_seen(Kind::OwnedFailure,
             {"I was wrong about the cache and it cost us two days.",
              "I never asked the nurses, that was my mistake.", "I underestimated the import."});
    none_seen(Kind::OwnedFailure,
              {"The contractors had no idea what they were doing.", "I work too hard.",
               "He was wrong about the cache.", "If I was wrong I would say so."});
    CHECK(
        seen(Kind::OwnedFailure, "I was wrong about the cache and it cost us two days.")->weight ==
        3);
}
