#include "debrief/debrief.hpp"

#include <algorithm>

#include "panel/json.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

Verdict verdict_of(const Packet& packet, const PanelSpec& panel,
                   const DebriefOptions& options = {}) {
    Result<Debrief> debrief = run_debrief(packet, panel, options);
    REQUIRE(debrief.has_value());
    return debrief->verdict;
}

Verdict verdict_of(const std::vector<std::optional<int>>& ratings,
                   const std::vector<int>& strength = {}) {
    const PanelSpec panel = default_five();
    return verdict_of(packet_of(panel, ratings, strength), panel);
}

Error error_of(const Packet& packet, const PanelSpec& panel) {
    const Result<Debrief> debrief = run_debrief(packet, panel, {});
    REQUIRE_FALSE(debrief.has_value());
    return debrief.error();
}

EvidenceCard concern(const std::string& id, const std::string& signal) {
    EvidenceCard card;
    card.id = id;
    card.signal = signal;
    card.polarity = Polarity::Concern;
    card.severity = 2;
    card.quote = "we can add monitoring and retries";
    return card;
}

Packet with_transcript(const PanelSpec& panel) {
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    Transcript transcript;
    RoundRecord round;
    round.round = "behavioral";
    Turn asked;
    asked.speaker = Speaker::Interviewer;
    asked.text = "What would you do next?";
    Turn answer;
    answer.text = "Well \xe2\x80\x94 we can add monitoring and retries, I suppose.";
    round.turns = {asked, answer};
    transcript.rounds.push_back(round);
    packet.transcript = transcript;
    EvidenceCard card = concern("b1", "behavioral");
    card.turn = 1;
    card.span = Span{7, 40};
    packet.feedback[2].cards.push_back(card);
    packet.feedback[2].ratings[0].cards.push_back("b1");
    return packet;
}

}  // namespace

TEST_CASE("a behavioral no hire takes a strong packet one level down, and says why", "[debrief]") {
    const PanelSpec panel = default_five();
    const Verdict verdict = verdict_of(with_transcript(panel), panel);
    CHECK(verdict.outcome == Outcome::DownLevel);
    CHECK(verdict.level == "mid");
    CHECK(verdict.target_level == "senior");
    CHECK(verdict.low == Ruling{Outcome::DownLevel, "mid"});
    CHECK(verdict.high == verdict.low);
    REQUIRE(verdict.reasons.size() == 2);
    CHECK(verdict.reasons[0].code == "floor");
    CHECK(verdict.reasons[0].signal == "behavioral");
    CHECK(verdict.reasons[0].level == "senior");
    CHECK(verdict.reasons[0].cards == std::vector<std::string>{"b1"});
    CHECK(verdict.reasons[0].text ==
          "Behavioral was rated no hire. Senior asks for at least lean no hire there, and no other "
          "round can make up for it; one step higher would have met it.");
    CHECK(verdict.reasons[1].code == "meets_lower");
    REQUIRE(verdict.attribution.has_value());
    CHECK(verdict.attribution->baseline == "hire");
    CHECK(verdict.attribution->shapley.at("behavioral") == "-1");
    CHECK(verdict.attribution->shapley.at("coding") == "0");
    REQUIRE(verdict.flips.size() == 1);
    CHECK(verdict.flips[0].raise == std::map<std::string, int>{{"behavioral", 1}});
    CHECK(verdict.flips[0].ruling == Ruling{Outcome::Hire, "senior"});
    CHECK(verdict.swing.at("behavioral").up == 1);
    CHECK(verdict.swing.at("behavioral").down == 1);
    CHECK(verdict.summary ==
          "Hire at mid instead of senior. " + verdict.reasons[0].text +
              " Had the panel rated behavioral one step higher (lean no hire), the same packet "
              "would have been a hire at senior.");
}

TEST_CASE("a low rating that only strengths back is said to be for too little", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = with_transcript(panel);
    packet.feedback[2].cards[0].polarity = Polarity::Strength;
    packet.feedback[2].cards[0].severity = 0;
    const Verdict verdict = verdict_of(packet, panel);
    CHECK(verdict.reasons[0].text.starts_with(
        "Behavioral was rated no hire for showing too little, not for a fault. Senior asks for"));
    CHECK(verdict.reasons[0].cards == std::vector<std::string>{"b1"});
}

TEST_CASE("thin and missing evidence ask for more, and say which and from whom", "[debrief]") {
    const Verdict thin = verdict_of({4, 4, 1, 4, 4}, {1000, 1000, 450, 1000, 1000});
    CHECK(thin.outcome == Outcome::MoreSignal);
    CHECK_FALSE(thin.level.has_value());
    CHECK(thin.low.outcome == Outcome::NoHire);
    CHECK(thin.high == Ruling{Outcome::Hire, "senior"});
    CHECK(thin.probe == std::vector<std::string>{"behavioral"});
    CHECK(thin.reasons[0].code == "thin");
    const Verdict missing = verdict_of({4, 4, 3, std::nullopt, 3});
    CHECK(missing.outcome == Outcome::MoreSignal);
    CHECK(missing.probe == std::vector<std::string>{"project"});
    CHECK(missing.reasons[0].code == "missing");
    REQUIRE(missing.asks.size() == 1);
    CHECK(missing.asks[0].seat == "project");
    CHECK_FALSE(missing.signals[3].rating.has_value());
}

