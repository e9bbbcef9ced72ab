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

TEST_CASE("What stands behind an answer is counted, whoever it is told of", "[interviewers]") {
    CHECK(features_of("The nurses kept a sheet by the door.").at("artifact") > 0);
    CHECK(features_of("The rule holds for both wards.").at("rule") > 0);
    CHECK(features_of("It cost them the second lorry.").at("cost") > 0);
    CHECK(features_of("Three teams had to move.").at("groups") > 0);
    CHECK(features_of("My team had to move.").at("groups") == 0);
}

TEST_CASE("What there was none of is an absence, a denial is not", "[interviewers]") {
    CHECK(features_of("Nobody owned the key.").at("absence") > 0);
    CHECK(features_of("It ran with no second lamp.").at("absence") > 0);
    CHECK(features_of("No, it held.").at("absence") == 0);
    CHECK(features_of("No, lamps were there.").at("absence") == 0);
}

TEST_CASE("A horizon is a stretch long enough to show, not a date", "[interviewers]") {
    CHECK(features_of("It has held for three years.").at("horizon") > 0);
    CHECK(features_of("Half a year later it held.").at("horizon") > 0);
    CHECK(features_of("It held for three days.").at("horizon") == 0);
    CHECK(features_of("It was a good year.").at("horizon") == 0);
}

TEST_CASE("A probe is answered by what rests on something", "[interviewers]") {
    RoundRecord round = one_answer("I moved the lamps.");
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
    CHECK(probe("What came of it?", "It fell from 40 falls a month to 9.") > 0);
}

TEST_CASE("Told with nobody in it is impersonal, a place is not", "[interviewers]") {
    CHECK(features_of("There was a decision to move the lamps.").at("-impersonal") > 0);
    CHECK(features_of("I went there and moved the lamps.").at("-impersonal") == 0);
}

TEST_CASE("Words said again count once", "[interviewers]") {
    const std::string once = "The nurses kept a sheet by the door of the second ward.";
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
