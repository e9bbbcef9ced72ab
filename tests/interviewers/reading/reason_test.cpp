#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("A reason is tied to an act or a choice", "[interviewers]") {
    all_seen(Kind::Reason, {"I split the table because the index no longer fitted in memory.",
                            "I moved the check to the door, so that nobody could pass it.",
                            "I stopped the job. Otherwise two rows would have been lost."});
    none_seen(Kind::Reason, {"Trust is nice because trust is nice.", "Because of the weather.",
                             "People leave because they are unhappy.",
                             "You should split it because it is better."});
    CHECK(seen(Kind::Reason, "I split it because 40 orders were lost.")->weight == 3);
    CHECK(seen(Kind::Reason, "I split it because it was simpler.")->weight == 2);
}
