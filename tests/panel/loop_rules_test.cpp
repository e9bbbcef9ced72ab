#include "panel/loop_rules.hpp"

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_panel.hpp"

using namespace halfstep;
using halfstep::testing::small_panel;

namespace {

/// Decides and folds; REQUIREs legality unless asked for the error.
class Room {
public:
    std::vector<EventBody> take(const LoopCommand& command, std::int64_t later_ms = 1000) {
        now_ms += later_ms;
        Result<std::vector<EventBody>> bodies = decide(state, command);
        REQUIRE(bodies);
        for (const EventBody& body : *bodies) {
            events.push_back(Event{"l1", state.seq_last + 1, now_ms, 1, body});
            apply(state, events.back());
        }
        return *bodies;
    }
    std::string refusal(const LoopCommand& command) const {
        const Result<std::vector<EventBody>> bodies = decide(state, command);
        REQUIRE_FALSE(bodies);
        return bodies.error().id;
    }
    void start() { take(StartLoop{small_panel(), "", "C-17", 7}); }

    LoopState state;
    std::vector<Event> events;
    std::int64_t now_ms = 1'700'000'000'000;
};

Say words(const std::string& key, const std::string& text, bool partial = false) {
    Say say;
    say.key = key;
    say.text = text;
    say.partial = partial;
    return say;
}

Move question(const std::string& text) {
    Move move;
    move.text = text;
    move.question = "coding-question";
    return move;
}

Feedback feedback_of(const std::string& seat) {
    Feedback feedback;
    feedback.seat = seat;
    feedback.rater = "agent:" + seat;
    feedback.summary = "what " + seat + " thinks";
    return feedback;
}

}  // namespace

TEST_CASE("a loop starts with its panel, level and first round", "[panel]") {
    Room room;
    CHECK(room.refusal(words("k", "hello")) == "loop.108");
    StartLoop bad{small_panel(), "wizard", "C-17", 7};
    CHECK(room.refusal(bad) == "loop.116");
    bad.target_level = "";
    bad.panel.rounds.clear();
    CHECK(room.refusal(bad) == "loop.117");
    room.start();
    REQUIRE(room.state.current());
    CHECK(room.state.current()->round == "coding");
    CHECK(room.state.target_level == "senior");
    CHECK(room.refusal(StartLoop{small_panel(), "", "C-17", 7}) == "loop.104");
}

TEST_CASE("a repeated key adds nothing and keeps its first seq", "[panel]") {
    Room room;
    room.start();
    room.take(words("k1", "first"));
    const std::uint64_t seq = room.state.keys.at("k1");
    CHECK(room.take(words("k1", "other words")).empty());
    CHECK(room.take(FinishRound{"k1", "candidate"}).empty());
    CHECK(room.state.keys.at("k1") == seq);
    CHECK(room.state.record("coding").turns.size() == 1);
}

TEST_CASE("hostile answers are refused and change nothing", "[panel]") {
    Room room;
    room.start();
    CHECK(room.refusal(words("", "text")) == "loop.105");
    CHECK(room.refusal(words(std::string(limits::kIdBytesMax + 1, 'k'), "text")) == "loop.105");
    CHECK(room.refusal(words("k", "")) == "loop.103");
    CHECK(room.refusal(words("k", "\xFF\xFE")) == "loop.118");
    CHECK(room.refusal(words("k", std::string(limits::kAnswerBytesMax + 1, 'a'))) == "loop.107");
    // A growing answer meets the same limit as a whole one.
    room.take(words("k1", std::string(limits::kAnswerBytesMax - 10, 'a'), true));
    CHECK(room.refusal(words("k2", "0123456789")) == "loop.107");
    room.take(words("k2", "012345678"));
}

TEST_CASE("partial answers grow one turn until complete, cut or of another kind", "[panel]") {
    Room room;
    room.start();
    room.take(words("k1", "I moved", true));
    room.take(words("k2", "the cache", true));
    CHECK(room.state.record("coding").turns.back().text == "I moved the cache");
    CHECK(room.state.answers.empty());
    room.take(words("k3", "out."));
    CHECK(room.state.record("coding").turns.size() == 1);
    CHECK(room.state.answers.size() == 1);

    room.take(words("k4", "And then", true));
    room.take(Speak{question("Stop. Why?")});
    CHECK(room.state.answers.size() == 2);
    room.take(words("k5", "because", true));
    Say code = words("k6", "int x;");
    code.kind = TurnKind::Code;
    room.take(code);
    const std::vector<Turn>& turns = room.state.record("coding").turns;
    REQUIRE(turns.size() == 5);
    CHECK(turns[3].text == "because");
    CHECK(turns[4].kind == TurnKind::Code);
    REQUIRE(room.state.answers.size() == 4);
    // Each stands where its own last words came: no two at one place.
    for (std::size_t k = 1; k < 4; ++k) {
        CHECK(room.state.answers[k - 1].seq < room.state.answers[k].seq);
    }
}

