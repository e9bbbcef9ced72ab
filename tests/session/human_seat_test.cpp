#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "session/assessment.hpp"
#include "session/loop_service.hpp"
#include "session/replay.hpp"
#include "session/transcript_import.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_interviewer.hpp"
#include "tests/support/small_panel.hpp"

using namespace halfstep;
using namespace halfstep::testing;

namespace {

const Caller kCandidate{Role::Candidate, ""};
const Caller kCoach{Role::Coach, ""};
const Caller kObserver{Role::Observer, ""};
const Caller kDesign{Role::Seat, "design"};

Feedback feedback_of_design() {
    Feedback feedback;
    feedback.seat = "design";
    return feedback;
}

/// A loop whose design seat is a person's.
struct House {
    explicit House(bool conducts, InterviewerFactory make = fake_interviewers(2))
        : service(make_loop_service(make_memory_event_store(), [this] { return now_ms; },
                                    {.make = std::move(make)})) {
        StartRequest request{small_panel(), "", "C-17", 7};
        request.human_seats = {{"design", "Ines", conducts, 60}};
        const Result<StartedLoop> begun = service->start(request);
        REQUIRE(begun);
        loop = begun->loop;
        tokens = begun->tokens;
    }

    Result<std::uint64_t> say(const std::string& key, const std::string& text) {
        now_ms += 20'000;
        SayRequest request;
        request.key = key;
        request.text = text;
        return service->say(loop, kCandidate, request);
    }
    Result<std::uint64_t> ask(const std::string& key, const std::string& text,
                              const std::string& question = "") {
        return service->ask(loop, kDesign, {"design", key, text, question});
    }
    void to_design() {
        REQUIRE(say("a1", "I wrote the parser."));
        REQUIRE(service->finish_round(loop, kCandidate, {"a2"}));
    }
    std::vector<Event> events() { return *read_log(*service->log(loop, kCoach)); }
    std::vector<QuestionAsked> asked(const std::string& round) {
        std::vector<QuestionAsked> found;
        for (const Event& event : events()) {
            const auto* body = std::get_if<QuestionAsked>(&event.body);
            if (body && body->round == round) found.push_back(*body);
        }
        return found;
    }

    std::int64_t now_ms = 1'700'000'000'000;
    std::unique_ptr<LoopService> service;
    std::string loop;
    std::map<std::string, std::string> tokens;
};

}  // namespace

TEST_CASE("whoever starts a loop may put a person into a seat", "[session]") {
    House house(false);
    CHECK(house.tokens.contains("seat:design"));
    CHECK_FALSE(house.tokens.contains("seat:coding"));
    const LoopState state = fold(house.events());
    CHECK(state.panel->find_seat("design")->kind == SeatKind::Human);
    CHECK(state.panel->find_seat("design")->deadline_minutes == 60);
    CHECK(state.find_seat("design")->name == "Ines");
    StartRequest request{small_panel(), "", "C-17", 7};
    request.human_seats = {{"nobody", "", false, {}}};
    CHECK(house.service->start(request).error().id == "loop.109");
}

TEST_CASE("a person who conducts is the only one to ask in the seat's round", "[session]") {
    House house(true);
    CHECK_FALSE(house.asked("coding").empty());
    CHECK(house.ask("q0", "May I?").error().id == "loop.140");
    house.to_design();
    CHECK(house.asked("design").empty());
    house.now_ms += 60'000;
    house.service->tick();
    REQUIRE(house.say("d0", "Hello?"));
    CHECK(house.asked("design").empty());

    REQUIRE(house.ask("q1", "How would you shard it?", "design-question"));
    REQUIRE(house.say("d1", "By tenant."));
    REQUIRE(house.ask("q2", "And a tenant too large for one shard?"));
    CHECK(*house.ask("q2", "And a tenant too large for one shard?") ==
          *house.ask("q2", "something else"));
    const std::vector<QuestionAsked> asked = house.asked("design");
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].move == MoveKind::Question);
    CHECK(asked[0].question == "design-question");
    CHECK(asked[0].by == "human:Ines");
    CHECK(asked[1].move == MoveKind::FollowUp);
    CHECK(asked[1].question == "design-question");

    SayRequest partial;
    partial.key = "d2";
    partial.text = "Well, so, first";
    partial.partial = true;
    REQUIRE(house.service->say(house.loop, kCandidate, partial));
    REQUIRE(house.ask("q3", "To the point, please."));
    CHECK(house.asked("design").back().move == MoveKind::Interruption);
    CHECK(house.ask("q4", "").error().id == "loop.103");
    CHECK(house.ask("", "x").error().id == "loop.105");
    CHECK(house.ask("q5", "x", "coding-question").error().id == "loop.141");
    REQUIRE(house.service->finish_round(house.loop, kDesign, {"over"}));
    CHECK(house.service->finish_round(house.loop, kDesign, {"over-again"}).error().id ==
          "loop.123");
    CHECK(house.service->finish_round(house.loop, kObserver, {"over"}).error().id == "loop.123");
    CHECK(replay(house.events(), 0).faults.empty());
}

