#include "session/comparison.hpp"

#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "panel/loop_state.hpp"
#include "session/assessment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_panel.hpp"

using namespace halfstep;
using namespace halfstep::testing;

namespace {

constexpr const char* kSaid =
    "I moved the nightly job to a queue because the batch window was too short. I rejected a "
    "bigger machine, since it would only have bought us six months. It cut the delay from 9 hours "
    "to 12 minutes. Three other teams took it over since then.";

/// A packet whose two seats were models' and said what the embedded interviewer says.
Packet said_alike(const PanelSpec& panel) {
    Transcript transcript;
    for (const RoundSpec& round : panel.rounds) {
        Turn asked;
        asked.speaker = Speaker::Interviewer;
        asked.text = "What did you build?";
        Turn answer;
        answer.text = kSaid;
        transcript.rounds.push_back({round.id, {asked, answer}});
    }
    Packet packet = *assess_transcript(transcript, panel, panel.target_level);
    for (Feedback& feedback : packet.feedback) {
        feedback.model = ModelNote{};
        feedback.model->name = "fake-1";
        for (EvidenceCard& card : feedback.cards) card.note = "The model's note.";
    }
    return packet;
}

std::size_t found_by(const ComparedSignal& row, const std::string& by) {
    return static_cast<std::size_t>(std::ranges::count(row.cards, by, &ComparedCard::found_by));
}

/// One packet in which a seat's model differs from the embedded reading by so many steps.
Comparison differing(const std::string& candidate,
                     const std::vector<std::tuple<std::string, std::string, int>>& rows) {
    Comparison made;
    made.candidate = candidate;
    for (const auto& [seat, model, steps] : rows) {
        ComparedSignal row;
        row.seat = seat;
        row.signal = seat;
        row.model = model;
        row.steps = steps;
        made.signals.push_back(row);
    }
    return made;
}

}  // namespace

TEST_CASE("the same cards are both's, whatever each wrote beside them", "[session][compare]") {
    const PanelSpec panel = small_panel();
    const Result<Comparison> same = compare_with_embedded(said_alike(panel), panel);
    REQUIRE(same);
    REQUIRE(same->signals.size() == 2);
    for (const ComparedSignal& row : same->signals) {
        CHECK(row.model == "fake-1");
        CHECK(row.steps == 0);
        CHECK(found_by(row, "both") >= 2);
        CHECK(found_by(row, "model") + found_by(row, "embedded") == 0);
        for (const ComparedCard& card : row.cards) {
            CHECK(card.model_note == "The model's note.");
            CHECK_FALSE(card.embedded_note.empty());
            CHECK(std::string(kSaid).find(card.quote) != std::string::npos);
        }
    }
}

TEST_CASE("cards that one of them found are told apart, and so are the ratings",
          "[session][compare]") {
    const PanelSpec panel = small_panel();
    Packet packet = said_alike(panel);
    Feedback& coding = packet.feedback.at(0);
    const EvidenceCard gone = coding.cards.back();
    coding.cards.pop_back();
    coding.cards.front().polarity = Polarity::Concern;  // the same words, on the other side
    coding.ratings.at(0).label = panel.scale.labels.front().label;
    const Result<Comparison> compared = compare_with_embedded(packet, panel);
    REQUIRE(compared);
    const ComparedSignal& row = compared->signals.at(0);
    CHECK(found_by(row, "model") == 1);
    CHECK(found_by(row, "embedded") == 2);
    CHECK(row.model_rating == panel.scale.labels.front().label);
    REQUIRE(row.steps);
    CHECK(*row.steps < 0);
    bool seen = false;
    for (const ComparedCard& card : row.cards) {
        seen = seen || (card.quote == gone.quote && card.found_by == "embedded");
    }
    CHECK(seen);
    CHECK(compared->signals.at(1).steps == 0);
}

TEST_CASE("seats without a model's word are named, not compared", "[session][compare]") {
    const PanelSpec panel = small_panel();
    Packet packet = said_alike(panel);
    packet.feedback[0].model->taken_over = "the model failed";
    packet.feedback[1] = abstention("design", "model:fake-1", "left its round");
    packet.feedback[1].model = ModelNote{};
    const Result<Comparison> compared = compare_with_embedded(packet, panel);
    REQUIRE(compared);
    CHECK(compared->signals.empty());
    CHECK(compared->taken_over == std::vector<std::string>{"coding: the model failed"});
    CHECK(compared->abstained == std::vector<std::string>{"design: left its round"});
    Packet agents = said_alike(panel);
    for (Feedback& feedback : agents.feedback) feedback.model.reset();
    CHECK(compare_with_embedded(agents, panel).error().id == "compare.101");
    Packet silent = said_alike(panel);
    silent.transcript.reset();
    CHECK(compare_with_embedded(silent, panel).error().id == "compare.102");
}

TEST_CASE("models that err alike are worth one opinion, models that do not are worth two",
          "[session][compare]") {
    const std::vector<int> a{-1, 0, 2, 1, -2, 0};
    const std::vector<int> unlike{1, -1, 0, 1, 0, -1};
    const auto independence = [&](const std::vector<int>& b) {
        std::vector<Comparison> comparisons;
        for (std::size_t k = 0; k < a.size(); ++k) {
            const std::string candidate = "C" + std::to_string(k);
            comparisons.push_back(differing(candidate, {{"coding", "first", a[k]}}));
            comparisons.push_back(differing(candidate, {{"coding", "second", b[k]}}));
        }
        return independence_of(comparisons);
    };
    const Independence alike = independence(a);
    CHECK(alike.raters == std::vector<std::string>{"first", "second"});
    CHECK(alike.items == 6);
    CHECK(*alike.correlation == Approx(1.0));
    CHECK(*alike.effective == Approx(1.0));
    const Independence apart = independence(unlike);
    CHECK(*apart.correlation == Approx(0.0).margin(1e-9));
    CHECK(*apart.effective == Approx(2.0));
}

TEST_CASE("several models in several seats are compared over candidates", "[session][compare]") {
    std::vector<Comparison> comparisons;
    const std::vector<int> steps{-1, 1, 0, 2};
    for (std::size_t k = 0; k < steps.size(); ++k) {
        comparisons.push_back(differing("C" + std::to_string(k), {{"coding", "first", steps[k]},
                                                                  {"design", "second", steps[k]},
                                                                  {"values", "third", -steps[k]}}));
    }
    const Independence found = independence_of(comparisons);
    CHECK(found.raters ==
          std::vector<std::string>{"coding (first)", "design (second)", "values (third)"});
    CHECK(found.items == 12);
    CHECK(*found.correlation == Approx((1.0 - 1.0 - 1.0) / 3));
    CHECK(*found.effective == Approx(3.0));  // what pulls apart is not worth more than three
    comparisons.resize(2);
    CHECK_FALSE(independence_of(comparisons).effective);
}
