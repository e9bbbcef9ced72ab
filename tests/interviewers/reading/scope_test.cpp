#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("Scope is who or what changed", "[interviewers]") {
    none_seen(Kind::Scope, {"I was a distinguished fellow of the company.", "I fixed the parser."});
    // Named without anything done or changed there.
    none_seen(Kind::Scope,
              {"The users are internal teams.", "Search is the pride of the company."});
    CHECK(seen(Kind::Scope, "Every engineer in the company uses it.")->what == "company");
    CHECK(seen(Kind::Scope, "Three other teams moved to it.")->what == "org");
    CHECK(seen(Kind::Scope, "My team moved to it.")->what == "team");
}
