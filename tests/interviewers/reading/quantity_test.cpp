#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("Figures count when they measure something", "[interviewers]") {
    all_seen(Kind::Number,
             {"It took 40 minutes.", "It took forty minutes.", "Two hundred orders were lost.",
              "It cost 9k a month.", "Failures came to 1.3 percent.", "Half the rows were wrong."});
    none_seen(Kind::Number, {"That was in 2019.", "It ran on version 12 of the library.",
                             "We used Python 3.", "See chapter 4.", "It was fast."});
    CHECK(seen(Kind::Number, "Latency fell from 900 ms to 120 ms.")->what == "baseline");
    CHECK(seen(Kind::Number, "Jams went from thirty-one to four a week.")->what == "baseline");
    // Two figures of two things are no baseline.
    CHECK(seen(Kind::Number, "There were 40 vans and 12 drivers.")->what.empty());
}

TEST_CASE("A figure that could be a year counts where it counts things", "[interviewers]") {
    all_seen(Kind::Number, {"It doubles latency at 2000 requests per second.",
                            "I ran it on 2000 random inputs."});
    none_seen(Kind::Number, {"In 2019 sales doubled.", "The 1998 systems were older.",
                             "2019 was hard.", "Since 2021 it does so."});
}

TEST_CASE("An ordinal measures nothing", "[interviewers]") {
    none_seen(ObservationKind::Number,
              {"It was the third time for that controller.", "The order was shipped twice.",
               "We shipped it in the last quarter."});
    all_seen(ObservationKind::Number,
             {"It hit a third of them.", "It fails twice a week.", "It took 23 minutes."});
}