TEST_CASE("with no rounds left the ratings as they stand decide", "[debrief]") {
    PanelSpec panel = default_five();
    panel.policy.parameters["more_rounds"] = false;
    const Verdict verdict =
        verdict_of(packet_of(panel, {4, 4, 1, 4, 4}, {1000, 1000, 450, 1000, 1000}), panel);
    CHECK(verdict.outcome == Outcome::DownLevel);
    CHECK(verdict.low.outcome == Outcome::NoHire);
}

TEST_CASE("the order of seats and cards changes no byte of the verdict", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = with_transcript(panel);
    packet.feedback[0].cards = {concern("z", "coding"), concern("a", "design")};
    for (EvidenceCard& card : packet.feedback[0].cards) card.quote.clear();
    const std::string before = to_json(verdict_of(packet, panel)).dump();
    std::reverse(packet.feedback.begin(), packet.feedback.end());
    for (Feedback& feedback : packet.feedback) {
        std::reverse(feedback.cards.begin(), feedback.cards.end());
    }
    CHECK(to_json(verdict_of(packet, panel)).dump() == before);
    CHECK(to_json(verdict_of(packet, panel)).dump() == before);
}

TEST_CASE("several raters of a signal count by their mean; who they are does not", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    Feedback second = packet.feedback[2];
    second.rater = "human:shadow";
    second.ratings[0].label = "lean_no_hire";
    packet.feedback.push_back(second);
    const Verdict verdict = verdict_of(packet, panel);
    CHECK(verdict.signals[2].milli == 1500);
    CHECK(verdict.outcome == Outcome::Hire);
    std::swap(packet.feedback[2].rater, packet.feedback[5].rater);
    CHECK(verdict_of(packet, panel).signals[2].milli == 1500);
}

TEST_CASE("a rating by a seat that does not own the signal is read and not counted", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 4, 4, 4});
    Rating aside;
    aside.signal = "behavioral";
    aside.label = "strong_no_hire";
    packet.feedback[0].ratings.push_back(aside);
    const Verdict verdict = verdict_of(packet, panel);
    CHECK(verdict.outcome == Outcome::Hire);
    CHECK(verdict.signals[2].milli == 4000);
}

TEST_CASE("a conduct concern ends it whatever the ratings", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {5, 5, 5, 5, 5});
    EvidenceCard card = concern("x", "behavioral");
    card.severity = 3;
    card.kinds = {"conduct"};
    packet.feedback[0].cards.push_back(card);
    const Verdict verdict = verdict_of(packet, panel);
    CHECK(verdict.outcome == Outcome::NoHire);
    CHECK(verdict.high.outcome == Outcome::NoHire);
    CHECK(verdict.reasons[0].code == "conduct");
    CHECK(verdict.flips.empty());
    packet.feedback[0].cards[0].severity = 2;
    CHECK(verdict_of(packet, panel).outcome == Outcome::Hire);
}

TEST_CASE("seats without feedback are shown as abstained", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 4, 4, 4});
    packet.feedback.pop_back();
    packet.feedback[3].ratings.clear();
    packet.feedback[3].abstained = "the line dropped";
    const Verdict verdict = verdict_of(packet, panel);
    CHECK(verdict.abstained == std::vector<std::string>{"hiring_manager", "project"});
    CHECK(verdict.outcome == Outcome::MoreSignal);
}

TEST_CASE("level and policy can be set from outside and show in the fingerprint", "[debrief]") {
    const PanelSpec panel = default_five();
    const Packet packet = packet_of(panel, {4, 4, 3, 2, 2});
    const Verdict ledger = verdict_of(packet, panel);
    CHECK(ledger.outcome == Outcome::DownLevel);
    DebriefOptions options;
    options.policy = "weighted_mean";
    const Verdict mean = verdict_of(packet, panel, options);
    CHECK(mean.outcome == Outcome::Hire);
    CHECK(mean.policy == "weighted_mean");
    CHECK(mean.parameters != ledger.parameters);
    CHECK(ledger.parameters.size() == 64);
    CHECK(verdict_of(packet, panel).parameters == ledger.parameters);
    options.policy.clear();
    options.level = "staff";
    CHECK(verdict_of(packet, panel, options).target_level == "staff");
}

TEST_CASE("explaining less leaves the decision alone", "[debrief]") {
    const PanelSpec panel = default_five();
    const Packet packet = packet_of(panel, {3, 2, 2, 3, 3});
    DebriefOptions options;
    options.explain = Explain::None;
    const Verdict none = verdict_of(packet, panel, options);
    const Verdict full = verdict_of(packet, panel);
    CHECK(none.outcome == full.outcome);
    CHECK(none.reasons.size() == full.reasons.size());
    CHECK_FALSE(none.attribution.has_value());
    CHECK(none.flips.empty());
    CHECK(full.flips.size() == 12);
}

