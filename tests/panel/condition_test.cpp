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
          "longer than 7 words", "longer than 90 s without a rejected option",
          "never mentions cost", "shorter than 30 words"}) {
        CHECK(to_text(read(line)) == line);
    }
}

TEST_CASE("what is no condition is refused with what can be written", "[panel]") {
    for (const char* line :
         {"no", "no clue", "mentions", "mentions ", "longer than", "longer than 0 s",
          "longer than -3 words", "longer than 99999999999999999999 s", "longer than 90 parsecs",
          "longer than 90 s without a clue", "longer than 90 s or so", "number", "system(1)",
          "never", "never has number", "shorter than 0 words", "shorter than 5 s"}) {
        INFO(line);
        const Result<Condition> condition = parse_condition(line);
        REQUIRE_FALSE(condition);
        CHECK(condition.error().id == "condition.101");
        CHECK_FALSE(condition.error().hint.empty());
    }
}

TEST_CASE("minutes are counted in seconds", "[panel]") {
    CHECK(read("longer than 2 minutes").seconds == 120);
}

TEST_CASE("parts that exclude each other never hold, parts that leave nothing out always",
          "[panel]") {
    const auto all = [](std::vector<Condition> parts) {
        Condition condition;
        condition.kind = Condition::Kind::All;
        condition.parts = std::move(parts);
        return condition;
    };
    const auto any = [&](std::vector<Condition> parts) {
        Condition condition = all(std::move(parts));
        condition.kind = Condition::Kind::Any;
        return condition;
    };
    const auto no = [&](Condition part) {
        Condition condition = all({std::move(part)});
        condition.kind = Condition::Kind::Not;
        return condition;
    };
    const Condition without = read("no number");
    const Condition with = read("has number");
    CHECK(never_holds(all({without, with})));
    CHECK(never_holds(all({without, all({read("no reason"), with})})));
    CHECK(never_holds(all({read("mentions cache"), read("never mentions cache")})));
    CHECK(never_holds(all({read("longer than 200 words"), read("shorter than 100 words")})));
    CHECK(never_holds(all({read("longer than 9 words without a number"), with})));
    CHECK(never_holds(no(read("always"))));
    CHECK(never_holds(no(any({without, with}))));
    CHECK(never_holds(any({all({without, with}), no(read("always"))})));
    CHECK(always_holds(any({without, with})));
    CHECK(always_holds(no(all({without, with}))));

    CHECK_FALSE(never_holds(any({without, with})));
    CHECK_FALSE(never_holds(all({without, read("has reason")})));
    CHECK_FALSE(never_holds(all({read("longer than 100 words"), read("shorter than 200 words")})));
    CHECK_FALSE(never_holds(all({read("longer than 90 s"), read("shorter than 10 words")})));
    CHECK_FALSE(always_holds(any({without, read("has reason")})));
}
