#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("A failure is named; with what bounds it it weighs more", "[interviewers]") {
    all_seen(Kind::FailureMode,
             {"The upload times out.", "If the worker dies, the file is half written.",
              "Two people could get the same seat twice."});
    none_seen(Kind::FailureMode, {"There would be monitoring and metrics.",
                                  "It is highly available.", "We add observability."});
    CHECK(seen(Kind::FailureMode, "The upload times out.")->weight == 1);
    CHECK(
        seen(Kind::FailureMode, "If the upload times out, the retry is refused by the constraint.")
            ->weight == 3);
    // The bound may stand in the next sentence.
    const auto found =
        read_round(one_answer("The host can die. The queue is capped at 500."), false).observations;
    CHECK(std::any_of(found.begin(), found.end(), [](const Observation& o) {
        return o.kind == Kind::FailureMode && o.weight == 3;
    }));
}

TEST_CASE("A failure accepted on purpose is bounded by that", "[interviewers]") {
    const auto named =
        seen(ObservationKind::FailureMode, "It would break at a thousand levels.", true);
    REQUIRE(named);
    CHECK(named->weight == 1);
    const auto accepted = seen(ObservationKind::FailureMode,
                               "It would break at a thousand levels, which I accept here.", true);
    REQUIRE(accepted);
    CHECK(accepted->weight == 3);
}

TEST_CASE("A cost that a proposal takes on purpose is a bounded failure", "[interviewers]") {
    for (const char* said :
         {"It costs me a second copy of the index.", "What we give up is the live total.",
          "That is the price, and I would pay it again.", "I can live with that.",
          "The downside is one more screen for the clerks."}) {
        INFO(said);
        REQUIRE(seen(Kind::FailureMode, said, true));
        CHECK(seen(Kind::FailureMode, said, true)->what == "accepted");
    }
    none_seen(
        Kind::FailureMode,
        {"What does it cost?", "The licence is priced per seat.", "We accept orders by mail."},
        true);
}
