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
    RoundRecord round = one_answer("I moved the lamps, because 40 people fell there each month.");
    const auto probe = [&](const char* question, const char* answer) {
        Turn asked;
        asked.speaker = Speaker::Interviewer;
        asked.text = question;
        Turn said;
        said.text = answer;
        round.turns.push_back(asked);
        round.turns.push_back(said);
        return features_of(round, read_round(round, false), RoundFamily::Story).at("answered");
    };
    CHECK(probe("Why?", "I like lamps.") == 0);
    round.turns.back().text = "The wards went from 90 lamps to 31 in a week.";
    round.turns[2].text = "Go on.";
    CHECK(features_of(round, read_round(round, false), RoundFamily::Story).at("answered") == 0);
    CHECK(probe("What came of it?", "It fell from 40 falls a month to 9.") > 0);
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
