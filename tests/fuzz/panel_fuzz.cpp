// Any bytes as a panel, fragment or candidate file: problems in words or a value that can be used,
// never a crash, a hang or an undefined step.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/check.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "scenarios/starting_panel.hpp"

using namespace halfstep;

namespace {

const Library& library() {
    static const Library kLibrary({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"});
    return kLibrary;
}

void check_words(const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) {
        HALFSTEP_CHECK(!problem.id.empty() && !problem.message.empty() && problem.line > 0,
                       "a problem says what and where");
        HALFSTEP_CHECK(!to_text(problem).empty(), "a problem can be told");
    }
}

void check_panel(std::string_view text) {
    const LoadedPanel loaded = library().check_panel(text, "fuzz.panel.yaml");
    check_words(loaded.problems);
    HALFSTEP_CHECK(loaded.panel.has_value() != has_errors(loaded.problems),
                   "a panel or an error, not both");
    if (!loaded.panel) return;
    // What was accepted is written and read back as the same thing.
    const nlohmann::json written = to_json(*loaded.panel);
    const Result<PanelSpec> again = panel_from_json(written);
    HALFSTEP_CHECK(again.has_value() && to_json(*again) == written, "a panel reads back");
    HALFSTEP_CHECK(!starting_panel("new", *loaded.panel).empty(), "a panel can be built on");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 8) {
        case 0:
            check_words(library().check_fragment(text, "fuzz.fragment.yaml"));
            return 0;
        case 1: {
            const LoadedCandidate loaded = library().check_candidate(text, "fuzz.candidate.yaml");
            check_words(loaded.problems);
            return 0;
        }
        default:
            check_panel(text);
            return 0;
    }
}