TEST_CASE("words in one breath with an answer are refused once it was cut", "[panel]") {
    Room room;
    room.start();
    Say rest = words("k2", "and the rest of it", true);
    rest.continues = true;
    CHECK(room.refusal(rest) == "loop.128");
    room.take(words("k1", "First", true));
    room.take(rest);
    CHECK(room.state.record("coding").turns.back().text == "First and the rest of it");
    room.take(Speak{question("Stop. Why?")});
    rest.key = "k3";
    CHECK(room.refusal(rest) == "loop.128");
}

TEST_CASE("time stands still while a loop is paused", "[panel]") {
    Room room;
    room.start();
    room.take(words("k1", "I keep a map."), 20'000);
    room.take(PauseLoop{"p1"}, 10'000);
    CHECK(room.take(PauseLoop{"p1"}).empty());
    CHECK(room.refusal(PauseLoop{"p2"}) == "loop.127");
    CHECK(room.refusal(words("k2", "more")) == "loop.125");
    CHECK(room.refusal(Speak{question("Well?")}) == "loop.125");
    CHECK(elapsed_ms(*room.state.current(), room.now_ms + 200'000) == 30'000);
    room.take(ResumeLoop{"r1"}, 3'600'000);
    CHECK(room.refusal(ResumeLoop{"r2"}) == "loop.127");
    CHECK(elapsed_ms(*room.state.current(), room.now_ms + 5'000) == 35'000);
    // Of the candidate's silence only what lay outside the pause is left.
    CHECK(room.now_ms - room.state.current()->heard_ms == 10'000);
    room.take(words("k2", "more"));
}

TEST_CASE("a round is ended or skipped by name, and a pause ends with it", "[panel]") {
    Room room;
    room.start();
    CHECK(room.refusal(FinishRound{"k1", "candidate", "design"}) == "loop.126");
    room.take(PauseLoop{"p1"});
    const std::vector<EventBody> bodies = room.take(FinishRound{"k1", "skipped", "coding"});
    CHECK(std::get<RoundFinished>(bodies[0]).by == "skipped");
    CHECK(room.state.find_round("coding")->skipped());
    CHECK(room.state.current()->round == "design");
    CHECK_FALSE(room.state.current()->paused);
    // A click that crosses with the round's end does not end the next one.
    CHECK(room.refusal(FinishRound{"k2", "candidate", "coding"}) == "loop.126");
    CHECK(room.state.current()->round == "design");
    room.take(words("k3", "a box"));
}

TEST_CASE("a closing ends the round and the next begins in the same breath", "[panel]") {
    Room room;
    room.start();
    Move closing;
    closing.kind = MoveKind::Closing;
    closing.text = "Thank you.";
    CHECK(room.take(Speak{closing}).size() == 1);
    closing.ends_round = true;
    const std::vector<EventBody> bodies = room.take(Speak{closing});
    REQUIRE(bodies.size() == 3);
    CHECK(std::get<RoundFinished>(bodies[1]).by == "interviewer");
    CHECK(std::get<RoundStarted>(bodies[2]).round == "design");
    CHECK(room.state.current()->round == "design");
}

TEST_CASE("finishing the loop ends rounds that never began", "[panel]") {
    Room room;
    room.start();
    CHECK(room.take(FinishLoop{"end"}).size() == 3);
    CHECK(room.state.rounds_over());
    CHECK(room.state.current() == nullptr);
    CHECK(room.refusal(words("k", "late")) == "loop.108");
    CHECK(room.refusal(FinishLoop{"end again"}) == "loop.108");
    CHECK(room.take(FinishLoop{"end"}).empty());
}

TEST_CASE("I9 independence: envelopes open once, all sealed, and no edit is taken after that",
          "[panel]") {
    Room room;
    room.start();
    CHECK(room.refusal(SealFeedback{feedback_of("coding")}) == "loop.111");
    room.take(words("k1", "something"));
    room.take(FinishLoop{"end"});
    CHECK(room.refusal(OpenEnvelopes{}) == "loop.110");
    room.take(SealFeedback{feedback_of("coding")});
    CHECK(room.refusal(SealFeedback{feedback_of("coding")}) == "loop.122");
    CHECK(room.refusal(AbstainSeat{"coding", "agent:coding", "changed my mind"}) == "loop.122");
    CHECK(room.refusal(AbstainSeat{"nobody", "", ""}) == "loop.109");
    CHECK(room.refusal(OpenEnvelopes{{feedback_of("coding")}, {}, "{}", {}}) == "loop.110");
    room.take(AbstainSeat{"design", "agent:design", "no words"});

    Feedback altered = feedback_of("coding");
    altered.summary += "!";
    CHECK(room.refusal(OpenEnvelopes{{altered}, {}, "{}", {}}) == "loop.112");
    CHECK(room.refusal(OpenEnvelopes{{}, {}, "{}", {}}) == "loop.112");
    const Feedback twice = feedback_of("coding");
    CHECK(room.refusal(OpenEnvelopes{{twice, twice}, {}, "{}", {}}) == "loop.112");
    CHECK(room.refusal(CreateVariation{"", "", {Change{}}, "{}"}) == "loop.110");
    room.take(OpenEnvelopes{{feedback_of("coding")}, {{"table", "{}"}}, "{}", {}});
    CHECK(room.state.opened);
    CHECK(room.refusal(OpenEnvelopes{{feedback_of("coding")}, {}, "{}", {}}) == "loop.113");
    const Packet packet = packet_of(room.state);
    REQUIRE(packet.feedback.size() == 2);
    CHECK(packet.feedback[0].summary == "what coding thinks");
    CHECK(packet.feedback[1].abstained == "no words");
}

TEST_CASE("variations form a tree beside a main line that stays", "[panel]") {
    Room room;
    room.start();
    room.take(FinishLoop{"end"});
    room.take(AbstainSeat{"coding", "a", "x"});
    room.take(AbstainSeat{"design", "a", "x"});
    room.take(OpenEnvelopes{{}, {}, "{\"outcome\":\"no_hire\"}", {}});
    const std::string before = canonical(to_json(packet_of(room.state)));
    Change change;
    change.signal = "coding";
    change.rating = "hire";
    room.take(CreateVariation{"", "first", {change}, "{}"});
    change.rating = "strong_hire";
    room.take(CreateVariation{"v1", "", {change}, "{}"});
    CHECK(room.refusal(CreateVariation{"v9", "", {change}, "{}"}) == "loop.114");
    CHECK(room.refusal(CreateVariation{"", "", {}, "{}"}) == "loop.115");
    const Result<std::vector<Change>> line = changes_of_line(room.state, "v2");
    REQUIRE(line);
    REQUIRE(line->size() == 2);
    CHECK(line->at(0).rating == "hire");
    CHECK(line->at(1).rating == "strong_hire");
    CHECK(room.refusal(ChangeVariation{{"v1", "", false, false}}) == "loop.115");
    room.take(ChangeVariation{{"v1", "renamed", false, true}});
    room.take(ChangeVariation{{"v1", "again", true, false}});
    CHECK(room.refusal(ChangeVariation{{"v1", "x", false, false}}) == "loop.114");
    room.take(ChangeVariation{{"v1", "", false, false, true, false}});
    CHECK(room.state.find_variation("v1")->name == "again");
    CHECK(room.state.find_variation("v1")->promoted);
    room.take(ChangeVariation{{"v2", "", false, true}});
    CHECK_FALSE(room.state.find_variation("v1")->promoted);
    room.take(ChangeVariation{{"v2", "", false, false, false, true}});
    CHECK_FALSE(room.state.find_variation("v2")->promoted);
    CHECK(next_variation(room.state) == "v3");
    CHECK(canonical(to_json(packet_of(room.state))) == before);
}

TEST_CASE("a pause costs a round at most five minutes", "[panel]") {
    Room room;
    room.start();
    room.take(words("k1", "one"), 60'000);
    CHECK(elapsed_ms(*room.state.current(), room.now_ms) == 60'000);
    room.take(words("k2", "two"), 24 * 3'600'000);
    CHECK(elapsed_ms(*room.state.current(), room.now_ms) == 60'000 + kPauseMsMax);
    CHECK(elapsed_ms(*room.state.current(), room.now_ms - 5'000) == 60'000 + kPauseMsMax);
}
