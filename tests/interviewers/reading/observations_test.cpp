#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("A decision is the speaker's own act that took place", "[interviewers]") {
    REQUIRE(seen(Kind::Decision, "I decided to move the lock into the row."));
    CHECK(seen(Kind::Decision, "I decided to move the lock into the row.")->weight == 3);
    CHECK(seen(Kind::Decision, "I refused the extension.")->what == "refused");
    CHECK(seen(Kind::Decision, "We moved the lock into the row.")->what == "we");
}

TEST_CASE("Thinking, supposing, advising and not doing are no decisions", "[interviewers]") {
    CHECK_FALSE(seen(Kind::Decision, "I think the row lock is better."));
    CHECK_FALSE(seen(Kind::Decision, "I would move the lock into the row."));
    CHECK_FALSE(seen(Kind::Decision, "You should move the lock into the row."));
    CHECK_FALSE(seen(Kind::Decision, "I did not add the keys."));
    CHECK_FALSE(seen(Kind::Decision, "I felt worried about the lock."));
}

TEST_CASE("In a design round a proposal is a decision", "[interviewers]") {
    REQUIRE(seen(Kind::Decision, "I would move the lock into the row.", true));
    CHECK(seen(Kind::Decision, "I would move the lock into the row.", true)->what == "proposal");
}

TEST_CASE("A reason needs something it is the reason for", "[interviewers]") {
    CHECK(seen(Kind::Reason, "I split the table because the index no longer fitted in memory."));
    CHECK_FALSE(seen(Kind::Reason, "Trust is nice because trust is nice."));
}

TEST_CASE("A rejected option is named and reasoned, a list is none", "[interviewers]") {
    CHECK(seen(Kind::RejectedOption,
               "I kept one queue instead of two, because two would double the failures."));
    CHECK_FALSE(seen(Kind::RejectedOption, "There are queues, tables and files."));
}

TEST_CASE("Figures count when they measure something", "[interviewers]") {
    CHECK(seen(Kind::Number, "It took 40 minutes."));
    CHECK(seen(Kind::Number, "It took forty minutes."));
    CHECK(seen(Kind::Number, "Latency fell from 900 ms to 120 ms.")->what == "baseline");
    CHECK_FALSE(seen(Kind::Number, "That was in 2019."));
    CHECK_FALSE(seen(Kind::Number, "It ran on version 12 of the library."));
}

TEST_CASE("A failure mode is stronger with what bounds it", "[interviewers]") {
    CHECK(
        seen(Kind::FailureMode, "If the upload times out, the retry is refused by the constraint.")
            ->weight == 3);
    CHECK(seen(Kind::FailureMode, "The upload times out.")->weight == 1);
    CHECK_FALSE(seen(Kind::FailureMode, "There would be monitoring and metrics."));
}

TEST_CASE("A test names its case", "[interviewers]") {
    CHECK(seen(Kind::Test, "I wrote a test with an empty list and one with duplicates.")->weight ==
          3);
    CHECK_FALSE(seen(Kind::Test, "I would test it."));
}

TEST_CASE("A bound is said, efficiency is not one", "[interviewers]") {
    CHECK(seen(Kind::Complexity, "The sort makes it n log n."));
    CHECK_FALSE(seen(Kind::Complexity, "It is efficient."));
}

TEST_CASE("Clarifying questions come before the proposal", "[interviewers]") {
    CHECK(seen(Kind::ClarifyingQuestion, "How many writes a second do they expect?"));
    CHECK_FALSE(seen(Kind::ClarifyingQuestion, "Okay?"));
    CHECK_FALSE(seen(Kind::ClarifyingQuestion,
                     "I split it. I cached it. I sharded it. I sealed it. Who would want more?"));
}

TEST_CASE("Scope is who changed, not a title", "[interviewers]") {
    CHECK(seen(Kind::Scope, "Every engineer in the company uses it.")->what == "company");
    CHECK(seen(Kind::Scope, "Three other teams moved to it.")->what == "org");
    CHECK_FALSE(seen(Kind::Scope, "I was a distinguished fellow of the company."));
}

TEST_CASE("Influence names whom and what moved them", "[interviewers]") {
    CHECK(seen(Kind::Influence,
               "I went to the finance director and she agreed because the list stayed hers."));
    CHECK_FALSE(seen(Kind::Influence, "We aligned."));
}

TEST_CASE("An owned failure is the speaker's, blame is a concern", "[interviewers]") {
    CHECK(seen(Kind::OwnedFailure, "I was wrong about the cache and it cost us two days."));
    CHECK_FALSE(seen(Kind::OwnedFailure, "The contractors had no idea what they were doing."));
    CHECK(worries("blame", "The architect had no idea what he was doing."));
    CHECK_FALSE(worries("blame", "The architect and I disagreed about the schema."));
}

TEST_CASE("Learning is a changed practice, not a saying", "[interviewers]") {
    CHECK(seen(Kind::Learning, "Since then every release needs a signed checklist in the template.")
              ->what == "practice");
    CHECK_FALSE(seen(Kind::Learning, "I learned the value of communication."));
    CHECK(worries("platitude", "I learned the value of communication."));
}

TEST_CASE("Every observation points at words of its turn", "[interviewers]") {
    const RoundRecord round = one_answer(
        "Um, so\u2026 I \u201ckilled\u201d it. We lost 3 % of orders, since the cap failed! Why? "
        "Mine.");
    const RoundReading reading = read_round(round, false);
    REQUIRE_FALSE(reading.observations.empty());
    for (const Observation& o : reading.observations) {
        CHECK(o.turn == 1);
        CHECK(o.span.begin < o.span.end);
        CHECK(o.span.end <= code_point_count(round.turns[1].text));
    }
}
