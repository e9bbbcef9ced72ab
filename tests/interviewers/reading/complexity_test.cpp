#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("A bound is said, with why when there is one", "[interviewers]") {
    all_seen(Kind::Complexity,
             {"The sort makes it n log n.", "It is linear, one pass over the list.",
              "Both calls are constant, because only full rows are seen.",
              "Quadratic in the worst case, because each pair is compared."});
    none_seen(Kind::Complexity, {"It is efficient.", "It is fast enough.", "It is optimal."});
    CHECK(seen(Kind::Complexity, "Quadratic, because each pair is compared.")->weight == 3);
}

TEST_CASE("Memory being full and a question about a line are no bounds", "[interviewers]") {
    none_seen(ObservationKind::Complexity,
              {"After some hours the memory is full.", "Linear interpolation between readings?"},
              true);
}
