#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "debrief/debrief.hpp"
#include "panel/json.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

Debrief debrief_of(const Packet& packet, const PanelSpec& panel, DebriefOptions options = {}) {
    Result<Debrief> debrief = run_debrief(packet, panel, options);
    REQUIRE(debrief.has_value());
    return *debrief;
}

EvidenceCard card_of(const std::string& id, const std::string& signal, Polarity polarity,
                     const std::string& quote) {
    EvidenceCard card;
    card.id = id;
    card.signal = signal;
    card.polarity = polarity;
    card.quote = quote;
    if (polarity == Polarity::Concern) card.severity = 1;
    return card;
}

std::set<std::string> kinds_of(const Verdict& verdict) {
    std::set<std::string> kinds;
    for (const Contradiction& item : verdict.contradictions) kinds.insert(item.kind);
    return kinds;
}

std::vector<std::string> step_kinds(const Debrief& debrief) {
    std::vector<std::string> kinds;
    for (const DebriefStep& step : debrief.steps) {
        if (kinds.empty() || kinds.back() != step.step) kinds.push_back(step.step);
    }
    return kinds;
}

}  // namespace

TEST_CASE("luck in a verdict is the published fresh panel", "[debrief]") {
    const PanelSpec panel = default_five();
    const Verdict verdict = debrief_of(packet_of(panel, {4, 4, 1, 4, 4}), panel).verdict;
    REQUIRE(verdict.panels.has_value());
    const auto& expected = golden("s4_fresh_panel_posterior(ledger@L5)").at("S5 [4,4,1,4,4]");
    CHECK(verdict.panels->same_answers.no_hire ==
          Approx(expected.at("same_performance")[0].get<double>()).margin(1e-9));
    CHECK(verdict.panels->p_target ==
          Approx(expected.at("same_performance")[2].get<double>()).margin(1e-9));
    CHECK(verdict.panels->new_day.down_level ==
          Approx(expected.at("new_day")[1].get<double>()).margin(1e-9));
    CHECK(verdict.panels->exact);
    CHECK(verdict.panels->harsh_draw.hire < verdict.panels->p_target);
    CHECK(verdict.panels->lenient_draw.hire > verdict.panels->p_target);
    CHECK_FALSE(verdict.panels->loud_voice.has_value());
    REQUIRE(verdict.panels->funnel.size() == 5);
    for (std::size_t k = 1; k < 5; ++k) {
        CHECK(verdict.panels->funnel[k].offer > verdict.panels->funnel[k - 1].offer);
        CHECK(verdict.panels->funnel[k].offer <= verdict.panels->funnel[k].if_independent);
    }
    const auto outlier = std::find_if(verdict.advice.begin(), verdict.advice.end(),
                                      [](const AdviceLine& a) { return a.code == "outlier"; });
    REQUIRE(outlier != verdict.advice.end());
    CHECK(outlier->signal == "behavioral");
}

TEST_CASE("better ratings never make a fresh panel less likely to hire", "[debrief]") {
    const PanelSpec panel = default_five();
    double last = 0;
    for (int k = 0; k < 6; ++k) {
        const Verdict verdict = debrief_of(packet_of(panel, {3, 3, k, 3, 3}), panel).verdict;
        CHECK(verdict.panels->p_target > last);
        last = verdict.panels->p_target;
    }
}

TEST_CASE("large panels are sampled, and say so", "[debrief]") {
    PanelSpec panel = default_five();
    for (int k = 0; k < 4; ++k) {
        SignalSpec signal;
        signal.id = "extra" + std::to_string(k);
        signal.owner = {"coding"};
        panel.signals.push_back(signal);
        panel.seats.push_back(panel.seats[0]);
        panel.seats.back().id = signal.id;
        panel.signals.back().owner = {signal.id};
    }
    panel.policy.parameters.erase("prior");
    const Packet packet = packet_of(panel, {3, 3, 3, 3, 3, 3, 3, 3, 3});
    const Verdict verdict = debrief_of(packet, panel).verdict;
    REQUIRE(verdict.panels.has_value());
    CHECK_FALSE(verdict.panels->exact);
    CHECK(verdict.panels->same_answers.hire + verdict.panels->same_answers.down_level +
              verdict.panels->same_answers.no_hire ==
          Approx(1.0));
    CHECK(to_json(verdict).dump() == to_json(debrief_of(packet, panel).verdict).dump());
}

