// The files of docs/writing_a_panel.md do what the page says they do.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "debrief/debrief.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = HALFSTEP_SOURCE_DIR;

/// File name -> text, of each block that follows a "file:" comment.
std::map<std::string, std::string> files_of_the_page() {
    std::ifstream page(kRoot / "docs/writing_a_panel.md");
    std::map<std::string, std::string> files;
    std::string name;
    bool inside = false;
    const std::string head = "<!-- file: ";
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with(head)) {
            name = line.substr(head.size(), line.find(" -->") - head.size());
        } else if (line.starts_with("```")) {
            inside = !inside && !name.empty();
            if (!inside) name.clear();
        } else if (inside) {
            files[name] += line + "\n";
        }
    }
    return files;
}

/// The files in a folder of their own, for as long as this lives.
class FolderOf {
public:
    explicit FolderOf(const std::map<std::string, std::string>& files) {
        for (const auto& [name, text] : files) std::ofstream(path_ / name) << text;
    }
    ~FolderOf() { fs::remove_all(path_); }
    FolderOf(const FolderOf&) = delete;
    FolderOf& operator=(const FolderOf&) = delete;

    const fs::path& path() const { return path_; }

private:
    static fs::path fresh() {
        std::string name = (fs::temp_directory_path() / "halfstep-page-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        return name;
    }

    const fs::path path_ = fresh();
};

Outcome outcome_by(const Packet& packet, const PanelSpec& panel) {
    DebriefOptions options;
    options.explain = Explain::None;
    const Result<Debrief> debrief = run_debrief(packet, panel, options);
    REQUIRE(debrief);
    return debrief->verdict.outcome;
}

}  // namespace

TEST_CASE("every panel and fragment of the tutorial checks clean", "[scenarios]") {
    const auto files = files_of_the_page();
    const FolderOf folder(files);
    const Library library = Library({kRoot / "scenarios/library"}).beside(folder.path() / "any");
    std::size_t panels = 0;
    for (const auto& [name, text] : files) {
        if (name.ends_with(".fragment.yaml")) {
            for (const Problem& problem : library.check_fragment(text, name)) {
                FAIL_CHECK(to_text(problem));
            }
        }
        if (!name.ends_with(".panel.yaml")) continue;
        ++panels;
        const LoadedPanel loaded = library.check_panel(text, name);
        for (const Problem& problem : loaded.problems) FAIL_CHECK(to_text(problem));
        CHECK(loaded.panel);
    }
    CHECK(panels == 6);
    const Result<PanelSpec> longer = library.panel("long-conduct");
    REQUIRE(longer);
    CHECK(longer->questions.size() == 3);
    CHECK(longer->find_question("changed-my-mind")->signals ==
          std::vector<std::string>{"behavioral"});
    const Result<PanelSpec> shorter = library.panel("conduct-only");
    REQUIRE(shorter);
    CHECK(shorter->rounds.size() == 1);
    CHECK(shorter->seats.size() == 1);
    CHECK(shorter->questions.size() == 1);
}

TEST_CASE("the tutorial's one line changes the decision", "[scenarios]") {
    const Library library({kRoot / "scenarios/library"});
    const auto files = files_of_the_page();
    const Result<nlohmann::json> value = parse_json(files.at("packet.json"));
    REQUIRE(value);
    const Result<Packet> packet = packet_from_json(*value);
    REQUIRE(packet);
    const LoadedPanel strict =
        library.check_panel(files.at("strict-conduct.panel.yaml"), "strict-conduct.panel.yaml");
    REQUIRE(strict.panel);
    const Result<PanelSpec> base = library.panel("default-five");
    REQUIRE(base);
    CHECK(outcome_by(*packet, *base) == Outcome::Hire);
    CHECK(outcome_by(*packet, *strict.panel) != Outcome::Hire);
}
