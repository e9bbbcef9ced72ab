#include "interviewers/reading/findings.hpp"

#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

std::vector<Finding> findings_of(RoundRecord round, const std::string& kind) {
    round.round = kind;
    return assess(seat_of(round)).findings;
}

const Finding* find(const std::vector<Finding>& findings, const std::string& id) {
    for (const Finding& finding : findings)
        if (finding.id == id) return &finding;
    return nullptr;
}

/// The finding is there with this quote, and a near miss of it has none.
struct Case {
    const char* id;
    const char* kind;
    const char* question;
    const char* said;
    const char* quote;  ///< empty: it is about what is missing, and quotes nothing
    const char* near_miss;
};

std::string times(const std::string& text, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
}

const std::string kReach =
    "I decided to compare every import before it goes live, because 40 orders differed. Errors "
    "fell from 40 a week to 2. Two other teams copied the check. I convinced the head of sales "
    "with a count of lost orders.";

}  // namespace

TEST_CASE("Each trap is found with its words, and not beside them", "[interviewers]") {
    const std::string long_winded =
        "I will begin with the background. " +
        times("There was the building and the street and the weather and all of that. ", 16);
    const std::vector<Case> cases{
        {"trap.we", "behavioral", "Tell me about your work.",
         "We moved the queue. We wrote the check. We shipped it in May. I sat there.",
         "We moved the queue.",
         "I moved the queue. We wrote the check. I shipped it in May. I rolled it out."},
        {"trap.safe_story", "behavioral", "Tell me about your work.",
         "I fixed the parser. I wrote a test for it.", "I fixed the parser.", kReach.c_str()},
        {"trap.verbosity", "behavioral", "Tell me about your work.", long_winded.c_str(),
         "There was the building and the street and the weather and all of that.", kReach.c_str()},
        {"trap.no_failure", "behavioral", "Which mistake was yours?",
         "I moved the queue and the check came later.",
         "I moved the queue and the check came later.",
         "I was wrong about the queue, and it cost us a week."},
        {"trap.no_influence", "behavioral", "Who had to be convinced?",
         "I moved the queue. I wrote a page.", "", kReach.c_str()},
    };
    for (const Case& c : cases) {
        INFO(c.id);
        const auto found = findings_of(one_answer(c.said, c.question), c.kind);
        const Finding* finding = find(found, c.id);
        REQUIRE(finding);
        CHECK(finding->kind == "trap");
        CHECK(finding->quote == c.quote);
        CHECK_FALSE(find(findings_of(one_answer(c.near_miss, c.question), c.kind), c.id));
    }
}

TEST_CASE("Each concern of the debrief is found with its words, and not beside them",
          "[interviewers]") {
    const std::string wide = kReach + " Three departments moved to it in a month.";
    const std::vector<Case> cases{
        {"debrief.no_level_evidence", "behavioral", "Tell me about your work.",
         "I fixed the parser.", "", wide.c_str()},
        {"debrief.no_ownership", "behavioral", "Tell me about your work.",
         "I told them about the queue. My lead decided that it stays. I fixed the form.",
         "My lead decided that it stays.",
         "I told my lead about the queue. I decided that it stays. I fixed the form."},
        {"debrief.no_operations", "design", "Design the queue.",
         "I would keep one table of jobs, because the order matters.", "",
         "If the store crashes, a limit of 500 jobs holds and it pages the on-call. The rollout "
         "is a canary behind a flag, with an alert and a runbook. A lost job is retried at most "
         "3 times."},
        {"debrief.attribution", "behavioral", "Tell me about your work.",
         "We moved the queue. We wrote the check. We shipped it. We built the form.", "",
         kReach.c_str()},
    };
    for (const Case& c : cases) {
        INFO(c.id);
        const auto found = findings_of(one_answer(c.said, c.question), c.kind);
        const Finding* finding = find(found, c.id);
        REQUIRE(finding);
        CHECK(finding->kind == "debrief_concern");
        CHECK(finding->quote == c.quote);
        CHECK_FALSE(find(findings_of(one_answer(c.near_miss, c.question), c.kind), c.id));
    }
}

TEST_CASE("Points reached only when pointed at are counted in the debrief", "[interviewers]") {
    const auto found = [](const std::string& first, const std::string& second) {
        RoundRecord round = one_answer("I would keep one table, because the order matters.");
        for (const std::string& said : {first, second}) {
            Turn probe;
            probe.speaker = Speaker::Interviewer;
            probe.text = "And two of the same?";
            Turn answer;
            answer.text = said;
            round.turns.push_back(probe);
            round.turns.push_back(answer);
        }
        return findings_of(round, "design");
    };
    const auto twice =
        found("Good point, I had not thought of that.", "Ah right, I did not consider the clock.");
    const Finding* finding = find(twice, "debrief.prompting");
    REQUIRE(finding);
    CHECK(finding->text.starts_with("2 points"));
    CHECK(finding->quote == "Good point, I had not thought of that.");
    CHECK_FALSE(find(found("Good point, I had not thought of that.", "A key per job stops it."),
                     "debrief.prompting"));
}

TEST_CASE("The self-check has its seven dimensions, 1 to 5, their sum and its band",
          "[interviewers]") {
    const std::vector<std::string> ids{"observability", "specificity", "attribution",
                                       "level_signal",  "consistency", "recovery",
                                       "durability"};
    const auto total_of = [&](const std::string& answer) {
        const auto found = findings_of(one_answer(answer), "behavioral");
        int total = 0;
        for (const std::string& id : ids) {
            const Finding* finding = find(found, "self_check." + id);
            REQUIRE(finding);
            REQUIRE(finding->score);
            CHECK(*finding->score >= 1);
            CHECK(*finding->score <= 5);
            total += *finding->score;
        }
        const Finding* sum = find(found, "self_check.total");
        REQUIRE(sum);
        CHECK(sum->text.starts_with(std::to_string(total) + " of 35: "));
        return std::pair(total, sum->text);
    };
    const auto [low, vague] = total_of("It was a good time and the mood was fine.");
    CHECK(low <= 17);
    CHECK(vague.find("too vague to survive a debrief") != std::string::npos);
    const std::string strong =
        kReach +
        " I rejected a second writer, because it would have doubled the failures. I owned the "
        "import in production. I was wrong about the cache, and it cost us 3 weeks. Since then "
        "every release has a checklist, and three other teams adopted it. I refused to go live "
        "on Friday because 12 of 90 orders were late. Ilse agreed once the list was hers. I "
        "chose a queue instead of a cron job, because a job had died 4 times. I counted 800 "
        "rows by hand. The company requires that check for every release now.";
    const auto [high, solid] = total_of(strong);
    CHECK(high >= 28);
    CHECK(solid.find("likely to produce strong written feedback") != std::string::npos);
}

TEST_CASE("Dimensions of the self-check quote what they counted", "[interviewers]") {
    const auto found = findings_of(one_answer(kReach), "behavioral");
    CHECK(find(found, "self_check.specificity")->quote == "Errors fell from 40 a week to 2.");
    CHECK(find(found, "self_check.level_signal")->quote == "Two other teams copied the check.");
}
