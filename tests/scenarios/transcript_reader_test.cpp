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

namespace {

/// "NAME@MS: words" of every turn, in order.
std::string told(const std::string& text) {
    const Result<SpokenTranscript> spoken = read_spoken(text, "t");
    if (!spoken) return spoken.error().id + " " + spoken.error().message;
    std::string all;
    for (const SpokenRound& round : spoken->rounds) {
        if (round.round != "interview") all += "# " + round.round + "\n";
        for (const SpokenTurn& said : round.turns) {
            all += said.name;
            if (said.turn.at_ms) all += "@" + std::to_string(*said.turn.at_ms);
            if (said.turn.until_ms) all += "-" + std::to_string(*said.turn.until_ms);
            all += ": " + said.turn.text + "\n";
        }
    }
    return all;
}

}  // namespace

TEST_CASE("somebody who speaks once is still a speaker", "[scenarios]") {
    CHECK(told("Dana Ito: Why?\nSam: Because.\n") == "Dana Ito: Why?\nSam: Because.\n");
    CHECK(told("Dana: Why?\nSam: Because.\nDana: And?\nLee: Nothing from me.\nSam: So.\n") ==
          "Dana: Why?\nSam: Because.\nDana: And?\nLee: Nothing from me.\nSam: So.\n");
    // What people put before a colon when they tell a story names nobody, however often.
    CHECK(told("Dana: Why?\nSam: Well.\nSituation: old.\nResult: new.\nResult: newer.\n") ==
          "Dana: Why?\nSam: Well.\nSituation: old.\nResult: new.\nResult: newer.\n");
}

TEST_CASE("two voices in one cue stay two", "[scenarios]") {
    CHECK(told("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana Ito>Why?</v> <v Sam>Because.</v>\n") ==
          "Dana Ito@1000-2000: Why?\nSam@1000-2000: Because.\n");
    CHECK(told("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana>Why?\nSay.</v>\n<v Sam>No.</v>\n") ==
          "Dana@1000-2000: Why? Say.\nSam@1000-2000: No.\n");
    CHECK(told("1\n00:00:01,000 --> 00:00:02,000\nDana: Why?\nSam: Because.\n\n2\n00:00:02,000 "
               "--> 00:00:03,000\nof this.\n") ==
          "Dana@1000-2000: Why?\nSam@1000-3000: Because. of this.\n");
    CHECK(told("1\n00:00:01,000 --> 00:00:02,000\n- Why?\n- Because.\n") ==
          "@1000-2000: Why?\n@1000-2000: Because.\n");
    CHECK(told("1\n00:00:01,000 --> 00:00:02,000\n>> DANA: Why?\n>> SAM: So.\n") ==
          "DANA@1000-2000: Why?\nSAM@1000-2000: So.\n");
}

TEST_CASE("files of the common recorders are read as they are", "[scenarios]") {
    // A meeting's captions: byte order mark, CRLF, numbered cues, times over an hour.
    CHECK(
        told("\xEF\xBB\xBFWEBVTT\r\n\r\n1\r\n01:02:03.500 --> 01:02:05.000\r\nDana Ito: Why?\r\n"
             "\r\n2\r\n01:02:06.000 --> 01:02:07.000 align:start\r\nSam Roe (Guest): Well.\r\n") ==
        "Dana Ito@3723500-3725000: Why?\nSam Roe (Guest)@3726000-3727000: Well.\n");
    // A meeting's captions with ids, escapes and a name in two parts.
    CHECK(told("WEBVTT\n\n7f3a-11/4-0\n00:00:01.2 --> 00:00:02.000\n<v Ito, Dana>R&amp;D?</v>\n") ==
          "Ito, Dana@1200-2000: R&D?\n");
    // Saved captions of a call: the time of day behind a name in brackets.
    CHECK(told("[Dana Ito] 11:00:02\nWhy?\n\n[Sam] 11:00:09\nWell.\nSo.\n") ==
          "Dana Ito@39602000: Why?\nSam@39609000: Well.\nSo.\n");
    // A transcription service: name and time on a line, words below, over an hour.
    CHECK(told("Dana Ito  59:58\nWhy?\n\nSpeaker 2  1:00:05\nWell.\n") ==
          "Dana Ito@3598000: Why?\nSpeaker 2@3605000: Well.\n");
    CHECK(told("Speaker 1 (00:01):\nWhy?\n\nAna de la Cruz (00:05): Well.\n") ==
          "Speaker 1@1000: Why?\nAna de la Cruz@5000: Well.\n");
    CHECK(told("0:01 - Dana Ito (Acme)\n  Why?\n0:05 - Sam\n  Well.\n") ==
          "Dana Ito (Acme)@1000: Why?\nSam@5000: Well.\n");
    // A document: bold names, headings of any depth, the time on a line of its own.
    CHECK(
        told("## Behavioral\n\n00:00:00\n**Dana Ito:** Why?\n\n**Sam:** Well.\n00:05:00\nSo.\n") ==
        "# behavioral\nDana Ito: Why?\nSam: Well.\nSo.\n");
    // A recogniser's output on a terminal, and its lists.
    CHECK(told("[00:00.000 --> 00:02.500]  Why?\n[00:02.500 --> 00:04.000]  Well.\n") ==
          "@0-2500: Why?\n@2500-4000: Well.\n");
    CHECK(told(R"([{"speaker": "A", "text": "Why?", "start": 1, "end": 2}, {"speaker": "B",
                    "text": "Well."}])") == "Speaker A@1000-2000: Why?\nSpeaker B: Well.\n");
    CHECK(told(R"({"utterances": [{"speaker": 0, "transcript": "Why?"}]})") == "Speaker 0: Why?\n");
    // A time before words that name nobody, with a brace in them.
    CHECK(told("[00:00:01] Why {}?\n[00:00:05] Well.\n") == "@1000: Why {}?\n@5000: Well.\n");
    CHECK(told("Interviewer 1: Why?\nInterviewer 2: And?\nCandidate (Sam): Redis: fast.\n") ==
          "Interviewer 1: Why?\nInterviewer 2: And?\nCandidate (Sam): Redis: fast.\n");
}

TEST_CASE("odd times and empty cues harm nothing", "[scenarios]") {
    CHECK(
        told("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nSam: So.\n") ==
        "Sam@3000-4000: So.\n");
    CHECK(told("1\n99999999999999999999:00 --> 00:00:02,000\nSam: So.\n")
              .starts_with("transcript.121"));
    CHECK(told("1\n00:61:00,000 --> 00:00:02,000\nSam: So.\n").starts_with("transcript.121"));
    // A cue that ends before it begins lasts no time.
    CHECK(told("1\n00:00:05,000 --> 00:00:02,000\nSam: So.\n") == "Sam@5000-5000: So.\n");
}
