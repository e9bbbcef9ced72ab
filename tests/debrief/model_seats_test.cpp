#include "debrief/model_seats.hpp"

#include <nlohmann/json.hpp>

#include "debrief/debrief.hpp"
#include "panel/json.hpp"
#include "panel/loop_state.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/default_five.hpp"

using namespace halfstep;

namespace {

ModelNote note(const std::string& taken_over = "") {
    ModelNote made;
    made.name = "fake-1";
    made.proposed = 9;
    made.moves = 8;
    made.taken_over = taken_over;
    return made;
}

/// Five seats: an agent's, and four of a model that did well, not quite, badly and not at all.
Packet with_models() {
    Packet packet = packet_of(default_five(), {3, 3, 3, 3, 3});
    packet.feedback[1].model = note();
    packet.feedback[2].model = note();
    packet.feedback[2].model->refused = {{"behavioral", "I never said that", "not said"}};
    packet.feedback[2].model->moves_refused = {"it praises the candidate"};
    packet.feedback[3].model = note("the model failed: it answered 500");
    Feedback& last = packet.feedback[4];
    last = abstention(last.seat, "model:fake-1", "left its round");
    last.model = note();
    return packet;
}

}  // namespace

TEST_CASE("a verdict says which seats were models, which model, and what was refused",
          "[debrief]") {
    const PanelSpec panel = default_five();
    const Packet packet = with_models();
    const auto debrief = run_debrief(packet, panel, {});
    REQUIRE(debrief);
    const nlohmann::json models = to_json(debrief->verdict)["models"];
    std::vector<std::string> lines;
    for (const nlohmann::json& seat : models) {
        CHECK(seat["model"] == "fake-1");
        lines.push_back(seat["part"].get<std::string>() + ": " + seat["text"].get<std::string>());
    }
    CHECK(lines == std::vector<std::string>{
                       "wrote: Design: played and written by the model fake-1.",
                       "wrote: Behavioral: played and written by the model fake-1; 1 of 9 cards "
                       "refused; 1 of 9 moves not its own (it praises the candidate).",
                       "taken_over: Project: written by the embedded interviewer instead of the "
                       "model fake-1: the model failed: it answered 500.",
                       "abstained: Hiring manager: the seat of the model fake-1 abstained: left "
                       "its round."});
    CHECK(models[1]["refused"][0]["quote"] == "I never said that");
    // The meeting begins with it.
    REQUIRE(debrief->steps.front().step == "envelopes_opened");
    CHECK(nlohmann::json::parse(debrief->steps.front().json)["models"] == models);
}

TEST_CASE("who wrote a feedback changes nothing but what is said of it", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = with_models();
    nlohmann::json with = to_json(run_debrief(packet, panel, {})->verdict);
    for (Feedback& feedback : packet.feedback) feedback.model.reset();
    const nlohmann::json without = to_json(run_debrief(packet, panel, {})->verdict);
    CHECK_FALSE(without.contains("models"));
    with.erase("models");
    CHECK(with == without);
}

TEST_CASE("a note survives being written and read", "[debrief]") {
    const Packet packet = with_models();
    const auto read = packet_from_json(to_json(packet));
    REQUIRE(read);
    CHECK(canonical(to_json(*read)) == canonical(to_json(packet)));
    CHECK(read->feedback[2].model->moves_refused == packet.feedback[2].model->moves_refused);
}
