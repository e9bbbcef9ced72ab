#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("A test names its case", "[interviewers]") {
    all_seen(Kind::Test, {"I wrote a test with an empty list and one with duplicates.",
                          "I tested 40 rows with a negative amount.",
                          "A property test against the brute force oracle with a random seed."});
    none_seen(Kind::Test, {"I would test it.", "It was well received.", "Quality matters to me."});
    CHECK(seen(Kind::Test, "I wrote a test with an empty list and one with duplicates.")->weight ==
          3);
    CHECK(seen(Kind::Test, "I added a test.")->weight == 1);
}
