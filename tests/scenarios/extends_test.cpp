#include "scenarios/extends.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace halfstep;
using nlohmann::json;

namespace {

const std::map<std::string, BaseFile> kBases{
    {"one",
     {"one.panel.yaml",
      "format: halfstep/panel\nversion: 1\nname: one\ntitle: The first\nsignals:\n"
      "  - {id: a, relief: 1, floors: {senior: hire, mid: hire}}\n  - {id: b}\n"
      "questions:\n  - {id: spare, ask: s}\n  - {id: asked, ask: first}\n"}},
    {"stock",
     {"stock.fragment.yaml",
      "format: halfstep/fragment\nversion: 1\nname: stock\ntitle: not taken\nnotes: not taken\n"
      "questions:\n  - {id: never, ask: n}\n  - id: asked\n    ask: second\n"}},
    {"second", {"second.panel.yaml", "format: halfstep/panel\nextends: one\nsignals: [{id: c}]\n"}},
    {"itself", {"itself.panel.yaml", "format: halfstep/panel\nextends: itself\n"}},
    {"other", {"other.panel.yaml", "format: halfstep/candidate\n"}},
    {"wide",
     {"wide.panel.yaml",
      "format: halfstep/panel\nextends: [one, one, one, one, one, one, one, one]\n"}},
};

Result<BaseFile> base_named(const std::string& name) {
    const auto found = kBases.find(name);
    if (found == kBases.end()) return Error{ErrorCode::NotFound, "panel.404", "none", "", ""};
    return found->second;
}

YamlDocument merged(const std::string& text) {
    YamlDocument document = read_yaml(text, "mine.panel.yaml");
    const Result<Done> applied = apply_extends(document, base_named);
    REQUIRE(applied);
    return document;
}

std::string refusal(const std::string& text) {
    YamlDocument document = read_yaml(text, "mine.panel.yaml");
    const Result<Done> applied = apply_extends(document, base_named);
    REQUIRE_FALSE(applied);
    return applied.error().where + " [" + applied.error().id + "] " + applied.error().message;
}

}  // namespace

TEST_CASE("several bases are laid over each other in order, by id", "[scenarios]") {
    const YamlDocument document = merged(
        "extends: [one, stock]\nname: mine\nsignals:\n  - {id: a, floors: {senior: lean_hire}}\n"
        "rounds:\n  - {id: r, questions: [asked, mine]}\nquestions:\n  - {id: mine, ask: m}\n");
    CHECK(document.value == json::parse(R"({
        "format": "halfstep/panel", "version": 1, "name": "mine", "title": "The first",
        "signals": [{"id": "a", "relief": 1, "floors": {"senior": "lean_hire", "mid": "hire"}},
                    {"id": "b"}],
        "rounds": [{"id": "r", "questions": ["asked", "mine"]}],
        "questions": [{"id": "asked", "ask": "second"}, {"id": "mine", "ask": "m"}]})"));
}

TEST_CASE("each value keeps its file, line and column", "[scenarios]") {
    const YamlDocument document = merged(
        "extends: [one, stock]\nsignals:\n  - {id: a, relief: 2}\n"
        "rounds: [{id: r, questions: [asked]}]\n");
    const auto place = [&](const std::string& pointer) {
        const Mark mark = document.mark(pointer);
        return std::to_string(mark.line) + ":" + std::to_string(mark.column) +
               (mark.origin.empty() ? "" : " " + mark.origin);
    };
    CHECK(place("/signals/0/relief") == "3:21");
    CHECK(place("/signals/0/floors/mid") == "1:11 one.panel.yaml:6:52");
    CHECK(place("/signals/1") == "1:11 one.panel.yaml:7:5");
    // The question moved from the fourth place of two lists to the only one of this panel.
    CHECK(place("/questions/0/ask") == "1:16 stock.fragment.yaml:9:10");
}

TEST_CASE("a base of a base is marked where it was written", "[scenarios]") {
    const YamlDocument document = merged("extends: second\n");
    CHECK(document.value["signals"].size() == 3);
    CHECK(document.mark("/signals/0").origin == "one.panel.yaml:6:5");
    CHECK(document.mark("/signals/2").origin == "second.panel.yaml:3:11");
    CHECK(document.mark("/signals/2").column == 10);
}

TEST_CASE("remove takes an item out, and marks move with the rest", "[scenarios]") {
    const YamlDocument document =
        merged("extends: one\nsignals:\n  - {id: a, remove: true}\n  - {id: none, remove: true}\n");
    CHECK(document.value["signals"] ==
          json::parse(R"([{"id": "b"}, {"id": "none", "remove": true}])"));
    CHECK(document.mark("/signals/0").origin == "one.panel.yaml:7:5");
    CHECK(document.mark("/signals/1").line == 4);
    CHECK(document.mark("/signals/0/floors/mid").origin == "one.panel.yaml:7:5");
}

TEST_CASE("an id that stands twice in one file is not its own base", "[scenarios]") {
    const YamlDocument document =
        merged("extends: one\nsignals:\n  - {id: a, relief: 5}\n  - {id: a, relief: 6}\n");
    CHECK(document.value["signals"].size() == 3);
}

TEST_CASE("extends that cannot be followed says which name", "[scenarios]") {
    CHECK(refusal("extends: 3\n") ==
          "/extends [panel.140] expected the name of a library panel, or a list of names");
    CHECK(refusal("extends: []\n").starts_with("/extends [panel.140]"));
    CHECK(refusal("extends: [one, 3]\n").starts_with("/extends/1 [panel.140]"));
    CHECK(refusal("extends: [one, ../one]\n") ==
          "/extends/1 [panel.140] a base is a library name, not a path");
    CHECK(refusal("extends: nobody\n") == "/extends [panel.404] none");
    CHECK(refusal("extends: other\n") ==
          "/extends [panel.143] \"other\" is neither a panel nor a fragment");
    CHECK(refusal("extends: itself\n").find("extends too deeply, or itself") != std::string::npos);
    CHECK(refusal("extends: [wide, wide, wide, wide]\n").find("[panel.141]") != std::string::npos);
}
