#include "interviewers/reading/code_runs.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

Turn turn(TurnKind kind, const std::string& text) {
    Turn made;
    made.kind = kind;
    made.text = text;
    return made;
}

}  // namespace

TEST_CASE("A run fails by its mark, its word or what it wanted", "[interviewers]") {
    CHECK(run_failed("ok one\nFAIL two"));
    CHECK(run_failed("got 3, want 4"));
    CHECK(run_failed("Traceback (most recent call last):"));
    CHECK(run_failed("not ok 2 - reversed"));
    CHECK_FALSE(run_failed("ok one\nok two\n2 passed, 0 failed"));
    CHECK_FALSE(run_failed("circle -> ValueError: circle"));
    CHECK_FALSE(run_failed("PASS fails on the empty list\nPASS f(expected)"));
    CHECK(run_failed("PASS 3, FAIL 2"));
    CHECK(run_failed("passed 3 failed 2"));
    CHECK_FALSE(run_failed("passed 3 failed 0"));
    CHECK_FALSE(run_failed(""));
}

TEST_CASE("Test runners that mark each check and count at the end are read by both",
          "[interviewers]") {
    CHECK_FALSE(run_failed("\u2714 a failed write is kept (0.2ms)\n\u2139 pass 7\n\u2139 fail 0"));
    CHECK(run_failed("\u2714 empty list\n\u2716 one entry (1.7ms)\n\u2139 pass 1\n\u2139 fail 1"));
    CHECK(run_failed("\u2139 pass 6\n\u2139 fail 1"));
    CHECK_FALSE(run_failed("Tests run: 7, Failures: 0, Errors: 0"));
    CHECK(run_failed("Tests run: 7, Failures: 2, Errors: 0"));
    CHECK_FALSE(run_failed("  \u2713 rejects an expected error"));
    CHECK_FALSE(run_failed("test_wrong_order (t.Order) ... ok\nerror on empty ... ok\nOK"));
    CHECK(run_failed("test_wrong_order (t.Order) ... FAIL"));
    CHECK_FALSE(run_failed("wrong answers: 0 of 500\nerrors: 0"));
    CHECK(run_failed("wrong answers: 3 of 500"));
    CHECK(run_failed("2 failed, 3 passed"));
    CHECK(run_failed("FAIL two, the others ok"));
    for (const char* red :
         {"got 3, want 0", "expected 0, got 3", "FAIL no duplicates", "FAIL: no such key",
          "AssertionError: 0 != 3", "AssertionError: None != 3", "Error: no such key",
          "wrong: 0 instead of 4", "3 failed, 0 passed", "2 failures, 3 passed",
          "AssertionError: expected ok", "'empty list' FAILED", "\"abc\": expected 3, got 4"}) {
        INFO(red);
        CHECK(run_failed(red));
    }
    CHECK_FALSE(run_failed("0 failed, 3 passed"));
    CHECK_FALSE(run_failed("no mismatch in 500 lists"));
    CHECK_FALSE(run_failed("12 strings agree\n)( ('bad', 1)\n'wrong' -> 3"));
    CHECK(run_failed("  \u00d7 rejects nothing"));
}

TEST_CASE("A check named after a failure and the command above the output are no failures",
          "[interviewers]") {
    CHECK_FALSE(run_failed("ok 1 - failed writes are rolled back\nok 2 - expected order"));
    CHECK_FALSE(run_failed("PASS a failed login locks nothing"));
    CHECK(run_failed("ok 1 - failed writes are rolled back\nnot ok 2 - order"));
    CHECK_FALSE(run_failed("$ node --test | grep -v FAIL\n12 checks passed"));
    CHECK(run_failed("$ node --test\nFAIL order"));
    CHECK_FALSE(run_failed("days until a flap fails: 27\n400 lists agree"));
    CHECK(run_failed("test_empty fails\n3 failures"));
}

TEST_CASE("Red, then green is a recovery; green first is none", "[interviewers]") {
    RoundRecord round;
    round.turns = {turn(TurnKind::Code, "assert f(1) == 2"), turn(TurnKind::Run, "FAIL one"),
                   turn(TurnKind::Run, "ok one")};
    const CodeRuns runs = read_runs(round);
    CHECK(runs.recovered);
    CHECK_FALSE(runs.last_red);
    CHECK(runs.test_cases == 1);
    std::swap(round.turns[1], round.turns[2]);
    CHECK_FALSE(read_runs(round).recovered);
    CHECK(read_runs(round).last_red);
}

TEST_CASE("Made-up input in a loop against a second answer is a property test", "[interviewers]") {
    const auto property = [](const char* code) {
        RoundRecord round;
        round.turns = {turn(TurnKind::Code, code)};
        return read_runs(round).property_tests;
    };
    CHECK(
        property("for _ in range(500):\n  xs = random.sample(range(9), 4)\n"
                 "  assert fast(xs) == slow(xs)"));
    CHECK(
        property("for (let i = 0; i < 900; i++) { const n = nextRnd(9);\n"
                 "  if (pack(n) !== packNaive(n)) throw new Error(n) }"));
    CHECK(property("for day in days:\n  if a(day) != b(day): differ += 1"));
    CHECK_FALSE(property("for operand in operands:\n  if operand != brand: total += operand"));
    CHECK_FALSE(property("deck = shuffle(cards)"));
    CHECK_FALSE(property("assert fast([1, 2]) == 3"));
}
