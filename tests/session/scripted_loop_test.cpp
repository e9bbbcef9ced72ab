#include "session/scripted_loop.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "debrief/debrief.hpp"
#include "panel/json.hpp"
#include "panel/loop_state.hpp"
#include "scenarios/library.hpp"
#include "session/assessment.hpp"
#include "session/progress.hpp"
#include "session/replay.hpp"
#include "session/variation.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

struct Scene {
    Scene() {
        const Library library({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"});
        const Result<PanelSpec> found = library.panel("senior-backend");
        REQUIRE(found);
        panel = *found;
        const Result<CandidateScript> candidate = library.candidate("ines");
        REQUIRE(candidate);
        script = *candidate;
        Result<PlayedLoop> result = play(panel, script, "", 3);
        REQUIRE(result);
        played = std::move(*result);
    }

    PanelSpec panel;
    CandidateScript script;
    PlayedLoop played;
};

std::string log_of(const std::vector<Event>& events) {
    std::string text;
    for (const Event& event : events) text += canonical(to_json(event)) + "\n";
    return text;
}

}  // namespace

TEST_CASE("the same script gives the same log and another seed another", "[session]") {
    const Scene scene;
    const Result<PlayedLoop> again = play(scene.panel, scene.script, "", 3);
    REQUIRE(again);
    CHECK(log_of(again->events) == log_of(scene.played.events));
    const Result<PlayedLoop> other = play(scene.panel, scene.script, "", 4);
    REQUIRE(other);
    CHECK(other->events.front().loop != scene.played.events.front().loop);
}

TEST_CASE("assessing a loop's transcript gives the packet the loop made", "[session]") {
    const Scene scene;
    const Result<Packet> packet =
        assess_transcript(*scene.played.packet.transcript, scene.panel, "");
    REQUIRE(packet);
    nlohmann::json live = to_json(scene.played.packet);
    nlohmann::json assessed = to_json(*packet);
    live.erase("candidate");
    assessed.erase("candidate");
    CHECK(canonical(assessed) == canonical(live));
    const Result<Debrief> debrief = run_debrief(*packet, scene.panel, DebriefOptions{});
    REQUIRE(debrief);
    CHECK(canonical(to_json(debrief->verdict)) == scene.played.verdict_json);
}

TEST_CASE("a replay finds a sound log sound, and what was tampered with", "[session]") {
    const Scene scene;
    const Result<std::vector<Event>> read = read_log(log_of(scene.played.events));
    REQUIRE(read);
    CHECK(replay(*read, 0).faults.empty());
    CHECK(replay(*read, 10).faults.empty());

    std::vector<Event> gap = *read;
    gap.erase(gap.begin() + 5);
    CHECK_FALSE(replay(gap, 0).faults.empty());
    std::vector<Event> altered = *read;
    for (Event& event : altered) {
        if (auto* opened = std::get_if<EnvelopesOpened>(&event.body)) {
            opened->feedback.at(0).summary += " and more";
        }
    }
    CHECK(replay(altered, 0).faults.front().ends_with("is not what was sealed"));
    CHECK(read_log("{\"seq\":1}\n").error().id == "replay.101");
    CHECK(read_log("\n\n").error().id == "replay.102");
}

TEST_CASE("another answer is read again by its own seat alone", "[session]") {
    const Scene scene;
    const Packet& main = scene.played.packet;
    const RoundRecord& record = main.transcript->rounds.at(0);
    std::size_t turn = 0;
    while (record.turns.at(turn).speaker != Speaker::Candidate) ++turn;
    Change change;
    change.kind = Change::Kind::RetryAnswer;
    change.round = record.round;
    change.turn = turn;
    change.text = "Yes.";
    const std::string before = canonical(to_json(main));
    const Result<Variation> varied = vary(main, scene.panel, DebriefOptions{}, {change});
    REQUIRE(varied);
    CHECK(canonical(to_json(main)) == before);
    const std::string seat = scene.panel.find_round(record.round)->seat;
    for (std::size_t k = 0; k < main.feedback.size(); ++k) {
        const bool same = canonical(to_json(main.feedback[k])) ==
                          canonical(to_json(varied->packet.feedback.at(k)));
        CHECK(same == (main.feedback[k].seat != seat));
    }
    const auto& turns = varied->packet.transcript->rounds.at(0).turns;
    CHECK(turns.size() == record.turns.size());
    CHECK(turns.at(turn).text == "Yes.");
    change.turn = 0;
    CHECK(vary(main, scene.panel, DebriefOptions{}, {change}).error().id == "change.207");
}

TEST_CASE("what a flip promises is what the change gives", "[session]") {
    const Scene scene;
    const Packet& main = scene.played.packet;
    const nlohmann::json verdict = nlohmann::json::parse(scene.played.verdict_json);
    for (const nlohmann::json& flip : verdict.at("flips")) {
        std::vector<Change> changes;
        for (const auto& [signal, steps] : flip.at("raise").items()) {
            for (const Feedback& feedback : main.feedback) {
                for (const Rating& rating : feedback.ratings) {
                    if (rating.signal != signal) continue;
                    const auto place = static_cast<int>(*scene.panel.scale.index_of(*rating.label));
                    Change change;
                    change.signal = signal;
                    change.rating = scene.panel.scale.labels.at(place + steps.get<int>()).label;
                    changes.push_back(change);
                }
            }
        }
        INFO(flip.dump());
        const Result<Variation> varied = vary(main, scene.panel, DebriefOptions{}, changes);
        REQUIRE(varied);
        const nlohmann::json after = to_json(varied->debrief.verdict);
        CHECK(after.at("interval").at("point").at("outcome") == flip.at("outcome"));
        CHECK(after.at("interval").at("point").at("level") == flip.at("level"));
    }
}

TEST_CASE("a harsher temper moves the seat's own ratings and nobody else's", "[session]") {
    const Scene scene;
    const Packet& main = scene.played.packet;
    Change change;
    change.kind = Change::Kind::SetPersona;
    change.seat = main.feedback.at(0).seat;
    change.persona.strictness = 1.0;
    const Result<Variation> varied = vary(main, scene.panel, DebriefOptions{}, {change});
    REQUIRE(varied);
    const Rating& before = main.feedback.at(0).ratings.at(0);
    const Rating& after = varied->packet.feedback.at(0).ratings.at(0);
    CHECK(*after.estimate == std::max<MilliSteps>(0, *before.estimate - 1000));
    CHECK(*scene.panel.scale.index_of(*after.label) <= *scene.panel.scale.index_of(*before.label));
    for (std::size_t k = 1; k < main.feedback.size(); ++k) {
        CHECK(to_json(main.feedback[k]) == to_json(varied->packet.feedback.at(k)));
    }
    Change back = change;
    back.persona.strictness = 0.0;
    const Result<Variation> undone = vary(main, scene.panel, DebriefOptions{}, {change, back});
    REQUIRE(undone);
    CHECK(to_json(undone->packet) == to_json(main));
    change.seat = "nobody";
    CHECK(vary(main, scene.panel, DebriefOptions{}, {change}).error().id == "change.208");
}

TEST_CASE("the course of a debrief has a point per step and ends at the verdict", "[session]") {
    const Scene scene;
    const LoopState state = fold(scene.played.events);
    const std::vector<ProgressPoint> points = decision_course(state, scene.played.events);
    REQUIRE(points.size() == state.steps.size() + 2);
    CHECK(points.front().step == "envelopes_opened");
    CHECK(points.back().step == "verdict");
    CHECK(std::ranges::is_sorted(points, {}, &ProgressPoint::seq));
    const auto step = std::ranges::find(points, "policy", &ProgressPoint::step);
    REQUIRE(step != points.end());
    CHECK(step->p_target == points.back().p_target);
    CHECK(std::ranges::all_of(points, [](const ProgressPoint& point) {
        return point.round.empty() && point.p_target.has_value();
    }));
}

TEST_CASE("the course of a played loop ends at its verdict", "[session]") {
    const Scene scene;
    const LoopState state = fold(scene.played.events);
    const std::vector<ProgressPoint> points = progress_of(state);
    REQUIRE(points.size() == state.answers.size());
    CHECK(std::ranges::is_sorted(points, {}, &ProgressPoint::seq));
    CHECK(points.back().outcome ==
          nlohmann::json::parse(state.verdict_json).at("outcome").get<std::string>());
}