TEST_CASE("every kind of contradiction is found and resolved in words", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {5, 4, 1, 2, std::nullopt});
    packet.feedback[0].cards = {
        card_of("c1", "coding", Polarity::Strength,
                "we moved the billing importer from cron to streams in 3 weeks")};
    packet.feedback[2].cards = {
        card_of("b1", "behavioral", Polarity::Concern,
                "we moved the billing importer from cron to streams in 9 weeks")};
    packet.feedback[0].ratings[0].level = "senior";
    packet.feedback[1].ratings[0].level = "mid";
    Feedback second = packet.feedback[1];
    second.rater = "human:shadow";
    second.ratings[0].label = "no_hire";
    packet.feedback.push_back(second);
    DebriefOptions options;
    options.mismatches = {{"number",
                           {"coding", 0, {}, packet.feedback[0].cards[0].quote},
                           {"behavioral", 0, {}, packet.feedback[2].cards[0].quote}}};
    const Verdict verdict = debrief_of(packet, panel, options).verdict;
    const std::set<std::string> expected{
        "within_signal",          "across_signals", "outlier_round", "level_split",
        "conflicting_statements", "missing_signal", "floor",         "adjacent_evidence"};
    CHECK(kinds_of(verdict) == expected);
    CHECK(verdict.contradictions.front().kind == "floor");
    std::int64_t last = INT64_MAX;
    for (const Contradiction& item : verdict.contradictions) {
        CHECK_FALSE(item.resolution.empty());
        CHECK_FALSE(item.signals.empty());
        if (item.kind != "floor") {
            CHECK(item.relevance * item.severity <= last);
            last = item.relevance * item.severity;
        }
        for (const std::string& card : item.cards_against) {
            CHECK(item.resolution.find(card) != std::string::npos);
        }
    }
}

TEST_CASE("raters who quote the same words differ in their bar, else in their evidence",
          "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 4, 4, 4});
    packet.feedback[1].cards = {
        card_of("d1", "design", Polarity::Strength, "the write path first")};
    packet.feedback[1].ratings[0].cards = {"d1"};
    Feedback second = packet.feedback[1];
    second.rater = "human:shadow";
    second.ratings[0].label = "no_hire";
    second.ratings[0].cards = {"d2"};
    second.cards = {card_of("d2", "design", Polarity::Concern, "the write path first")};
    packet.feedback.push_back(second);
    CHECK(kinds_of(debrief_of(packet, panel).verdict).count("different_bar") == 1);
    packet.feedback.back().cards[0].quote = "I never thought about deletes";
    CHECK(kinds_of(debrief_of(packet, panel).verdict).count("different_evidence") == 1);
}

TEST_CASE("agreement has no contradictions", "[debrief]") {
    const PanelSpec panel = default_five();
    CHECK(debrief_of(packet_of(panel, {4, 4, 4, 4, 4}), panel).verdict.contradictions.empty());
    CHECK(debrief_of(packet_of(panel, {3, 4, 3, 4, 3}), panel).verdict.contradictions.empty());
}

TEST_CASE("the debrief is told from envelopes to verdict", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    packet.feedback[0].cards = {card_of("c1", "coding", Polarity::Strength, "I chose the heap")};
    packet.feedback[1].cards = {card_of("d1", "design", Polarity::Strength, "I cut the queue")};
    packet.feedback[2].cards = {card_of("b1", "behavioral", Polarity::Concern, "")};
    const Debrief debrief = debrief_of(packet, panel);
    CHECK(step_kinds(debrief) ==
          std::vector<std::string>{"envelopes_opened", "table",         "repeated_strength",
                                   "contradiction",    "seat_spoke",    "contradiction",
                                   "seat_spoke",       "contradiction", "seat_spoke",
                                   "contradiction",    "seat_spoke",    "contradiction",
                                   "seat_spoke",       "contradiction", "seat_spoke",
                                   "contradiction",    "seat_spoke",    "committee_read",
                                   "floors",           "policy",        "level",
                                   "verdict"});
    for (const DebriefStep& step : debrief.steps) {
        const auto value = parse_json(step.json);
        REQUIRE(value.has_value());
        if (step.step == "committee_read") {
            REQUIRE(value->at("weakened").size() == 1);
            CHECK(value->at("weakened")[0].at("card") == "b1");
        }
        if (step.step == "floors") {
            CHECK(value->at("levels")[0].at("failed") == nlohmann::json{"behavioral"});
        }
        if (step.step == "verdict") CHECK(value->at("outcome") == "down_level");
    }
    DebriefOptions options;
    options.explain = Explain::Short;
    CHECK(debrief_of(packet, panel, options).steps.empty());
}

