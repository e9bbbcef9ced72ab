#include "scenarios/near_word.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

TEST_CASE("a near word is a third of its letters away at most, or goes on as written",
          "[scenarios]") {
    const std::vector<std::string> known{"champion", "unanimous", "weighted_mean"};
    CHECK(near_word("champoin", known) == "champion");
    CHECK(near_word("champ", known) == "champion");
    CHECK(near_word("weighted", known) == "weighted_mean");
    CHECK(near_word("ch", known).empty());
    CHECK(near_word("majority", known).empty());
    CHECK(near_word("", known).empty());
    CHECK(near_word(std::string(5000, 'c'), known).empty());
    CHECK(suggestion("champ", known) == "did you mean \"champion\"?");
    CHECK(suggestion("zebra", known) == "one of: champion, unanimous, weighted_mean");
}
