#include "scenarios/assignment.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

const std::string kMeeting =
    "Ana Lopez  0:02\nTell me about it.\n\nBo  0:10\nI moved the import.\nNote: twice.\n\n"
    "Ana Lopez  1:05\nWhy?\n\nBo  1:20\nIt was slow.\n";

Result<Transcript> read(const std::string& text, const std::vector<SpeakerRole>& speakers,
                        const std::vector<std::string>& rounds = {}) {
    const Result<SpokenTranscript> spoken = read_spoken(text, "t");
    REQUIRE(spoken);
    Assignment assignment{speakers, {}};
    for (const std::string& round : rounds) {
        const Result<RoundStart> start = round_start_from(round);
        REQUIRE(start);
        assignment.rounds.push_back(*start);
    }
    return assign(*spoken, assignment, "t");
}

std::string refusal(const std::string& text, const std::vector<SpeakerRole>& speakers = {},
                    const std::vector<std::string>& rounds = {}) {
    const Result<Transcript> transcript = read(text, speakers, rounds);
    REQUIRE_FALSE(transcript);
    const Error& error = transcript.error();
    return error.where + " [" + error.id + "] " + error.message;
}

const std::vector<SpeakerRole> kBo{{"bo", Speaker::Candidate}};

}  // namespace

TEST_CASE("one candidate makes the others interviewers, and the other way round", "[scenarios]") {
    for (const std::vector<SpeakerRole>& speakers :
         {kBo, std::vector<SpeakerRole>{{"Ana Lopez", Speaker::Interviewer}}}) {
        const auto transcript = read(kMeeting, speakers);
        REQUIRE(transcript);
        REQUIRE(transcript->rounds.size() == 1);
        const std::vector<Turn>& turns = transcript->rounds[0].turns;
        REQUIRE(turns.size() == 4);
        CHECK(turns[0].speaker == Speaker::Interviewer);
        CHECK(turns[1].speaker == Speaker::Candidate);
        CHECK(turns[1].text == "I moved the import.\nNote: twice.");
        CHECK(turns[2].at_ms == 65'000);
    }
}

TEST_CASE("who cannot be told apart is asked for by name", "[scenarios]") {
    CHECK(refusal(kMeeting) ==
          "t [transcript.133] it cannot be told who the candidate is: \"Ana Lopez\" (2 turns, 5 "
          "words), \"Bo\" (2 turns, 9 words)");
    CHECK(refusal(kMeeting, {{"Bob", Speaker::Candidate}}) ==
          "t [transcript.126] nobody called \"Bob\" speaks in it");
    CHECK(refusal("Bo: one.\nBo: two.\n").starts_with("t [transcript.134] one voice only"));
    CHECK(refusal("1\n00:00:01,000 --> 00:00:02,000\nhello\n").find("[transcript.122]") !=
          std::string::npos);
}

TEST_CASE("rounds begin at a time, at a turn, or at the start", "[scenarios]") {
    const auto by_time = read(kMeeting, kBo, {"start=behavioral", "1:00=design"});
    REQUIRE(by_time);
    REQUIRE(by_time->rounds.size() == 2);
    CHECK(by_time->rounds[0].round == "behavioral");
    CHECK(by_time->rounds[1].round == "design");
    CHECK(by_time->rounds[1].turns.size() == 2);
    const auto by_turn = read(kMeeting, kBo, {"#4=coding"});
    REQUIRE(by_turn);
    CHECK(by_turn->rounds[0].round == "interview");
    CHECK(by_turn->rounds[1].turns.size() == 1);

    CHECK(refusal(kMeeting, kBo, {"#9=coding"}) == "t [transcript.128] there is no turn #9");
    CHECK(refusal(kMeeting, kBo, {"2:00:00=coding"}).find("[transcript.128]") != std::string::npos);
    CHECK(refusal("Q: Why?\nA: So.\n", {}, {"0:10=coding"}).find("[transcript.127]") !=
          std::string::npos);
}

TEST_CASE("forms of assignment that cannot be read are refused", "[scenarios]") {
    for (const char* text : {"", "Ana", "=candidate", "Ana=coach", "Ana="}) {
        INFO(text);
        CHECK_FALSE(speaker_role_from(text));
    }
    CHECK(speaker_role_from("A=B=interviewer").value().name == "A=B");
    for (const char* text : {"", "design", "=design", "start=", "#x=design", "#1x=a", "12=a"}) {
        INFO(text);
        CHECK_FALSE(round_start_from(text));
    }
}

TEST_CASE("what only looked like a speaker goes back to the turn before it", "[scenarios]") {
    const std::string text = "Ana: Which?\nBo: These two.\nRedis: fast.\nAna: Why?\nBo: So.\n";
    const auto transcript = read(text, {{"bo", Speaker::Candidate}, {"redis", {}}});
    REQUIRE(transcript);
    const std::vector<Turn>& turns = transcript->rounds[0].turns;
    REQUIRE(turns.size() == 4);
    CHECK(turns[1].text == "These two.\nRedis: fast.");
    CHECK(turns[1].speaker == Speaker::Candidate);
    REQUIRE(speaker_role_from("Redis=nobody"));
    CHECK_FALSE(speaker_role_from("Redis=nobody")->role);
    CHECK_FALSE(speaker_role_from("Redis=cache"));
}
