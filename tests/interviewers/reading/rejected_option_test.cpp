#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using Kind = ObservationKind;

TEST_CASE("An option not taken is named by someone who had the choice", "[interviewers]") {
    all_seen(Kind::RejectedOption,
             {"I kept one queue instead of two, because two would double the failures.",
              "I considered a broker and dropped it since it only added a part that can break.",
              "I turned down the timer version because it would have cost four hours."});
    none_seen(Kind::RejectedOption,
              {"There are queues, tables and files.",
               "In my experience conflict is misunderstanding rather than bad intent.",
               "We used queues and tables and files.", "There are several options."});
    CHECK(seen(Kind::RejectedOption, "I chose rows instead of files because files were lost.")
              ->weight == 3);
}

TEST_CASE("In a proposal the argument makes it, not an act", "[interviewers]") {
    all_seen(Kind::RejectedOption,
             {"A row and not a message, because a message in flight can't be changed.",
              "I'd keep rows instead of messages, since a message can't be changed."},
             true);
    none_seen(Kind::RejectedOption, {"There would be a broker, a cache and a table."}, true);
}

TEST_CASE("Asked for the option not taken, naming it with why is the answer", "[interviewers]") {
    const auto seen_when_asked = [](const std::string& question, const std::string& answer) {
        return read_round(one_answer(answer, question), false).has(Kind::RejectedOption);
    };
    const std::string asked = "Which other option was on the table?";
    CHECK(seen_when_asked(asked, "The backport, because nobody would own it."));
    CHECK_FALSE(seen_when_asked(asked, "The backport."));
    CHECK_FALSE(seen_when_asked(asked, "Because nobody would own it."));
    CHECK_FALSE(seen_when_asked(asked, "I do not know, because I had left by then."));
    CHECK_FALSE(seen_when_asked("Who was there?", "The plumber, because nobody would own it."));
}

TEST_CASE("What the other way would have led to is an option turned down", "[interviewers]") {
    all_seen(ObservationKind::RejectedOption,
             {"I said no. A board would have become the bottleneck.",
              "I kept it small; a second copy would've put nights on one team."});
    none_seen(ObservationKind::RejectedOption,
              {"I kept it small. It would have been nice to have more time.",
               "Some other people would have left."});
}

TEST_CASE("What is left out or spoken against is an option turned down", "[interviewers]") {
    all_seen(ObservationKind::RejectedOption,
             {"Nor would I shard it, one machine holds ten years.",
              "The other design polls every minute, and that doubles the bill.",
              "I would leave out search, because nobody pays for it.",
              "I declined the shared store, since one bug in it loses everything."},
             true);
    none_seen(ObservationKind::RejectedOption,
              {"I will not be long.", "The second one is a queue."}, true);
}
