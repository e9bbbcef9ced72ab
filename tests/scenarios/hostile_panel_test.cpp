// Panel files come from strangers: whatever is in one, it is answered with problems, in bounded
// work.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "scenarios/library.hpp"
#include "tests/scenarios/panel_with_everything.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using halfstep::testing::panel_with_everything;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const fs::path kLibrary = fs::path(HALFSTEP_SOURCE_DIR) / "scenarios/library";

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("any value of a panel may be of any kind without harm", "[scenarios]") {
    const Library library({kLibrary});
    const json whole = panel_with_everything();
    REQUIRE(library.check_panel(whole.dump(), "f.panel.yaml").panel);
    const json odd[]{nullptr,
                     true,
                     -1,
                     7,
                     1e300,
                     9223372036854775807,
                     "",
                     "x",
                     json::array(),
                     json::array({nullptr, 1, "x", json::array(), json::object()}),
                     json::object(),
                     {{"id", 7}},
                     {{"all", "x"}}};
    const json flat = whole.flatten();
    for (const auto& [pointer, unused] : flat.items()) {
        // The value itself and everything around it.
        for (json::json_pointer place(pointer); !place.empty(); place = place.parent_pointer()) {
            for (const json& value : odd) {
                json mutant = whole;
                mutant[place] = value;
                const LoadedPanel loaded = library.check_panel(mutant.dump(), "f.panel.yaml");
                INFO(place.to_string() << " = " << value.dump());
                REQUIRE((loaded.panel || has_errors(loaded.problems)));
            }
        }
    }
}

TEST_CASE("a real panel with bytes changed is read or refused, never worse", "[scenarios]") {
    const Library library({kLibrary});
    const std::string whole = text_of(kLibrary / "panels/default-five.panel.yaml");
    const std::string odd =
        "{}[]:,-#&*!|>'\"%@`~ \n\t\0\xFF"
        "0a";
    for (std::uint64_t n = 0; n < 1500; ++n) {
        std::string text = whole;
        for (std::uint64_t k = 0; k < 4; ++k) {
            const std::uint64_t draw = (n * 4 + k + 1) * 0x9E3779B97F4A7C15ULL;
            const std::uint64_t mixed = (draw ^ (draw >> 29)) * 0xBF58476D1CE4E5B9ULL;
            text[(mixed >> 20) % text.size()] = odd[(mixed >> 7) % odd.size()];
        }
        const LoadedPanel loaded = library.check_panel(text, "default-five.panel.yaml");
        INFO(n);
        REQUIRE((loaded.panel || has_errors(loaded.problems)));
    }
}

TEST_CASE("large and entangled files are refused", "[scenarios]") {
    const Library library({});
    const auto first_id = [&](const std::string& text) {
        const LoadedPanel loaded = library.check_panel(text, "f.panel.yaml");
        REQUIRE_FALSE(loaded.problems.empty());
        CHECK(loaded.problems.size() <= 501);
        return loaded.problems[0].id;
    };
    SECTION("a long text under many aliases") {
        std::string text = "a: &a " + std::string(500'000, 'x') + "\nb: [";
        for (int k = 0; k < 50'000; ++k) text += "*a, ";
        CHECK(first_id(text + "x]\n") == "yaml.103");
    }
    SECTION("a long key around many values") {
        std::string text = "? " + std::string(1000, 'k') + "\n: [";
        for (int k = 0; k < 90'000; ++k) text += "1, ";
        CHECK(first_id(text + "1]\n") == "yaml.103");
    }
    SECTION("an alias within itself") {
        CHECK(first_id("a: &a [*a]\n") == "yaml.104");
    }
    SECTION("many names against many names") {
        std::string text = "format: halfstep/panel\nversion: 1\nname: f\nquestions:\n";
        for (int k = 0; k < 20'000; ++k) text += "  - {id: q" + std::to_string(k) + "}\n";
        text += "rounds:\n  - {id: a, questions: [";
        for (int k = 0; k < 20'000; ++k) text += "r" + std::to_string(k) + ", ";
        first_id(text + "x]}\n");
    }
}

TEST_CASE("a problem in a panel laid over a base is marked where it was written", "[scenarios]") {
    const LoadedPanel loaded =
        Library({kLibrary})
            .check_panel(
                "format: halfstep/panel\nversion: 1\nname: mine\nextends: default-five\nsignals:\n"
                "  - id: project\n    floors: {senior: lean_hier}\n",
                "mine.panel.yaml");
    REQUIRE(loaded.problems.size() == 1);
    CHECK(to_text(loaded.problems[0]) ==
          "mine.panel.yaml:7:22: error [panel.207]: there is no rating \"lean_hier\"; did you mean "
          "\"lean_hire\"?");
}

TEST_CASE("what a base got wrong is marked where the file names it", "[scenarios]") {
    // Raising one weight makes the sum wrong; the list of signals is this file's.
    const LoadedPanel loaded =
        Library({kLibrary})
            .check_panel(
                "format: halfstep/panel\nversion: 1\nname: mine\nextends: default-five\n"
                "ladder: [mid, senior]\n",
                "mine.panel.yaml");
    REQUIRE(has_errors(loaded.problems));
    CHECK(loaded.problems[0].id == "panel.206");
    CHECK(loaded.problems[0].line == 4);
    CHECK(loaded.problems[0].column == 10);
    CHECK(loaded.problems[0].origin.starts_with("default-five.panel.yaml:"));
}
