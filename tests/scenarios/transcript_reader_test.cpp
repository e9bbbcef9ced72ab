#include "scenarios/transcript_reader.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

TEST_CASE("plain text: headings start rounds, names start turns", "[scenarios]") {
    const auto transcript = read_transcript(
        "# behavioral\nInterviewer: Tell me.\nCandidate: I did it.\nAnd then more.\n\n"
        "# coding\ncandidate: return x\n",
        "t.txt");
    REQUIRE(transcript);
    REQUIRE(transcript->rounds.size() == 2);
    const RoundRecord& behavioral = transcript->rounds[0];
    CHECK(behavioral.round == "behavioral");
    REQUIRE(behavioral.turns.size() == 2);
    CHECK(behavioral.turns[1].speaker == Speaker::Candidate);
    CHECK(behavioral.turns[1].text == "I did it.\nAnd then more.");
    CHECK_FALSE(behavioral.turns[1].at_ms);
}

TEST_CASE("WebVTT and SRT keep their times and join the cues of one turn", "[scenarios]") {
    const auto vtt = read_transcript(
        "WEBVTT\n\nNOTE # design\n\n00:00:01.000 --> 00:00:02.500\n<v Interviewer>Go on.</v>\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v Candidate>I would\n\n00:00:04.000 --> "
        "00:00:05.250\n<v Candidate>ask first.\n",
        "t.vtt");
    REQUIRE(vtt);
    REQUIRE(vtt->rounds.size() == 1);
    CHECK(vtt->rounds[0].round == "design");
    REQUIRE(vtt->rounds[0].turns.size() == 2);
    CHECK(vtt->rounds[0].turns[1].text == "I would ask first.");
    CHECK(vtt->rounds[0].turns[1].at_ms == 3000);
    CHECK(vtt->rounds[0].turns[1].until_ms == 5250);

    const auto srt = read_transcript(
        "1\n00:00:01,000 --> 00:00:02,000\nInterviewer: Why?\n\n2\n00:00:03,000 --> "
        "00:00:04,000\nCandidate: Because.\n",
        "t.srt");
    REQUIRE(srt);
    CHECK(srt->rounds[0].turns[1].text == "Because.");
}

TEST_CASE("a transcript that cannot be read says where", "[scenarios]") {
    const auto error = [](const std::string& text) {
        const Error found = read_transcript(text, "t").error();
        return found.where + " [" + found.id + "] " + found.message;
    };
    CHECK(error("") == "t:1 [transcript.123] the file is empty");
    CHECK(error("hello there\n") == "t:1 [transcript.120] words before anybody speaks");
    CHECK(error("1\n00:00 --> later\nCandidate: x\n") ==
          "t:2 [transcript.121] a cue's times cannot be read");
    CHECK(error("{\"format\": \"halfstep/packet\"}") ==
          "t: /format [transcript.108] this is \"halfstep/packet\"");
}
