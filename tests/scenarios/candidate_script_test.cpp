#include "scenarios/candidate_script.hpp"
#include <algorithm>

#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

const char* const kFile = R"(format: halfstep/candidate
version: 1
name: x
panel: senior-backend
rounds:
  - round: coding
    answers:
      - question: q1
        say: [first, {code: "x = 1"}]
        follow_ups: {number: twelve, any: well}
        challenge: I stand by it
      - question: q2
        say: second
    otherwise: [hm]
)";

std::string said(const Utterance& utterance) {
    std::string text;
    for (const Turn& turn : utterance) text += "[" + turn.text + "]";
    return text;
}

Move move(MoveKind kind, const std::string& question,
          std::optional<ObservationKind> asks_for = {}) {
    Move made;
    made.kind = kind;
    made.question = question;
    made.asks_for = asks_for;
    return made;
}

}  // namespace

TEST_CASE("a scripted candidate answers what is asked, once", "[scenarios]") {
    const LoadedCandidate loaded = Library({}).check_candidate(kFile, "x.candidate.yaml");
    REQUIRE(loaded.candidate);
    ScriptedCandidate candidate(*loaded.candidate, "coding");
    CHECK(said(candidate.answer(move(MoveKind::Question, "q1"))) == "[first][x = 1]");
    const auto number = ObservationKind::Number;
    CHECK(said(candidate.answer(move(MoveKind::FollowUp, "q1", number))) == "[twelve]");
    CHECK(said(candidate.answer(move(MoveKind::FollowUp, "q1", number))) == "[well]");
    CHECK(said(candidate.answer(move(MoveKind::FollowUp, "q1", number))) == "[hm]");
    CHECK(said(candidate.answer(move(MoveKind::Challenge, "q1"))) == "[I stand by it]");
    CHECK(said(candidate.answer(move(MoveKind::Question, "unknown"))) == "[second]");
    CHECK(candidate.answer(move(MoveKind::Question, "unknown")).empty());
    CHECK(candidate.answer(move(MoveKind::Nudge, "q1")).empty());
}

TEST_CASE("a candidate file is told its faults", "[scenarios]") {
    const auto problem = [](std::string text) {
        const auto loaded = Library({}).check_candidate(text, "x.candidate.yaml");
        const auto first = std::ranges::find(loaded.problems, Severity::Error, &Problem::severity);
        return first == loaded.problems.end() ? "" : to_text(*first);
    };
    std::string text = kFile;
    text.replace(text.find("number"), 6, "nmbers");
    CHECK(problem(text) ==
          "x.candidate.yaml:10:22: error [candidate.201]: \"nmbers\" is none of the names known "
          "here; did you mean \"number\"?");
}
