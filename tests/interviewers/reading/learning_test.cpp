#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("Learning is a changed habit or practice, not a saying", "[interviewers]") {
    all_seen(Kind::Learning,
             {"Since then I sit with the people who use it before I draw anything.",
              "Since then I measure first.",
              "Since then every release needs a signed checklist in the template."});
    none_seen(Kind::Learning, {"I learned the value of communication.",
                               "You should always write it down.", "It was a valuable lesson."});
    none_seen(Kind::Learning, {"What I cannot do is hardware, I would have to learn it.",
                               "What changed in autumn, and who noticed?",
                               "Last year I changed the parser for the scanned claims.",
                               "Next time it would be four hours, and not eleven."});
    none_seen(Kind::Learning, {"I keep a counter in the closure.", "I ask because of the line."},
              true);
    CHECK(seen(Kind::Learning, "Since then every release needs a signed checklist in the template.")
              ->what == "practice");
    CHECK(seen(Kind::Learning, "Since then I sit with the people who use it.")->what == "habit");
}

TEST_CASE("Asked what was learned, \"I'll ... if\" is a rule for oneself", "[interviewers]") {
    const auto learned = [](const std::string& question) {
        return read_round(
                   one_answer("I'll sign a date only if I have read the contract.", question),
                   false)
            .has(ObservationKind::Learning);
    };
    CHECK(learned("What do you do differently since then?"));
    CHECK_FALSE(learned("Who was there?"));
}

TEST_CASE("A rule told in the present is a practice that binds", "[interviewers]") {
    const auto binds = [](const std::string& said) {
        const auto found = seen(ObservationKind::Learning, said);
        return found && found->what == "practice";
    };
    for (const char* said : {"A release cannot go out until two nurses have read it.",
                             "Every alarm needs a name that gets up for it.",
                             "I wrote it down, and each open row gets an owner by Tuesday.",
                             "No export is sent without a second pair of eyes."}) {
        INFO(said);
        CHECK(binds(said));
    }
    for (const char* said :
         {"Marta decided on an order. Each open row gets an owner by Tuesday.",
          "You cannot have trust without listening to people.", "I cannot sleep until it is done.",
          "Every site had a different idea of late.", "Every team has its own culture and ways.",
          "Every day is a new start for us all.", "Could it go out without a second reader?"}) {
        INFO(said);
        CHECK_FALSE(binds(said));
    }
}
