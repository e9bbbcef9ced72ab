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
    all_seen(Kind::OwnedFailure,
             {"I objected too late.", "I'd counted days and never asked about shifts.",
              "I got the north wrong.", "I was the bottleneck."});
    none_seen(Kind::OwnedFailure, {"They objected too late.", "He never asked about shifts.",
                                   "It got too late.", "I saw that she never asked."});
    CHECK(
        seen(Kind::OwnedFailure, "I was wrong about the cache and it cost us two days.")->weight ==
        3);
}
