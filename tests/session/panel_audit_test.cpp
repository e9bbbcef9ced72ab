#include "session/panel_audit.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/catch.hpp"

using namespace halfstep;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = HALFSTEP_SOURCE_DIR;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string found_in(const std::string& text, const std::string& file) {
    std::string found;
    const Library library({kRoot / "scenarios/library"});
    for (const Problem& problem : check_and_audit(library, text, file).problems) {
        found += to_text(problem) + "\n";
    }
    return found;
}

std::string mine(const std::string& more) {
    return found_in(
        "format: halfstep/panel\nversion: 1\nname: mine\nextends: senior-backend\n" + more,
        "mine.panel.yaml");
}

}  // namespace

TEST_CASE("each wrong panel file is told its rule, all problems at once", "[session]") {
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(kRoot / "tests/invalid/panel")) {
        if (entry.path().extension() != ".yaml") continue;
        fs::path expected = entry.path();
        expected.replace_extension(".txt");
        INFO(entry.path().filename().string());
        CHECK(found_in(text_of(entry.path()), entry.path().filename().string()) ==
              text_of(expected));
        ++files;
    }
    CHECK(files >= 36);
}

TEST_CASE("every panel of the library passes the audit", "[session]") {
    for (const auto& entry : fs::directory_iterator(kRoot / "scenarios/library/panels")) {
        const std::string name = entry.path().filename().string();
        INFO(name);
        CHECK(found_in(text_of(entry.path()), name) == "");
    }
}

TEST_CASE("power comes from the policy, not from the weights alone", "[session]") {
    const std::string two =
        "format: halfstep/panel\nversion: 1\nname: mine\nsignals:\n"
        "  - {id: code, weights: {senior: 500}}\n  - {id: lead, weights: {senior: 500}}\n"
        "seats:\n  - {id: one, signals: [code, lead]}\n";
    // Weights that are not zero, and yet one voice decides.
    const std::string one_voice = found_in(
        two + "policy: {id: hiring_manager, parameters: {hiring_manager: lead, no_max: 1}}\n",
        "mine.panel.yaml");
    INFO(one_voice);
    CHECK(one_voice.find("[panel.311]: \"code\" has no power at senior") != std::string::npos);
    CHECK(one_voice.find("\"lead\" has no power") == std::string::npos);
    CHECK(found_in(two, "mine.panel.yaml") == "");
    // No weight, but a floor: it can still sink a candidate.
    CHECK(found_in("format: halfstep/panel\nversion: 1\nname: mine\nsignals:\n"
                   "  - {id: code, weights: {senior: 0}, floors: {senior: lean_hire}}\n"
                   "  - {id: lead, weights: {senior: 1000}}\n"
                   "seats:\n  - {id: one, signals: [code, lead]}\n",
                   "mine.panel.yaml") == "");
}

TEST_CASE("a level at which nobody is hired is found by deciding, and its cause named",
          "[session]") {
    const std::string silent = mine("rounds:\n  - {id: design, remove: true}\n");
    INFO(silent);
    CHECK(silent.find("nobody can be hired at senior: no seat with a round rates \"design\"") !=
          std::string::npos);
    const std::string policy = mine("policy: {id: weighted_mean, parameters: {threshold: 5900}}\n");
    INFO(policy);
    CHECK(policy.find("nobody can be hired at senior, not even with the highest") !=
          std::string::npos);
}
