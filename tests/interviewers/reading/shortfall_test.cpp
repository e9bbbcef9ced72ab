#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

TEST_CASE("What stands in place of a fact, an act or a change is told", "[interviewers]") {
    struct Case {
        const char* what;
        const char* said;
        const char* near_miss;
    };
    const std::vector<Case> cases{
        {"impression", "The nurses were happy with it.", "37 of 40 nurses asked to keep it."},
        {"impression", "It went really well.", "It went from nine days to two."},
        {"hint", "I raised it in the weekly call.", "I raised the limit in the weekly run."},
        {"unchanged", "After the summer it fizzled out.", "After the summer we went to the depot."},
        {"promise", "I will try to be clearer.", "I write the question down before I call."},
        {"effort", "We stayed late and gave it our best.", "I moved the late trains to the yard."},
        {"defied", "I went ahead anyway and built it.", "I went ahead with his version."},
        {"praised", "My colleagues said I was one of a kind, and she blossomed.",
         "My colleagues said I was wrong about the valve."},
        {"presence", "I was involved in the pricing.", "I wrote the pricing."},
        {"blurred", "It's hard to say who chose it.", "It's hard to say no to a nurse."},
        {"unweighed", "It was mostly gut feeling.", "I compared the two pumps for a week."},
        {"passive", "I do whatever comes.", "I sort them by what they cost us."},
        {"unknown", "I'm not sure how it ended.", "I made sure it ended on Friday."}};
    for (const Case& c : cases) {
        INFO(c.said << " / " << c.near_miss);
        CHECK(worries(c.what, c.said));
        CHECK_FALSE(worries(c.what, c.near_miss));
    }
}

TEST_CASE("A figure beside it makes an impression a result", "[interviewers]") {
    CHECK_FALSE(worries("impression", "They were happy with it: complaints fell from 30 to 4."));
    CHECK_FALSE(worries("effort", "I stayed late twice, and it cost us 9 hours of overtime."));
    CHECK_FALSE(worries("impression", "Were they happy with it?"));
}