TEST_CASE("a quote must stand in the transcript at its turn and span", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = with_transcript(panel);
    CHECK(run_debrief(packet, panel, {}).has_value());
    packet.feedback[2].cards[0].span = Span{8, 41};
    const Error shifted = error_of(packet, panel);
    CHECK(shifted.id == "packet.128");
    CHECK(shifted.code == ErrorCode::InvalidData);
    CHECK(shifted.message ==
          "the quote of card \"b1\" is not in the transcript at turn 1 and its span");
    CHECK(shifted.where == "/feedback/2/cards/0/quote");
    packet.feedback[2].cards[0].span = Span{7, 40};
    packet.feedback[2].cards[0].turn = 0;
    CHECK(error_of(packet, panel).id == "packet.128");
    packet.feedback[2].cards[0].turn = 9999;
    CHECK(error_of(packet, panel).id == "packet.128");
    packet.feedback[2].cards[0].turn = 1;
    packet.feedback[2].cards[0].round = "coding";
    CHECK(error_of(packet, panel).id == "packet.128");
    packet.transcript.reset();
    CHECK(run_debrief(packet, panel, {}).has_value());
}

TEST_CASE("what a packet names must exist, and nothing may stand twice", "[debrief]") {
    const PanelSpec panel = default_five();
    const Packet good = with_transcript(panel);
    const auto broken = [&](auto change) {
        Packet packet = good;
        change(packet);
        return error_of(packet, panel).id;
    };
    CHECK(broken([](Packet& p) { p.feedback[0].seat = "nobody"; }) == "packet.120");
    CHECK(broken([](Packet& p) { p.feedback.push_back(p.feedback[0]); }) == "packet.121");
    CHECK(broken([](Packet& p) { p.feedback[0].ratings[0].signal = "charm"; }) == "packet.122");
    CHECK(broken([](Packet& p) { p.feedback[0].ratings[0].label = "great"; }) == "packet.123");
    CHECK(broken([](Packet& p) { p.target_level = "emperor"; }) == "packet.124");
    CHECK(broken([](Packet& p) { p.feedback[2].cards[0].level = "emperor"; }) == "packet.124");
    CHECK(broken([](Packet& p) { p.feedback[0].cards = p.feedback[2].cards; }) == "packet.128");
    CHECK(broken([](Packet& p) { p.feedback[2].cards.push_back(p.feedback[2].cards[0]); }) ==
          "packet.125");
    CHECK(broken([](Packet& p) { p.feedback[0].ratings[0].cards = {"none"}; }) == "packet.126");
    CHECK(broken([](Packet& p) { p.feedback[0].ratings[0].estimate = 5001; }) == "packet.130");
    CHECK(broken([](Packet& p) { p.feedback[2].cards[0].severity = 4; }) == "packet.131");
    CHECK(broken([](Packet& p) { p.feedback[2].cards[0].polarity = Polarity::Strength; }) ==
          "packet.132");
    CHECK(broken([](Packet& p) { p.feedback[0].ratings.push_back(p.feedback[0].ratings[0]); }) ==
          "packet.133");
    CHECK(broken([](Packet& p) { p.feedback[0].ratings[0].strength = 1.5; }) == "packet.134");
    CHECK(broken([](Packet& p) { p.feedback[0].abstained = "tired"; }) == "packet.136");
}

TEST_CASE("confidence alone gives strength; cards with nothing to look at weaken it", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 4, 4, 4});
    packet.feedback[0].ratings[0].confidence = Confidence::Low;
    CHECK(verdict_of(packet, panel).signals[0].strength == Approx(0.72));
    CHECK(verdict_of(packet, panel).signals[1].strength == Approx(1.0));
    EvidenceCard vague;
    vague.id = "v";
    vague.signal = "design";
    vague.note = "good";
    packet.feedback[1].cards.push_back(vague);
    packet.feedback[1].ratings[0].cards.push_back("v");
    CHECK(verdict_of(packet, panel).signals[1].strength == Approx(0.895));
}

TEST_CASE("a verdict's JSON has what the contract names", "[debrief]") {
    const nlohmann::json value = to_json(verdict_of({1, 5, 4, 5, 4}));
    CHECK(value.at("format") == "halfstep/verdict");
    CHECK(value.at("version") == 1);
    CHECK(value.at("outcome") == "no_hire");
    CHECK(value.at("level").is_null());
    CHECK(value.at("interval").at("low").at("outcome") == "no_hire");
    CHECK(value.at("attribution").at("shapley").at("coding") == "-2");
    CHECK(value.at("flips")[0] ==
          nlohmann::json{{"raise", {{"coding", 1}}}, {"outcome", "hire"}, {"level", "senior"}});
    CHECK(value.at("swing").at("design").at("up").is_null());
    CHECK(value.at("signals").size() == 5);
    CHECK(value.at("signals")[0].at("floor_met") == false);
}
