#include <algorithm>

#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("A decision is the speaker's own act that took place", "[interviewers]") {
    all_seen(Kind::Decision,
             {"I decided to move the lock into the row.", "I refused the extension.",
              "Nobody had asked, so I pulled the release at four.",
              "I wrote the parser over and dropped the cache.",
              "Took one week of trains and cut the list."});
    CHECK(seen(Kind::Decision, "I decided to move the lock into the row.")->weight == 3);
    CHECK(seen(Kind::Decision, "I refused the extension.")->what == "refused");
    // Refused and decided by others, with an "I" beside it.
    CHECK(seen(Kind::Decision, "The boss said no, and I left it at that.")->what == "own");
    CHECK(seen(Kind::Decision, "I moved the lock after they decided on rows.")->what == "own");
    CHECK(seen(Kind::Decision, "I built the count from paper slips.")->what == "built");
    CHECK(seen(Kind::Decision, "We moved the lock into the row.")->what == "we");
    CHECK(seen(Kind::Decision, "We moved the lock into the row.")->weight == 1);
}

TEST_CASE("Thinking, supposing, advising, feeling and not doing are no decisions",
          "[interviewers]") {
    none_seen(Kind::Decision,
              {"I think the row lock is better.", "I would move the lock into the row.",
               "You should move the lock into the row.", "One should always move the lock.",
               "I did not add the keys.", "I never added the keys.",
               "I felt worried about the lock.", "I was told to move it.",
               "If I were there I would have moved the lock.", "The lock was in the row."});
}

TEST_CASE("In a design round a proposal is a decision, a question is none", "[interviewers]") {
    all_seen(Kind::Decision,
             {"I would move the lock into the row.", "I'd keep one queue per belt."}, true);
    none_seen(Kind::Decision, {"How many rows are there?"}, true);
    CHECK(seen(Kind::Decision, "I would move the lock into the row.", true)->what == "proposal");
}

TEST_CASE("The present tells a proposal where one was asked for, and nothing done elsewhere",
          "[interviewers]") {
    const std::string answer = "I sit with two nurses first and count what they type twice.";
    const auto decisions = [&](const std::string& question) {
        const RoundReading reading = read_round(one_answer(answer, question), false);
        return reading.has(Kind::Decision);
    };
    CHECK(decisions("What would you do in the first month?"));
    CHECK_FALSE(decisions("What did you do at the start?"));
}

TEST_CASE("In a proposal a rule that holds for all is a decision", "[interviewers]") {
    const auto rules = [](const std::string& said, bool design) {
        const RoundReading reading = read_round(one_answer(said), design);
        return std::any_of(reading.observations.begin(), reading.observations.end(),
                           [](const Observation& o) { return o.what == "rule"; });
    };
    for (const char* said :
         {"No parcel leaves without a second scan.", "Only the pharmacy may change a dose.",
          "Nothing is deleted until the owner has confirmed.",
          "Every message must carry the version it was made from."}) {
        INFO(said);
        CHECK(rules(said, true));
        CHECK_FALSE(rules(said, false));
    }
    for (const char* said :
         {"Every service sends events.", "It must be fast.", "No, it is fine.",
          "May every clerk see it?", "The manual said \"no entry before ten\"."}) {
        INFO(said);
        CHECK_FALSE(rules(said, true));
    }
}
