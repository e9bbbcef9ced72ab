#include "scenarios/starting_panel.hpp"

#include <filesystem>

#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

Library installed() {
    return Library({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"});
}

/// The text with the commented part that starts with this line written out.
std::string uncommented(std::string text, const std::string& key) {
    std::size_t at = text.find("# " + key + ":\n");
    REQUIRE(at != std::string::npos);
    while (at < text.size() && text.compare(at, 2, "# ") == 0) {
        text.erase(at, 2);
        at = text.find('\n', at) + 1;
    }
    return text;
}

}  // namespace

TEST_CASE("a starting file checks clean for every installed base", "[scenarios]") {
    const Library library = installed();
    for (const LibraryEntry& base : library.panels()) {
        INFO(base.name);
        const std::string text = starting_panel("my-panel", library.panel(base.name).value());
        const LoadedPanel loaded = library.check_panel(text, "my-panel.panel.yaml");
        for (const Problem& problem : loaded.problems) {
            // What the base itself is warned of is not this file's.
            if (problem.origin.empty()) FAIL_CHECK(to_text(problem));
        }
        REQUIRE(loaded.panel);
        CHECK(loaded.panel->title == "My panel");
        CHECK(loaded.panel->target_level == base.target_level);
    }
}

TEST_CASE("each commented part of a starting file can be written out as it stands", "[scenarios]") {
    const Library library = installed();
    const std::string text = starting_panel("my-panel", library.panel("senior-backend").value());
    for (const char* key : {"signals", "seats", "rounds", "questions"}) {
        INFO(key);
        const LoadedPanel loaded =
            library.check_panel(uncommented(text, key), "my-panel.panel.yaml");
        for (const Problem& problem : loaded.problems) {
            if (problem.severity == Severity::Error) FAIL_CHECK(to_text(problem));
        }
        CHECK(loaded.panel);
    }
}

TEST_CASE("names of new panels are plain", "[scenarios]") {
    CHECK(check_new_name("senior-data-2"));
    for (const char* name : {"", "-a", "A", "a/b", "../a", "a.b", "a b"}) {
        INFO(name);
        CHECK_FALSE(check_new_name(name));
    }
    CHECK_FALSE(check_new_name(std::string(65, 'a')));
}
