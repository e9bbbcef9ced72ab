#include "interviewers/reading/values.hpp"

#include "interviewers/conducting/conduct.hpp"
#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

CompanyValue repairs() {
    CompanyValue value;
    value.id = "own-it";
    value.signals = {"behavioral"};
    value.counts = {{{"repaired what was not theirs", {"nobody owned it"}}, {}},
                    {{"owns a failure", {}}, parse_condition("has owned failure").value()}};
    value.ask = "When did you last repair something that was not yours?";
    return value;
}

Feedback feedback_on(const std::string& answer) {
    SeatView view = seat_of(one_answer(answer));
    view.brief.values = {repairs()};
    return assess(view);
}

std::optional<Finding> value_in(const Feedback& feedback) {
    for (const Finding& finding : feedback.findings) {
        if (finding.kind == "value") return finding;
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a value shown in words is told with the sentence that showed it", "[interviewers]") {
    const auto found =
        value_in(feedback_on("The export broke on Fridays. Nobody owned it, so I took it over."));
    REQUIRE(found);
    CHECK(found->id == "value.own-it");
    CHECK(found->text == "Shows own-it: repaired what was not theirs.");
    CHECK(found->quote == "Nobody owned it, so I took it over.");
    CHECK(found->turn == 1);
}

TEST_CASE("a value shown by what was observed is told; one not shown is not", "[interviewers]") {
    const auto found = value_in(
        feedback_on("I was wrong about the cache, and my mistake cost us a week of orders."));
    REQUIRE(found);
    CHECK(found->text == "Shows own-it: owns a failure.");
    CHECK_FALSE(value_in(feedback_on("I moved the import to another host in March.")));
    CHECK_FALSE(value_in(feedback_on("")));
}

TEST_CASE("a value of another signal is not listened for here", "[interviewers]") {
    const CompanyValue value = repairs();
    CHECK(heard_here(value, seat_of(one_answer("x")).signals));
    SignalSpec design;
    design.id = "design";
    CHECK_FALSE(heard_here(value, {design}));
    CHECK(heard_here(CompanyValue{}, {design}));
}

TEST_CASE("what was not shown is asked for once, after the round's questions", "[interviewers]") {
    QuestionSpec question;
    question.id = "q";
    question.ask = "Tell me about your work.";
    FollowUp never;
    never.when = parse_condition("mentions kubernetes").value();
    never.ask = "Why that?";
    question.follow_ups = {never, never};
    RoundRecord record = one_answer("I moved the import to another host in March.", question.ask);
    record.turns[0].question = "q";
    record.turns[0].move = "question";
    SeatView view = seat_of(record);
    view.questions = {question};
    view.rounds[0].questions = {"q"};
    view.brief.values = {repairs()};
    const auto move = conduct(view, 0, {.elapsed_ms = 60'000});
    REQUIRE(move);
    CHECK(move->text.ends_with(repairs().ask));
    CHECK(move->reason == "nothing in the round has shown the value own-it");

    view.records[0].turns[1].text = "Nobody owned it, so I took it over.";
    const auto other = conduct(view, 0, {.elapsed_ms = 60'000});
    REQUIRE(other);
    CHECK_FALSE(other->text.ends_with(repairs().ask));
}
