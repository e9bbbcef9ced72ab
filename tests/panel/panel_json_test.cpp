#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using nlohmann::json;

namespace {

json small_panel() {
    return json::parse(R"({"format": "halfstep/panel", "version": 1, "name": "small",
        "signals": [{"id": "design", "owner": "design",
                     "floors": {"senior": "lean_no_hire", "mid": 700}}],
        "seats": [{"id": "design"}]})");
}

json full_panel() {
    json panel = small_panel();
    panel["seats"][0]["persona"] = {{"strictness", -0.7}, {"patience", {{"words", 90}}}};
    panel["rounds"] = json::parse(R"([{"id": "design", "minutes": 30, "questions": ["q"]}])");
    panel["questions"] = json::parse(R"([{"id": "q", "ask": "Why?", "signals": "design",
        "looks_for": ["one", {"point": "two", "ways": ["zwei"]}],
        "follow_ups": [{"when": {"all": ["no number", {"not": "mentions cache"},
                                         {"any": ["says \"we\" throughout",
                                                  "longer than 90 s without a decision"]}]},
                        "ask": "How many?"}, {"ask": "And then?"}],
        "challenges": "Why not refuse?",
        "problem": {"statement": "s", "tests": {"python": "print 1"
}
}
}])");
    panel["policy"] = json::parse(R"({"id": "bar_raiser",
        "parameters": {"br": "design", "n": 3, "on": true, "l": [1, 2]}})");
    panel["values"] = json::parse(R"(["own it", {"id": "ask", "counts": ["asked"]}])");
    return panel;
}

}  // namespace

TEST_CASE("a panel that says little is completed with the defaults", "[panel]") {
    const Result<PanelSpec> panel = panel_from_json(small_panel());
    REQUIRE(panel);
    CHECK(panel->ladder == default_ladder());
    CHECK(panel->target_level == "senior");
    CHECK(panel->title == "small");
    CHECK(panel->policy.id == "floor_ledger");
    CHECK(panel->scale.bar_milli() == 2500);
    CHECK(panel->signals[0].owner == std::vector<std::string>{"design"});
    CHECK(panel->seats[0].signals == std::vector<std::string>{"design"});
    CHECK(panel->signals[0].floors.at("senior") == 1500);
    CHECK(panel->signals[0].floors.at("mid") == 700);
    CHECK(panel->seats[0].persona.patience_words == 220);
}

TEST_CASE("without senior on the ladder the middle level is meant", "[panel]") {
    json value = small_panel();
    value["ladder"] = {"manager", "director", "vp"};
    value["signals"][0].erase("floors");
    const Result<PanelSpec> panel = panel_from_json(value);
    REQUIRE(panel);
    CHECK(panel->target_level == "director");
}

TEST_CASE("a panel survives writing and reading, all of it", "[panel]") {
    const Result<PanelSpec> first = panel_from_json(full_panel());
    if (!first) FAIL(first.error().message << " at " << first.error().where);
    const json written = to_json(*first);
    const Result<PanelSpec> second = panel_from_json(written);
    REQUIRE(second);
    CHECK(canonical(to_json(*second)) == canonical(written));
    const QuestionSpec& question = second->questions.at(0);
    CHECK(question.follow_ups.at(0).when == first->questions[0].follow_ups[0].when);
    CHECK(question.follow_ups[0].when.parts.at(2).parts.at(1).seconds == 90);
    CHECK(question.looks_for.at(1).ways == std::vector<std::string>{"zwei"});
    CHECK(second->seats[0].persona.strictness == -0.7);
    CHECK(second->seats[0].persona.patience_words == 90);
    CHECK(std::get<std::string>(second->policy.parameters.at("br")) == "design");
    CHECK(second->rounds[0].seat == "design");
    CHECK(second->values.at(1).counts.at(0).point.point == "asked");
}

