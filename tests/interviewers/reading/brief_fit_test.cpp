#include "interviewers/reading/brief_fit.hpp"

#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

Brief backend_brief() {
    Brief brief;
    brief.role = "backend";
    brief.title = "Senior backend engineer";
    brief.target_level = "senior";
    brief.ladder = default_ladder();
    brief.scale = default_scale();
    brief.rounds = {
        {"coding", "coding", {"Turns a problem into tested code."}},
        {"design", "design", {"Shapes a system from requirements."}},
        {"incident", "project", {"Leads an incident and leaves the service safer on call."}},
        {"hiring_manager", "hiring_manager", {"Fits this role's scope."}}};
    return brief;
}

Brief manager_brief() {
    Brief brief = backend_brief();
    brief.role = "engineering management";
    brief.title = "Engineering manager, first team";
    brief.rounds = {{"people", "behavioral", {"Says it to them in time."}},
                    {"hiring_manager", "hiring_manager", {"Wants the work of a manager."}}};
    return brief;
}

/// What does not fit, joined by spaces.
std::string misfits(const Brief& brief, const std::string& answer) {
    std::string about;
    for (const Misfit& misfit : read_brief_fit(brief, read_round(one_answer(answer), false)))
        about += (about.empty() ? "" : " ") + misfit.about;
    return about;
}

}  // namespace

TEST_CASE("What is declined and the loop asks for does not fit the brief", "[interviewers]") {
    const Brief brief = backend_brief();
    CHECK(misfits(brief, "I want to stop coding.") == "coding");
    CHECK(misfits(brief, "To be open, I no longer want to write code myself.") == "coding");
    CHECK(misfits(brief, "I am tired of coding, and slides are fine.") == "coding");
    CHECK(misfits(brief, "I have not written code for four years.") == "coding");
    CHECK(misfits(brief, "I do not code any more.") == "coding");
    CHECK(misfits(brief, "I would rather not be on call.") == "on_call");
    CHECK(misfits(brief, "I don't want to carry the pager again.") == "on_call");
    CHECK(misfits(brief, "As I read the ad, there is no on-call in this role.") == "on_call");
    CHECK(misfits(brief, "I am not interested in system design.") == "architecture");
    CHECK(misfits(manager_brief(), "I do not want to manage people.") == "managing");
    // Once each, whatever else is said.
    CHECK(misfits(brief,
                  "I want to stop coding. I no longer want to write code. "
                  "I don't want on-call.") == "coding on_call");
}

TEST_CASE("What is wanted and the job does not hold does not fit the brief", "[interviewers]") {
    CHECK(misfits(backend_brief(), "I would like to manage a team of ten.") == "managing");
    CHECK(misfits(backend_brief(), "My goal is people management.") == "managing");
    CHECK(misfits(manager_brief(), "I want to keep coding.") == "coding");
    CHECK(misfits(backend_brief(), "I applied for the frontend role.") == "role");
    CHECK(misfits(backend_brief(), "I want to work as a product manager.") == "role");
    CHECK(misfits(backend_brief(), "I am looking for a staff position.") == "level");
}

TEST_CASE("Near misses of a wish fit the brief", "[interviewers]") {
    for (const std::string answer : {"I do not want to write code that nobody reads.",
                                     "I do not want to only code.",
                                     "I do not want to stop coding.",
                                     "I would not mind on-call.",
                                     "I will not give up coding.",
                                     "I am not tired of coding.",
                                     "I did not want to manage people then.",
                                     "They do not want to code any more.",
                                     "She said \"I want to stop coding\".",
                                     "If I did not want to code, I would say so.",
                                     "I do not write code before the ticket is clear.",
                                     "I was done with coding when the tests ran.",
                                     "There is no on-call at my present company.",
                                     "I moved away from on-call in spring.",
                                     "I want to manage people in five years, not now.",
                                     "I want a manager who reads code.",
                                     "I want to write code where an error costs money.",
                                     "I managed people and I liked it.",
                                     "I applied for the backend role.",
                                     "I want to work with a product manager.",
                                     "I worked as a frontend developer.",
                                     "I am looking for a senior position.",
                                     "I would like to learn from a staff engineer.",
                                     "Do I have to be on call?",
                                     "I want to be a staff engineer in two years.",
                                     "I do not want to manage people."}) {
        INFO(answer);
        CHECK(misfits(backend_brief(), answer).empty());
    }
    CHECK(misfits(manager_brief(), "I want to manage a team.").empty());
    CHECK(misfits(manager_brief(), "I want to write code reviews that teach.").empty());
    CHECK(misfits(manager_brief(), "I want to stop coding.").empty());
    Brief open = backend_brief();
    open.role = "software engineer";
    open.title = "Engineer";
    CHECK(misfits(open, "I applied for the backend role.").empty());
    // Without a loop in the brief there is nothing to compare with.
    open.rounds.clear();
    CHECK(misfits(open, "I want to stop coding.").empty());
}

TEST_CASE("What is taken on after all is no misfit any more", "[interviewers]") {
    const Brief brief = backend_brief();
    CHECK(
        misfits(brief, "I want to stop coding. Half of my time I would still write code.").empty());
    CHECK(misfits(brief, "I want to stop coding. I would not write code again.") == "coding");
}

TEST_CASE("Only the hiring manager holds an answer against the brief", "[interviewers]") {
    const std::string answer =
        "I built the tariff service for 200 towns and cut the errors from 40 to 3 a week. "
        "I want to stop coding, because eight years of it were enough.";
    RoundRecord record = one_answer(answer, "Why this job?");
    record.round = "hiring_manager";
    SeatView view = seat_of(record);
    const double before = static_cast<double>(*assess(view).ratings[0].estimate) / 1000.0;
    view.brief = backend_brief();
    const Feedback feedback = assess(view);
    CHECK(static_cast<double>(*feedback.ratings[0].estimate) / 1000.0 ==
          Approx(before - 0.4).margin(0.02));
    const auto found = std::find_if(feedback.findings.begin(), feedback.findings.end(),
                                    [](const Finding& f) { return f.id == "debrief.brief_fit"; });
    REQUIRE(found != feedback.findings.end());
    CHECK(found->quote == "I want to stop coding, because eight years of it were enough.");
    CHECK(found->text ==
          "Does not fit the brief: the loop has a coding round, so the work is hands-on.");
    const auto card =
        std::find_if(feedback.cards.begin(), feedback.cards.end(),
                     [](const EvidenceCard& c) { return c.id == "hiring_manager.f.coding"; });
    REQUIRE(card != feedback.cards.end());
    CHECK(card->polarity == Polarity::Concern);
    CHECK(card->quote == found->quote);
    // In another seat's round the same words are no misfit.
    record.round = "behavioral";
    SeatView other = seat_of(record);
    other.brief = backend_brief();
    for (const Finding& finding : assess(other).findings) CHECK(finding.id != "debrief.brief_fit");
}
