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

TEST_CASE("Asked why, a bare because is the answer; what follows from it is no reason",
          "[interviewers]") {
    const auto reason = [](const std::string& question, const std::string& answer) {
        return read_round(one_answer(answer, question), false).has(Kind::Reason);
    };
    CHECK(reason("Why not the timer?", "Because an hour without the log is gone."));
    CHECK_FALSE(reason("Who wrote it?", "Because an hour without the log is gone."));
    CHECK_FALSE(reason("Why not the timer?", "An hour without the log is gone."));
    none_seen(Kind::Reason, {"So I left it.", "I have kept it since March.", "I moved it since."});
    all_seen(Kind::Reason, {"I moved it, since the old one broke.", "I moved it so the line ran."});
}