TEST_CASE("revised ratings are kept, shown, and count only when the panel says so", "[debrief]") {
    PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    packet.feedback[2].ratings[0].revised_label = "lean_no_hire";
    packet.feedback[2].ratings[0].revised_reason = "read the design cards";
    const Debrief first = debrief_of(packet, panel);
    CHECK(first.verdict.outcome == Outcome::DownLevel);
    CHECK(first.verdict.revote_shift == Approx(0.2));
    const auto effect = std::find_if(first.steps.begin(), first.steps.end(),
                                     [](auto& s) { return s.step == "discussion_effect"; });
    REQUIRE(effect != first.steps.end());
    CHECK(parse_json(effect->json)->at("other").at("outcome") == "hire");
    panel.policy.parameters["use_revote"] = true;
    CHECK(debrief_of(packet, panel).verdict.outcome == Outcome::Hire);
}

TEST_CASE("a revision counts only on evidence its seat had not seen", "[debrief]") {
    PanelSpec panel = default_five();
    panel.policy.parameters["use_revote"] = true;
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    Rating& revised = packet.feedback[2].ratings[0];
    revised.revised_label = "lean_no_hire";
    revised.revised_reason = "changed my mind";
    const auto step = [&] {
        for (const DebriefStep& one : debrief_of(packet, panel).steps) {
            if (one.step == "revised") return *parse_json(one.json);
        }
        return nlohmann::json();
    };
    packet.feedback[2].cards = {
        card_of("b1", "behavioral", Polarity::Concern, "we all agreed in the end")};
    CHECK(step().at("founded") == false);
    CHECK(debrief_of(packet, panel).verdict.outcome == Outcome::DownLevel);

    packet.feedback[4].cards = {
        card_of("m1", "behavioral", Polarity::Strength, "I told the director no and said why")};
    CHECK(step().at("founded") == true);
    CHECK(step().at("cards") == nlohmann::json{"m1"});
    CHECK(debrief_of(packet, panel).verdict.outcome == Outcome::Hire);

    revised.revised_cards = {"b1"};
    CHECK(run_debrief(packet, panel, {}).error().id == "packet.137");
    revised.revised_cards = {"nowhere"};
    CHECK(run_debrief(packet, panel, {}).error().id == "packet.126");
    revised.revised_cards = {"m1"};
    CHECK(debrief_of(packet, panel).verdict.outcome == Outcome::Hire);
}

TEST_CASE("a verdict names one thing to work on where its evidence says what was missing",
          "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    CHECK_FALSE(debrief_of(packet, panel).verdict.practice.has_value());
    packet.feedback[2].cards = {
        card_of("b1", "behavioral", Polarity::Strength, "I moved the deadline by a week")};
    const std::optional<Practice> practice = debrief_of(packet, panel).verdict.practice;
    REQUIRE(practice.has_value());
    CHECK(practice->signal == "behavioral");
    CHECK(practice->text == "Next time in behavioral, show why this way, and what was rejected.");
    packet.feedback[2].ratings[0].would_raise = "Missing: who disagreed.\nMissing: a figure.";
    CHECK(debrief_of(packet, panel).verdict.practice->text ==
          "Next time in behavioral: Missing: who disagreed.");
    CHECK_FALSE(debrief_of(packet_of(panel, {4, 4, 4, 4, 4}), panel).verdict.practice.has_value());
}

TEST_CASE("a split over the level cites the cards on both sides", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 3, 4, 4});
    packet.feedback[0].cards = {card_of("c1", "coding", Polarity::Strength, "I wrote the parser")};
    packet.feedback[1].cards = {card_of("d1", "design", Polarity::Strength, "I set the roadmap")};
    packet.feedback[0].ratings[0].cards = {"c1"};
    packet.feedback[0].ratings[0].level = "mid";
    packet.feedback[1].ratings[0].cards = {"d1"};
    packet.feedback[1].ratings[0].level = "staff";
    for (const Contradiction& item : debrief_of(packet, panel).verdict.contradictions) {
        if (item.kind != "level_split") continue;
        CHECK(item.cards_for == std::vector<std::string>{"d1"});
        CHECK(item.cards_against == std::vector<std::string>{"c1"});
        CHECK(item.resolution.find("mid (c1) to staff (d1)") != std::string::npos);
        return;
    }
    FAIL("no level split found");
}

