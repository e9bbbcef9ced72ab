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

TEST_CASE("people may keep their names until somebody says who is who", "[scenarios]") {
    const auto plain = read_spoken(
        "Dana Ito: Tell me about a failure.\nSam: I shipped it.\nResult: it broke.\n\n"
        "Dana Ito: And then?\nSam: I rolled back.\n",
        "t.txt");
    REQUIRE(plain);
    REQUIRE(plain->rounds.size() == 1);
    const std::vector<SpokenTurn>& turns = plain->rounds[0].turns;
    REQUIRE(turns.size() == 4);
    CHECK(turns[0].name == "Dana Ito");
    CHECK(turns[1].name == "Sam");
    // A colon in the middle of somebody's words names nobody.
    CHECK(turns[1].turn.text == "I shipped it.\nResult: it broke.");
    const auto transcript = with_speakers(
        *plain, {{"Dana Ito", Speaker::Interviewer}, {"Sam", Speaker::Candidate}}, "t.txt");
    REQUIRE(transcript);
    CHECK(transcript->rounds[0].turns[3].speaker == Speaker::Candidate);
    const Error unknown =
        with_speakers(*plain, {{"Dana Ito", Speaker::Interviewer}}, "t.txt").error();
    CHECK(unknown.where + " [" + unknown.id + "] " + unknown.message ==
          "t.txt:2 [transcript.125] \"Sam\" may be interviewer or candidate");
}

TEST_CASE("forms that recorders write are read with their times and names", "[scenarios]") {
    const auto stamped = read_spoken(
        "[00:00:01] Speaker 1: Why queues?\n[00:01:05] Speaker 2: They absorb bursts.\n", "t.txt");
    REQUIRE(stamped);
    REQUIRE(stamped->rounds[0].turns.size() == 2);
    CHECK(stamped->rounds[0].turns[1].name == "Speaker 2");
    CHECK(stamped->rounds[0].turns[1].turn.at_ms == 65'000);

    const auto headed =
        read_spoken("Dana Ito  0:03\nWhy queues?\n\nSam Roe  1:05\nThey absorb bursts.\n", "t.txt");
    REQUIRE(headed);
    REQUIRE(headed->rounds[0].turns.size() == 2);
    CHECK(headed->rounds[0].turns[1].name == "Sam Roe");
    CHECK(headed->rounds[0].turns[1].turn.text == "They absorb bursts.");
    CHECK(headed->rounds[0].turns[1].turn.at_ms == 65'000);

    const auto vtt = read_spoken(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v.loud Dana Ito>Why &amp; <i>how</i>?</v>\n\n"
        "00:00:03.000 --> 00:00:04.000\nSam: Well.\n",
        "t.vtt");
    REQUIRE(vtt);
    REQUIRE(vtt->rounds[0].turns.size() == 2);
    CHECK(vtt->rounds[0].turns[0].name == "Dana Ito");
    CHECK(vtt->rounds[0].turns[0].turn.text == "Why & how?");
    CHECK(vtt->rounds[0].turns[1].name == "Sam");

    const auto segments = read_spoken(
        R"({"segments": [{"speaker": "A1", "text": " Why? ", "start": 0.5, "end": 1.25},
                         {"speaker": "B1", "text": "Because."}]})",
        "t.json");
    REQUIRE(segments);
    REQUIRE(segments->rounds[0].turns.size() == 2);
    CHECK(segments->rounds[0].turns[0].turn.text == "Why?");
    CHECK(segments->rounds[0].turns[0].turn.until_ms == 1250);
}

TEST_CASE("captions and text that name nobody stay apart, turn by turn", "[scenarios]") {
    const auto captions = read_spoken(
        "1\n00:00:01,000 --> 00:00:02,000\nWhy?\n\n2\n00:00:03,000 --> 00:00:04,000\nBecause.\n",
        "t.srt");
    REQUIRE(captions);
    REQUIRE(captions->rounds[0].turns.size() == 2);
    CHECK(captions->rounds[0].turns[0].name.empty());
    CHECK(with_speakers(*captions, {}, "t.srt").error().id == "transcript.122");
    const auto text = read_spoken("Why queues?\n\nThey absorb\nbursts.\n", "t.txt");
    REQUIRE(text);
    REQUIRE(text->rounds[0].turns.size() == 2);
    CHECK(text->rounds[0].turns[1].turn.text == "They absorb\nbursts.");
    CHECK(read_spoken("caf\xE9", "t").error().id == "transcript.124");
}
