#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("Influence names whom and what moved them", "[interviewers]") {
    all_seen(Kind::Influence,
             {"I went to the finance director and she agreed because the list stayed hers.",
              "I convinced Olga with a count of forty failed orders.",
              "The auditor signed after I showed him both maps side by side."});
    none_seen(Kind::Influence,
              {"We aligned.", "I would convince the director.", "You win people over with data.",
               "I convinced myself.", "There was buy-in from everybody in the end."});
    CHECK(seen(Kind::Influence, "The director agreed because the list stayed hers.")->weight == 3);
}