TEST_CASE("a person may hand the asking to the agent, and take it back", "[session]") {
    House house(true);
    house.to_design();
    CHECK(house.asked("design").empty());
    REQUIRE(house.service->take_seat(house.loop, kDesign, {"design", "Ines", false, "t1"}));
    CHECK(house.asked("design").size() == 1);
    REQUIRE(house.service->take_seat(house.loop, kDesign, {"design", "Ines", true, "t2"}));
    REQUIRE(house.say("d1", "Two boxes and a line."));
    CHECK(house.asked("design").size() == 1);
    CHECK(house.service->take_seat(house.loop, kDesign, {"coding", "", true, "t3"}).error().id ==
          "loop.123");
    CHECK(house.service->take_seat(house.loop, kCoach, {"coding", "", true, "t3"}).error().id ==
          "loop.109");
    CHECK(house.service->take_seat(house.loop, kObserver, {"design", "", true, "t3"}).error().id ==
          "loop.123");
    REQUIRE(house.service->take_seat(house.loop, kCoach, {"design", "", false, "t4"}));
}

TEST_CASE("an observer hears everything and may do nothing", "[session]") {
    House house(true);
    house.to_design();
    const auto refused = [](const auto& result) { return result.error().id == "loop.123"; };
    SayRequest request;
    request.key = "x";
    request.text = "x";
    CHECK(refused(house.service->say(house.loop, kObserver, request)));
    CHECK(refused(house.service->ask(house.loop, kObserver, {"design", "k", "x", ""})));
    CHECK(refused(house.service->ask(house.loop, kCandidate, {"design", "k", "x", ""})));
    CHECK(refused(house.service->ask(house.loop, kCoach, {"design", "k", "x", ""})));
    CHECK(refused(house.service->finish(house.loop, kObserver, "x")));
    CHECK(refused(house.service->submit_feedback(house.loop, kObserver, feedback_of_design())));
    CHECK(house.service->log(house.loop, kObserver)->find("the parser") != std::string::npos);
}

TEST_CASE("the debrief waits for the person, who signs as one; a coach may let the seat go",
          "[session]") {
    House house(true);
    house.to_design();
    REQUIRE(house.say("d1", "Two boxes and a line."));
    REQUIRE(house.service->finish(house.loop, kCandidate, "end"));
    CHECK_FALSE(fold(house.events()).opened);
    Feedback own = feedback_of_design();
    own.rater = "agent:design";
    own.cards.push_back({});
    own.cards[0].id = "c1";
    own.cards[0].signal = "design";
    own.cards[0].quote = "Two boxes";
    Rating rating;
    rating.signal = "design";
    rating.label = "hire";
    rating.cards = {"c1"};
    own.ratings = {rating};
    const Result<std::uint64_t> by_coach = house.service->submit_feedback(house.loop, kCoach, own);
    CHECK(by_coach.error().id == "loop.123");
    REQUIRE(house.service->submit_feedback(house.loop, kDesign, own));
    const LoopState state = fold(house.events());
    CHECK(state.opened);
    CHECK(state.find_seat("design")->feedback->rater == "human:Ines");
    CHECK_FALSE(state.verdict_json.empty());

    House other(true);
    other.to_design();
    REQUIRE(other.service->finish(other.loop, kCandidate, "end"));
    Feedback none = feedback_of_design();
    none.abstained = "called away";
    // A seat whose round held no word has abstained by itself.
    CHECK(fold(other.events()).find_seat("design")->abstained);
    House third(true);
    third.to_design();
    REQUIRE(third.say("d1", "Two boxes."));
    REQUIRE(third.service->finish(third.loop, kCandidate, "end"));
    REQUIRE(third.service->submit_feedback(third.loop, kCoach, none));
    CHECK(fold(third.events()).find_seat("design")->abstained == "called away");
    CHECK(fold(third.events()).opened);
}