TEST_CASE("a rater file for another scale is refused", "[debrief]") {
    auto raters = std::make_shared<RaterFile>();
    raters->labels = 4;
    DebriefOptions options;
    options.raters = raters;
    const PanelSpec panel = default_five();
    CHECK(run_debrief(packet_of(panel, {4, 4, 4, 4, 4}), panel, options).error().id ==
          "raters.111");
}

TEST_CASE("a loud seat moves others only with evidence they had not seen, and less the stubborn",
          "[debrief]") {
    PanelSpec panel = default_five();
    panel.seats[4].persona.loudness = 0.8;
    Packet packet = packet_of(panel, {4, 4, 1, 4, 5});
    const auto revisions = [&] {
        const Debrief debrief = debrief_of(packet, panel);
        return std::count_if(debrief.steps.begin(), debrief.steps.end(),
                             [](auto& s) { return s.step == "revised"; });
    };
    CHECK(revisions() == 0);
    packet.feedback[4].cards = {
        card_of("m1", "behavioral", Polarity::Strength, "I told the director no and said why")};
    CHECK(revisions() == 1);
    const Debrief loud = debrief_of(packet, panel);
    CHECK(loud.verdict.outcome == Outcome::DownLevel);
    CHECK(loud.verdict.panels->loud_voice.has_value());
    CHECK(loud.verdict.panels->loud_seat == "hiring_manager");
    panel.seats[2].persona.stubbornness = 1.0;
    CHECK(revisions() == 0);
}

TEST_CASE("known severities widen the interval and never lift a floor", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {4, 4, 1, 4, 4});
    const Verdict plain = debrief_of(packet, panel).verdict;
    CHECK(plain.outcome != Outcome::Hire);
    auto raters = std::make_shared<RaterFile>();
    KnownRater harsh;
    harsh.severity = 0.7;
    harsh.severity_spread = 0.1;
    harsh.ratings = 40;
    raters->raters["human:behavioral"] = harsh;
    DebriefOptions options;
    options.raters = raters;
    const Verdict advised = debrief_of(packet, panel, options).verdict;
    CHECK(advised.point == plain.point);
    CHECK(advised.parameters != plain.parameters);
    CHECK(advised.outcome == Outcome::MoreSignal);
    CHECK(advised.high == Ruling{Outcome::Hire, "senior"});
    CHECK(std::any_of(advised.advice.begin(), advised.advice.end(),
                      [](const AdviceLine& line) { return line.code == "severity"; }));
    raters->raters["human:nobody"] = harsh;
    raters->raters.erase("human:behavioral");
    CHECK(debrief_of(packet, panel, options).verdict.point == plain.point);
}

TEST_CASE("conduct is not a matter of luck", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {5, 5, 5, 5, 5});
    Finding finding;
    finding.id = "f";
    finding.kind = "conduct";
    finding.text = "insulted the interviewer";
    packet.feedback[0].findings.push_back(finding);
    const Verdict verdict = debrief_of(packet, panel).verdict;
    CHECK(verdict.outcome == Outcome::NoHire);
    CHECK_FALSE(verdict.panels.has_value());
}

TEST_CASE("custom scales, ladders and signals go through the whole debrief", "[debrief]") {
    PanelSpec panel;
    panel.name = "three";
    panel.ladder = {"low", "high"};
    panel.target_level = "high";
    panel.scale.labels = {{"no", ""}, {"ok", ""}, {"yes", ""}};
    panel.scale.bar = 1;
    for (const char* id : {"taste", "speed"}) {
        SignalSpec signal;
        signal.id = id;
        signal.owner = {id};
        panel.signals.push_back(signal);
        SeatSpec seat;
        seat.id = id;
        seat.signals = {id};
        panel.seats.push_back(seat);
    }
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        DebriefOptions options;
        options.policy = policy.id;
        INFO(policy.id);
        CHECK(debrief_of(packet_of(panel, {2, 2}), panel, options).verdict.outcome ==
              Outcome::Hire);
        CHECK(debrief_of(packet_of(panel, {0, 0}), panel, options).verdict.outcome ==
              Outcome::NoHire);
    }
}
