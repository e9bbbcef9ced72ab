#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
namespace fs = std::filesystem;

namespace {

const fs::path kSource = HALFSTEP_SOURCE_DIR;
const fs::path kSolutions = kSource / "tests/scenarios/problems";

const std::map<std::string, std::string> kEndings{
    {"python", "py"}, {"javascript", "js"}, {"typescript", "ts"}};

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Every problem of the library once, whichever panels ask it.
std::map<std::string, ProblemSpec> problems() {
    const Library library({kSource / "scenarios/library"});
    std::map<std::string, ProblemSpec> found;
    for (const LibraryEntry& entry : library.panels()) {
        const PanelSpec panel = library.panel(entry.name).value();
        for (const QuestionSpec& question : panel.questions) {
            if (question.problem) found.emplace(question.id, *question.problem);
        }
    }
    return found;
}

/// A solution in this language; a JavaScript one is TypeScript too.
std::string solution(const std::string& id, const std::string& kind, const std::string& ending) {
    const std::string text = text_of(kSolutions / (id + "." + kind + "." + ending));
    return text.empty() && ending == "ts" ? solution(id, kind, "js") : text;
}

struct Ran {
    int passed = 0;
    int failed = 0;
    std::string end;
};

std::string output_of(const std::string& command) {
    FILE* const pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        output.append(buffer.data(), count);
    }
    const int status = pclose(pipe);
    INFO(command);
    REQUIRE(status == 0);
    return output;
}

void read_runs(const std::string& output, std::map<std::string, Ran>& runs) {
    std::istringstream lines(output);
    std::string name;
    Ran ran;
    while (lines >> name >> ran.passed >> ran.failed >> ran.end) runs[name] = ran;
}

/// Writes ID.KIND.ENDING for the starter and both solutions, each with the problem's tests.
void write_files(const fs::path& folder, const std::string& id, const ProblemSpec& problem) {
    for (const auto& [language, tests] : problem.tests) {
        const std::string& ending = kEndings.at(language);
        const auto write = [&](const std::string& kind, const std::string& code) {
            std::ofstream(folder / (id + "." + kind + "." + ending)) << code << "\n" << tests;
        };
        INFO(id << " in " << language);
        REQUIRE(problem.starter.contains(language));
        write("starter", problem.starter.at(language));
        for (const std::string kind : {"right", "wrong"}) {
            const std::string code = solution(id, kind, ending);
            REQUIRE_FALSE(code.empty());
            write(kind, code);
        }
    }
}

std::map<std::string, Ran> run_all(const fs::path& folder) {
    std::map<std::string, Ran> runs;
    read_runs(output_of("python3 '" + (kSolutions / "run_all.py").string() + "' '" +
                        folder.string() + "'"),
              runs);
    const fs::path sucrase = kSource / "web/node_modules/sucrase";
    if (!fs::exists(sucrase)) {
        WARN("JavaScript problems not run: the page's packages are not installed");
        return runs;
    }
    read_runs(output_of("node '" + (kSolutions / "run_all.cjs").string() + "' '" + folder.string() +
                        "' '" + sucrase.string() + "'"),
              runs);
    return runs;
}

}  // namespace

TEST_CASE("the tests of every problem tell a right solution from one that only looks right",
          "[scenarios]") {
    const fs::path folder = fs::temp_directory_path() / ("problems-" + std::to_string(getpid()));
    fs::create_directories(folder);
    const std::map<std::string, ProblemSpec> all = problems();
    REQUIRE(all.size() >= 12);
    for (const auto& [id, problem] : all) write_files(folder, id, problem);
    const std::map<std::string, Ran> runs = run_all(folder);
    fs::remove_all(folder);
    CHECK(runs.size() >= 3 * all.size());
    for (const auto& [file, ran] : runs) {
        INFO(file << ": " << ran.passed << " passed, " << ran.failed << " failed, " << ran.end);
        CHECK(ran.end != "unreadable");
        if (file.find(".right.") != std::string::npos) {
            CHECK(ran.passed >= 5);
            CHECK((ran.failed == 0 && ran.end == "done"));
        } else if (file.find(".wrong.") != std::string::npos) {
            // Looks right: most of what is tried comes out well.
            CHECK(ran.passed > 0);
            CHECK((ran.failed > 0 || ran.end == "thrown"));
        } else {
            CHECK((ran.failed > 0 || ran.end == "thrown"));
        }
    }
}

TEST_CASE("at least twelve problems can be run, in Python, JavaScript or TypeScript",
          "[scenarios]") {
    std::map<std::string, int> languages;
    for (const auto& [id, problem] : problems()) {
        INFO(id);
        CHECK_FALSE(problem.statement.empty());
        CHECK(problem.pitfalls.size() >= 2);
        for (const auto& [language, tests] : problem.tests) ++languages[language];
    }
    for (const auto& [language, ending] : kEndings) CHECK(languages[language] >= 10);
}