TEST_CASE("a wrong panel object says what is wrong and where", "[panel]") {
    const auto told = [](const char* pointer, const json& wrong) {
        json value = full_panel();
        value[json::json_pointer(pointer)] = wrong;
        const Result<PanelSpec> panel = panel_from_json(value);
        return panel ? "accepted" : panel.error().id + " " + panel.error().where;
    };
    CHECK(told("/signals/0/floors/senior", "lean_hier") == "panel.120 /signals/0/floors/senior");
    CHECK(told("/target_level", "snior") == "panel.130 /target_level");
    CHECK(told("/rounds/0/questions/0", "x") == "panel.130 /rounds/0/questions");
    CHECK(told("/scale", {{"bar", "strong_no_hire"}}) == "panel.121 /scale/bar");
    CHECK(told("/seats/0/persona/probing", 7) == "panel.104 /seats/0/persona/probing");
    CHECK(told("/questions/0/follow_ups/0/when", {{"none", 1}}) ==
          "condition.102 /questions/0/follow_ups/0/when");
    CHECK(told("/signals", json::array()) == "panel.122 /");
}

TEST_CASE("a persona is a preset, the panel's own, or numbers over one", "[panel]") {
    json value = small_panel();
    value["personas"] = json::parse(R"([{"id": "ours", "preset": "stern", "warmth": 0.9}])");
    value["signals"] = json::parse(R"([{"id": "a"}])");
    value["seats"] = json::parse(R"([{"id": "plain"}, {"id": "named", "persona": "skeptic"},
        {"id": "over", "persona": {"preset": "ours", "patience": {"words": 300}, "probing": 0}}])");
    const Result<PanelSpec> panel = panel_from_json(value);
    REQUIRE(panel);
    CHECK(panel->seats[0].persona.probing == 3);
    CHECK(panel->seats[1].persona.strictness == 0.3);
    CHECK(panel->seats[1].persona.probing == 5);
    const Persona& over = panel->seats[2].persona;
    CHECK(over.strictness == 0.6);
    CHECK(over.warmth == 0.9);
    CHECK(over.patience_words == 300);
    CHECK(over.patience_seconds == 75);
    CHECK(over.probing == 0);
    // What is written holds the numbers, so it reads back without the names.
    const Result<PanelSpec> again = panel_from_json(to_json(*panel));
    REQUIRE(again);
    CHECK(again->seats[2].persona.strictness == 0.6);
    CHECK(again->seats[2].persona.warmth == 0.9);

    value["seats"][1]["persona"] = "sceptic";
    const Result<PanelSpec> unknown = panel_from_json(value);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().where == "/seats/1/persona");
}

TEST_CASE("own words and signs of a value are read and written back", "[panel]") {
    json value = small_panel();
    value["signals"][0]["vocabulary"] = json::parse(
        R"(["backpressure", {"words": ["shadow read", "dark launch"], "means": "failure mode"}])");
    value["values"] = json::parse(R"(["plain", {"id": "own-it", "signals": "design", "ask": "When?",
        "counts": ["repaired it", {"point": "owns a failure", "when": "has owned failure"},
                   {"point": "p", "ways": ["q"]}]}])");
    const Result<PanelSpec> panel = panel_from_json(value);
    REQUIRE(panel);
    const Result<PanelSpec> again = panel_from_json(to_json(*panel));
    REQUIRE(again);
    const auto& words = again->signals[0].vocabulary;
    REQUIRE(words.size() == 2);
    CHECK(words[0].words == std::vector<std::string>{"backpressure"});
    CHECK_FALSE(words[0].means);
    CHECK(words[1].words.size() == 2);
    CHECK(words[1].means == ObservationKind::FailureMode);
    const CompanyValue& own = again->values.at(1);
    CHECK(again->values[0].id == "plain");
    CHECK(own.signals == std::vector<std::string>{"design"});
    CHECK(own.ask == "When?");
    REQUIRE(own.counts.size() == 3);
    CHECK_FALSE(own.counts[0].when);
    CHECK(own.counts[1].when->kind == Condition::Kind::Present);
    CHECK(own.counts[2].point.ways == std::vector<std::string>{"q"});
    CHECK(to_json(*again) == to_json(*panel));
}
