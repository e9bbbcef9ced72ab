#include "scenarios/library.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/catch.hpp"

using namespace halfstep;
namespace fs = std::filesystem;

namespace {

const fs::path kTests = fs::path(HALFSTEP_SOURCE_DIR) / "tests";

Library installed() {
    return Library({fs::path(HALFSTEP_SOURCE_DIR) / "scenarios/library"});
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every installed panel, fragment and candidate checks clean", "[scenarios]") {
    const Library library = installed();
    const fs::path folder = fs::path(HALFSTEP_SOURCE_DIR) / "scenarios/library";
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string file = entry.path().filename().string();
        const std::string text = text_of(entry.path());
        std::vector<Problem> problems;
        if (file.ends_with(".panel.yaml")) {
            problems = library.check_panel(text, file).problems;
        } else if (file.ends_with(".fragment.yaml")) {
            problems = library.check_fragment(text, file);
        } else {
            REQUIRE(file.ends_with(".candidate.yaml"));
            problems = library.check_candidate(text, file).problems;
        }
        for (const Problem& problem : problems) FAIL_CHECK(to_text(problem));
    }
}

TEST_CASE("default-five carries the published tables", "[scenarios]") {
    const Result<PanelSpec> panel = installed().panel("default-five");
    REQUIRE(panel);
    REQUIRE(panel->signals.size() == 5);
    const SignalSpec& behavioral = *panel->find_signal("behavioral");
    CHECK(behavioral.weights.at("principal") == 300);
    CHECK(behavioral.floors.at("staff") == 2500);
    CHECK(behavioral.relief == 1500);
    CHECK(behavioral.compensable == 400);
    CHECK(behavioral.adjacent.at("hiring_manager") == 400);
    CHECK_FALSE(panel->find_signal("hiring_manager")->floors.contains("senior"));
    CHECK(panel->scale.bar_milli() == 2500);
    CHECK(panel->policy.id == "floor_ledger");
}

TEST_CASE("an unknown panel is not found, with the nearest name", "[scenarios]") {
    const Result<PanelSpec> panel = installed().panel("default-fiv");
    REQUIRE_FALSE(panel);
    CHECK(panel.error().code == ErrorCode::NotFound);
    CHECK(panel.error().hint == "did you mean \"default-five\"?");
}

TEST_CASE("each wrong candidate file is told its rule, all problems at once", "[scenarios]") {
    const Library library = installed();
    for (const auto& entry : fs::directory_iterator(kTests / "invalid/candidate")) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string file = entry.path().filename().string();
        std::string found;
        for (const Problem& problem :
             library.check_candidate(text_of(entry.path()), file).problems) {
            found += to_text(problem) + "\n";
        }
        fs::path expected = entry.path();
        expected.replace_extension(".txt");
        INFO(file);
        CHECK(found == text_of(expected));
    }
}

TEST_CASE("extends lays a panel over its base by id", "[scenarios]") {
    const LoadedPanel loaded = installed().check_panel(
        "format: halfstep/panel\nversion: 1\nname: mine\nextends: default-five\n"
        "target_level: staff\nsignals:\n  - {id: coding, relief: 700}\n",
        "mine.panel.yaml");
    for (const Problem& problem : loaded.problems) FAIL_CHECK(to_text(problem));
    REQUIRE(loaded.panel);
    CHECK(loaded.panel->target_level == "staff");
    CHECK(loaded.panel->signals.size() == 5);
    CHECK(loaded.panel->find_signal("coding")->relief == 700);
    CHECK(loaded.panel->find_signal("coding")->weights.at("senior") == 240);
}

TEST_CASE("a panel that extends itself or a path is refused", "[scenarios]") {
    const auto problem = [](const std::string& base) {
        const auto loaded = installed().check_panel(
            "format: halfstep/panel\nversion: 1\nname: mine\nextends: " + base + "\n",
            "mine.panel.yaml");
        return to_text(loaded.problems.at(0));
    };
    CHECK(problem("../secret") ==
          "mine.panel.yaml:4:10: error [panel.140]: a base is a library name, not a path; write "
          "the name alone");
    CHECK(problem("nobody").find("error [panel.404]") != std::string::npos);
}
