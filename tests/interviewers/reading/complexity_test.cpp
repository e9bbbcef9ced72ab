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

TEST_CASE("A bound that such a step does not have is a concern and no strength", "[interviewers]") {
    for (const char* said :
         {"Sorting is O(n).", "The sort is linear.", "The sort runs in constant time.",
          "A hash lookup is O(log n).", "A dictionary lookup takes linear time.",
          "The nested loops are O(n).", "Comparing every pair is linear.",
          "Binary search is constant.", "A full scan is O(log n)."}) {
        INFO(said);
        CHECK(worries("wrong_complexity", said));
        CHECK_FALSE(seen(ObservationKind::Complexity, said));
    }
}

TEST_CASE("Right bounds, other cases and reasons are not taken for wrong ones", "[interviewers]") {
    for (const char* said :
         {"Sorting is O(n log n).", "The sort is n log n and the scan after it linear.",
          "After the sort it is linear.", "The sort is linear on nearly sorted input.",
          "A counting sort is linear.", "The sort is constant in memory.", "A hash lookup is O(1).",
          "A hash lookup is linear in the worst case.", "The nested loops are O(n^2).",
          "The nested loops are quadratic.",
          "The nested loops are linear, because the inner one only ever moves on.",
          "Instead of every pair it is linear.", "Binary search is O(log n).",
          "A full scan is linear.", "The sort is not linear.", "Is the sort linear?",
          "A full scan is quadratic.", "The sort takes n log n time."}) {
        INFO(said);
        CHECK_FALSE(worries("wrong_complexity", said));
    }
}
