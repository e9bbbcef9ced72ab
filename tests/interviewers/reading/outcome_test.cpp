#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("An outcome is measured or taken up by others", "[interviewers]") {
    all_seen(Kind::Outcome,
             {"Jams fell from 31 a week to 4.", "Two other sites copied the check."});
    none_seen(Kind::Outcome,
              {"It was a success.", "I think jams would fall to 4 a week.",
               "Everybody was happy with it.", "Did jams fall from 31 a week to 4?"});
    CHECK(seen(Kind::Outcome, "Jams fell from 31 a week to 4.")->what == "measured");
    CHECK(seen(Kind::Outcome, "Two other sites copied the check.")->what == "adopted");
    // The speaker's own habit is nobody else's, and a length of time is no result.
    none_seen(Kind::Outcome, {"Since then I write the test first.",
                              "We took it out, that was six weeks of two people.",
                              "He said that the bonus depends on it."});
    // In a design nothing was measured yet.
    CHECK(seen(Kind::Outcome, "It falls from 31 to 4 a week.", true)->what == "worked_out");
}

TEST_CASE("Two figures downwards are a change, upwards they may be a range", "[interviewers]") {
    all_seen(ObservationKind::Outcome, {"Forty calls to six.", "Eighty to nine."});
    none_seen(ObservationKind::Outcome, {"Six to nine calls.", "Page 4 to be sure."});
}

TEST_CASE("What others took up unasked, or goes on alone, is a result", "[interviewers]") {
    all_seen(ObservationKind::Outcome,
             {"A sixth depot asked to join in spring.", "The fire brigade borrowed it for theirs.",
              "Payroll applied the same list to their forms.", "It runs without me now."});
    none_seen(ObservationKind::Outcome,
              {"They could not do it without me.", "Nobody asked to see it.", "We adopted a queue.",
               "Took over the tills.", "I asked the depot for it."});
}
