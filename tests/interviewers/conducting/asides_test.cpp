#include "interviewers/conducting/asides.hpp"

#include <algorithm>

#include "interviewers/conducting/conduct.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "tests/interviewers/conducting/simulated_round.hpp"
#include "tests/support/catch.hpp"

namespace halfstep {
namespace {

const PanelSpec& panel() {
    static const PanelSpec kPanel =
        Library({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"})
            .panel("mid-backend")
            .value();
    return kPanel;
}

void interviewer_says(SeatView& view, const Move& move) {
    Turn turn;
    turn.speaker = Speaker::Interviewer;
    turn.text = move.text;
    turn.question = move.question;
    turn.move = std::string(to_text(move.kind));
    view.records[0].turns.push_back(turn);
}

void candidate_says(SeatView& view, const std::string& text, TurnKind kind = TurnKind::Speech) {
    Turn turn;
    turn.kind = kind;
    turn.text = text;
    view.records[0].turns.push_back(turn);
}

/// A round whose first question has just been put.
SeatView asked(const std::string& round, const std::string& first = "") {
    SeatView view = test::view_of(panel(), round, 3);
    if (!first.empty()) view.rounds[0].questions = {first, view.rounds[0].questions.front()};
    for (int k = 0; k < 2; ++k) interviewer_says(view, *conduct(view, 0, {}));
    return view;
}

Move hears(SeatView& view, const std::string& text, TurnKind kind = TurnKind::Speech) {
    candidate_says(view, text, kind);
    const auto move = conduct(view, 0, {});
    REQUIRE(move);
    interviewer_says(view, *move);
    return *move;
}

const char* const kFails = "PASS one hole\nFAIL nested\n5 of 7 checks pass.";

}  // namespace

TEST_CASE("What asks something of the interviewer is replied to and leaves the question open",
          "[interviewers]") {
    const std::string text =
        GENERATE("can I have a minute?", "Give me a second please.", "let me think about that",
                 "one moment", "sorry could you repeat that?", "What do you mean?",
                 "No idea, honestly.", "do you mean an outage or can it be a mistake in a project?",
                 "hi! ok. can it be long ago, and may it be from outside work?");
    SeatView view = asked("behavioral");
    INFO(text);
    const Move move = hears(view, text);
    CHECK(move.kind == MoveKind::Reply);
    CHECK(move.question == view.rounds[0].questions.front());
    CHECK_FALSE(move.reason.empty());
    CHECK_FALSE(move.asks_for.has_value());
}

TEST_CASE("An answer is not taken for an aside", "[interviewers]") {
    const std::string text =
        GENERATE("I pushed a config change, and the shop was down for a minute.",
                 "What did I do? I rolled it back, because 4000 people could not pay.",
                 "I decided to repeat the request once, because the first one is often lost.",
                 "I was not sure, so I asked the database team and we measured it together.", "no",
                 "It took me a moment to see that I had mixed up the units.");
    SeatView view = asked("behavioral");
    INFO(text);
    CHECK(hears(view, text).kind != MoveKind::Reply);
}

TEST_CASE("Asides cost no follow-up", "[interviewers]") {
    const std::string answer = "I broke the cache last spring, and the shop was down.";
    SeatView straight = asked("behavioral");
    SeatView with_asides = asked("behavioral");
    hears(with_asides, "can I have a minute?");
    hears(with_asides, "could you repeat the question?");
    const Move plain = hears(straight, answer);
    const Move later = hears(with_asides, answer);
    CHECK(plain.kind == MoveKind::FollowUp);
    CHECK(later.kind == plain.kind);
    CHECK(later.asks_for == plain.asks_for);
}

TEST_CASE("Whoever asks to hear it again hears the question", "[interviewers]") {
    SeatView view = asked("behavioral");
    const Move move = hears(view, "Could you repeat the question?");
    CHECK(move.text.ends_with(view.questions.front().ask));
}

TEST_CASE("Whoever was given time is not hurried at once", "[interviewers]") {
    SeatView view = asked("behavioral");
    view.seat.persona.patience_seconds = 30;
    hears(view, "Give me a moment, please.");
    Moment moment;
    moment.silent_ms = 60'000;
    moment.elapsed_ms = 90'000;
    CHECK_FALSE(conduct(view, 0, moment));
    moment.silent_ms = 95'000;
    REQUIRE(conduct(view, 0, moment));
    CHECK(conduct(view, 0, moment)->kind == MoveKind::Nudge);
}

TEST_CASE("What a task leaves open is given from the file, else left to the candidate",
          "[interviewers]") {
    SeatView design = asked("design");
    const QuestionSpec& question = design.questions.front();
    const Move given = hears(design, "How many requests a day are there in the busiest hour?");
    CHECK(given.kind == MoveKind::Reply);
    const bool from_file =
        std::any_of(question.follow_ups.begin(), question.follow_ups.end(),
                    [&](const FollowUp& entry) { return entry.ask == given.text; });
    CHECK(from_file == given.reason.starts_with("gives what was asked for"));

    SeatView coding = asked("coding");
    const Move left = hears(coding, "ok. can the shifts touch, and is the list big?");
    CHECK(left.kind == MoveKind::Reply);
    CHECK(left.reason == "asked back what the question leaves open");
}

TEST_CASE("A failing run is spoken of even when every follow-up is spent", "[interviewers]") {
    SeatView view = asked("coding");
    view.seat.persona.probing = 1;
    hears(view, "I would sort them and walk along.");
    hears(view, "Sorting is n log n, because each is compared with its neighbours.");
    candidate_says(view, "def gaps(shifts, start, end): return []", TurnKind::Code);
    const Move move = hears(view, kFails, TurnKind::Run);
    CHECK(move.kind == MoveKind::Reply);
    CHECK(move.text.find("FAIL nested") != std::string::npos);
}

TEST_CASE("Whoever mends a failure is left to it, and keeps the task while it fails",
          "[interviewers]") {
    SeatView view = asked("coding");
    const std::string task = view.rounds[0].questions.front();
    candidate_says(view, "def gaps(shifts, start, end): return []", TurnKind::Code);
    CHECK(hears(view, kFails, TurnKind::Run).text.find("FAIL nested") != std::string::npos);
    candidate_says(view, "def gaps(shifts, start, end): return [1]", TurnKind::Code);
    candidate_says(view, kFails, TurnKind::Run);
    CHECK_FALSE(conduct(view, 0, {}));
    view.seat.persona.probing = 0;
    const Move said = hears(view, "The end must be the larger of both, let me change it.");
    CHECK(said.kind == MoveKind::Reply);
    CHECK(said.question == task);
}

TEST_CASE("A task without code is not left before code was asked for", "[interviewers]") {
    SeatView view = asked("coding");
    view.seat.persona.probing = 0;
    const Move move = hears(view, "I would sort them by their start and walk along once.");
    CHECK(move.kind == MoveKind::Reply);
    CHECK(move.reason.starts_with("no code yet"));
}

TEST_CASE("A warm interviewer does not begin twice in a row with the same word", "[interviewers]") {
    SeatView view = asked("behavioral");
    view.seat.persona.warmth = 1.0;
    std::string before;
    for (int k = 0; k < 8; ++k) {
        const Move move = hears(view, "That was in the spring, number " + std::to_string(k) + ".");
        for (const char* lead : {"I see. ", "Thank you. ", "All right. "}) {
            CHECK_FALSE((before.starts_with(lead) && move.text.starts_with(lead)));
        }
        before = move.text;
        if (move.kind == MoveKind::Closing) break;
    }
}

}  // namespace halfstep