namespace {

Transcript small_transcript() {
    Transcript transcript;
    const auto turn = [](Speaker speaker, const char* text) {
        Turn said;
        said.speaker = speaker;
        said.text = text;
        return said;
    };
    RoundRecord design{"design", {}};
    design.turns = {
        turn(Speaker::Interviewer, "So, tell me about design."),
        turn(Speaker::Candidate,
             "I chose a queue over direct calls because the consumer fails for minutes; "
             "p99 fell from 900 ms to 120 ms."),
        turn(Speaker::Interviewer, "What if it fills up?"),
        turn(Speaker::Candidate, "We shed load, and I am paged."), turn(Speaker::Candidate, "  ")};
    design.turns[1].at_ms = 4'000;
    design.turns[1].until_ms = 12'000;
    transcript.rounds = {design};
    return transcript;
}

}  // namespace

TEST_CASE("an imported transcript becomes a loop like any other", "[session]") {
    std::int64_t now_ms = 1'700'000'000'000;
    const auto service = make_loop_service(make_memory_event_store(), [&] { return now_ms; });
    StartRequest request{small_panel(), "staff", "C-17", 7};
    const Result<StartedLoop> imported = service->import_transcript(request, small_transcript());
    REQUIRE(imported);
    const std::vector<Event> events = *read_log(*service->log(imported->loop, kCoach));
    CHECK(std::get<LoopStarted>(events[0].body).origin == "import");
    const ReplayReport report = replay(events, 0);
    CHECK(report.faults.empty());
    CHECK_FALSE(report.verdict_json.empty());
    const LoopState state = fold(events);
    CHECK(state.target_level == "staff");
    const RoundRecord& design = *state.transcript.find_round("design");
    REQUIRE(design.turns.size() == 4);
    CHECK(design.turns[0].question == "design-question");
    CHECK(design.turns[0].move == "question");
    CHECK(design.turns[1].until_ms == 12'000);
    CHECK(design.turns[2].move == "follow_up");
    // What the seats wrote is what assess writes about the same words.
    const Result<Packet> assessed = assess_transcript(state.transcript, *state.panel, "staff");
    REQUIRE(assessed);
    CHECK(to_json(assessed->feedback[1]) == to_json(*state.find_seat("design")->feedback));
    CHECK(state.find_seat("coding")->abstained);
}

TEST_CASE("an import that cannot be is refused whole", "[session]") {
    const auto service = make_loop_service(make_memory_event_store(), [] { return 1; });
    const auto refused = [&](const Transcript& transcript) {
        return service->import_transcript({small_panel(), "", "C", 7}, transcript).error().id;
    };
    Transcript transcript = small_transcript();
    transcript.rounds[0].round = "tea";
    CHECK(refused(transcript) == "loop.143");
    transcript = small_transcript();
    for (Turn& turn : transcript.rounds[0].turns) turn.speaker = Speaker::Interviewer;
    CHECK(refused(transcript) == "loop.144");
    CHECK(refused(Transcript{}) == "loop.144");
    transcript = small_transcript();
    transcript.rounds[0].turns.resize(25'000, transcript.rounds[0].turns[1]);
    CHECK(refused(transcript) == "loop.106");
    CHECK(service->list()->empty());
}

TEST_CASE("a person may rate an imported round", "[session]") {
    const auto service =
        make_loop_service(make_memory_event_store(), [] { return 1'700'000'000'000; });
    StartRequest request{small_panel(), "", "C-17", 7};
    request.human_seats = {{"design", "Ines", false, {}}};
    const Result<StartedLoop> imported = service->import_transcript(request, small_transcript());
    REQUIRE(imported);
    REQUIRE(imported->tokens.contains("seat:design"));
    Feedback own = feedback_of_design();
    own.abstained = "I was not there";
    REQUIRE(service->submit_feedback(imported->loop, kDesign, own));
    CHECK(service->log(imported->loop, kCoach)->find("VerdictReached") != std::string::npos);
}
