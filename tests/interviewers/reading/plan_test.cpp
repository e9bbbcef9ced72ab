#include "interviewers/reading/plan.hpp"

#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

const std::string kAsk =
    "On-call pages went from 11 to 40 a week. What would your first ninety days look like?";
const std::string kPlan =
    "First I would sit in on-call for two weeks and read your last 30 incident reports. By day 30 "
    "I "
    "would rank three causes by pages a week, on one page. I would freeze one billing system by "
    "day "
    "60 and not touch the roadmap before that. If your pages are not below 20 by day 90 I stop.";
const std::string kFluff =
    "In the first thirty days I'd build relationships and trust. Then I'd identify quick wins and "
    "align everybody. In the last thirty days I'd execute and deliver impact.";

RoundRecord plan_round(const std::string& answer, const std::string& ask = kAsk) {
    RoundRecord round = one_answer(answer, ask);
    round.round = "leadership";
    return round;
}

std::vector<Finding> plan_of(const RoundRecord& round) {
    return read_plan(round, read_round(round, false));
}

std::size_t shown(const std::vector<Finding>& findings) {
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [](const Finding& f) { return !f.quote.empty(); }));
}

}  // namespace

TEST_CASE("A plan is read for learning, causes, change, order, company and a stop",
          "[interviewers]") {
    const auto full = plan_of(plan_round(kPlan));
    REQUIRE(full.size() == 6);
    CHECK(shown(full) == 6);
    for (const Finding& finding : full) CHECK(finding.kind == "coaching");
    const auto empty = plan_of(plan_round(kFluff));
    REQUIRE(empty.size() == 6);
    CHECK(shown(empty) <= 1);
    CHECK(plan_of(plan_round(kPlan, "Tell me about a failure.")).empty());
}

TEST_CASE("What would be done is evidence where a plan was asked for, and only there",
          "[interviewers]") {
    const double asked = estimate_for(plan_round(kPlan));
    CHECK(asked > estimate_for(plan_round(kFluff)) + 0.5);
    CHECK(asked > estimate_for(plan_round(kPlan, "Tell me about something you did.")));
    CHECK(estimate_for(plan_round(kFluff)) < 1.5);
}

TEST_CASE("A plan that was written down is read like a spoken one", "[interviewers]") {
    RoundRecord round = plan_round(kPlan);
    round.turns[1].kind = TurnKind::Drawing;
    CHECK(shown(plan_of(round)) == 6);
    CHECK(estimate_for(round) == estimate_for(plan_round(kPlan)));
}
