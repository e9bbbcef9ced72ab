#include "interviewers/reading/features.hpp"

#include <string>

#include "tests/interviewers/reading/reading_of.hpp"

using namespace halfstep;

namespace {

Features features_of(const std::string& answer) {
    const RoundRecord round = one_answer(answer);
    return features_of(round, read_round(round, false), RoundFamily::Story);
}

}  // namespace

TEST_CASE("A probe is answered by what rests on something", "[interviewers]") {
    const auto answered = [](const char* probe, const char* answer) {
        RoundRecord round =
            one_answer("I moved the lamps, because 40 people fell there each month.");
        add_exchange(round, probe, answer);
        return features_of(round, read_round(round, false), RoundFamily::Story).at("answered");
    };
    const char* const grounded = "It fell from 40 falls a month to 9.";
    CHECK(answered("What came of it?", grounded) > 0);
    CHECK(answered("What came of it?", "I like lamps.") == 0);
    CHECK(answered("Go on.", grounded) == 0);  // it asks nothing: still the first question
}

TEST_CASE("Words said again count once", "[interviewers]") {
    const std::string once = "The nurses kept a sheet by the door of the second ward.";
    CHECK(features_of(once).at("artifact") > 0);
    CHECK(features_of(once + " " + once).at("artifact") == features_of(once).at("artifact"));
}

TEST_CASE("What is said with more to it counts as said at all", "[interviewers]") {
    const Features features =
        features_of("I rejected the second scanner, because it would have cost 40 parcels a day.");
    CHECK(features.at("own_decision") > 0);
    CHECK(features.at("own_action") > 0);
    CHECK(features.at("rejected_concrete") > 0);
    CHECK(features.at("rejected") > 0);
}
