#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "base/limits.hpp"
#include "scenarios/library.hpp"
#include "session/panel_audit.hpp"

namespace halfstep {
namespace {

struct CheckOptions {
    std::vector<std::string> files;
    std::string scenarios;
    bool as_json = false;
    bool strict = false;
};

nlohmann::json to_json(const Problem& problem) {
    return {{"severity", problem.severity == Severity::Error ? "error" : "warning"},
            {"file", problem.file},
            {"line", problem.line},
            {"column", problem.column},
            {"id", problem.id},
            {"message", problem.message},
            {"hint", problem.hint},
            {"origin", problem.origin}};
}

std::vector<Problem> problems_of(const Library& library, const std::string& text,
                                 const std::string& file) {
    const Library here = library.beside(file);
    if (file.find(".candidate.") != std::string::npos) {
        return here.check_candidate(text, file).problems;
    }
    if (file.find(".fragment.") != std::string::npos) return here.check_fragment(text, file);
    return check_and_audit(here, text, file).problems;
}

int check(const CheckOptions& options) {
    const Library library(library_folders(options.scenarios));
    std::vector<Problem> problems;
    ExitCode worst = kExitDone;
    for (const std::string& file : options.files) {
        const Result<std::string> text = read_input(file, limits::kPanelFileBytesMax);
        if (!text) {
            worst = report(text.error());
            continue;
        }
        const std::vector<Problem> found = problems_of(library, *text, file);
        problems.insert(problems.end(), found.begin(), found.end());
    }
    std::string output;
    if (options.as_json) {
        nlohmann::json list = nlohmann::json::array();
        for (const Problem& problem : problems) list.push_back(to_json(problem));
        output = list.dump(2) + "\n";
    } else {
        for (const Problem& problem : problems) output += to_text(problem) + "\n";
    }
    if (const auto written = write_output(output); !written) return report(written.error());
    if (has_errors(problems) || (options.strict && !problems.empty())) return kExitData;
    return worst;
}

}  // namespace

void add_check_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "check",
        "Every problem of panel, fragment or candidate files at once, with what to write instead");
    auto options = std::make_shared<CheckOptions>();
    command->add_option("FILE", options->files, "*.panel.yaml, *.fragment.yaml or *.candidate.yaml")
        ->required();
    command->add_option("--scenarios", options->scenarios, "A folder of panels to extend from");
    command->add_flag("--json", options->as_json, "As a JSON list");
    command->add_flag("--strict", options->strict, "Count warnings as errors");
    command->callback([&run, options] { run = [options] { return check(*options); }; });
}

}  // namespace halfstep
