#include "panel/condition.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

Condition read(const std::string& text) {
    const Result<Condition> condition = parse_condition(text);
    INFO(text);
    REQUIRE(condition);
    return *condition;
}

}  // namespace

TEST_CASE("a condition reads the natural names of what can be observed", "[panel]") {
    CHECK(read("no number").kind == Condition::Kind::Missing);
    CHECK(read("no figure").observation == ObservationKind::Number);
    CHECK(read("No Trade-Off").observation == ObservationKind::RejectedOption);
    CHECK(read("no rejected option").observation == ObservationKind::RejectedOption);
    CHECK(read("has a failure mode").observation == ObservationKind::FailureMode);
    CHECK(read("has owned_failure").kind == Condition::Kind::Present);
    CHECK(read("").kind == Condition::Kind::Always);
    CHECK(read("mentions  Cache   hit").words == "cache hit");
    CHECK(read("says \"we\" throughout").kind == Condition::Kind::SaysWe);
}

TEST_CASE("a length is in seconds or words, with or without something missing", "[panel]") {
    const Condition plain = read("longer than 90 s");
    CHECK(plain.seconds == 90);
    CHECK(plain.word_count == 0);
    CHECK(plain.parts.empty());
    const Condition without = read("longer than 120 words without a decision");
    CHECK(without.word_count == 120);
    REQUIRE(without.parts.size() == 1);
    CHECK(without.parts[0].kind == Condition::Kind::Missing);
    CHECK(without.parts[0].observation == ObservationKind::Decision);
}

TEST_CASE("what a condition writes, it reads back", "[panel]") {
    for (const ObservationKind kind : kObservationKinds) {
        for (const auto form : {Condition::Kind::Missing, Condition::Kind::Present}) {
            Condition condition;
            condition.kind = form;
            condition.observation = kind;
            CHECK(read(to_text(condition)) == condition);
        }
    }
    for (const char* line :
         {"always", "mentions rate limit", "says \"we\" throughout", "longer than 90 s",
          "longer than 7 words", "longer than 90 s without a rejected option"}) {
        CHECK(to_text(read(line)) == line);
    }
}

TEST_CASE("what is no condition is refused with what can be written", "[panel]") {
    for (const char* line :
         {"no", "no clue", "mentions", "mentions ", "longer than", "longer than 0 s",
          "longer than -3 words", "longer than 99999999999999999999 s", "longer than 90 parsecs",
          "longer than 90 s without a clue", "longer than 90 s or so", "number", "system(1)"}) {
        INFO(line);
        const Result<Condition> condition = parse_condition(line);
        REQUIRE_FALSE(condition);
        CHECK(condition.error().id == "condition.101");
        CHECK_FALSE(condition.error().hint.empty());
    }
}
