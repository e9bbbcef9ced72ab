#include <CLI/CLI.hpp>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/panel_of.hpp"
#include "debrief/rater_model.hpp"
#include "scenarios/library.hpp"
#include "session/rating_history.hpp"

namespace halfstep {
namespace {

struct CalibrateOptions {
    std::vector<std::string> history;
    std::string output;
    std::string scenarios;
};

/// Hands every line of a file to the reader. @error with the file and line
Result<Done> read_history(const std::string& path, RatingHistoryReader& reader) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) {
            return Error{ErrorCode::NotFound, "file.101", "no such file", path, "check the path"};
        }
    }
    std::istream& input = path == "-" ? std::cin : file;
    std::string line;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        if (const Result<Done> added = reader.add_line(line); !added) {
            Error error = added.error();
            error.where = (path == "-" ? "line " : path + ":") + std::to_string(number) +
                          (error.where.empty() || error.where == "/" ? "" : ": " + error.where);
            return error;
        }
    }
    return Done{};
}

Result<std::string> calibrate_history(const CalibrateOptions& options) {
    const Library library(library_folders(options.scenarios));
    PanelOf panel_of(library);
    RatingHistoryReader reader(std::ref(panel_of));
    for (const std::string& path : options.history) {
        if (const Result<Done> read = read_history(path, reader); !read) return read.error();
    }
    const Result<RaterFile> raters = calibrate(reader.take());
    if (!raters) return raters.error();
    return to_json(*raters).dump(2) + "\n";
}

}  // namespace

void add_calibrate_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "calibrate",
        "Fit raters' severities to past packets and loops, corrections counted: a rater file");
    auto options = std::make_shared<CalibrateOptions>();
    command
        ->add_option("HISTORY", options->history,
                     "Packets, one a line, or event logs; several files; - for standard input")
        ->required();
    command->add_option("--output", options->output, "Write the rater file here");
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag_callback("--json", [] {}, "Accepted for symmetry: the file is always JSON");
    command->callback([&run, options] {
        run = [options]() -> int {
            const Result<std::string> text = calibrate_history(*options);
            if (!text) return report(text.error());
            const auto written =
                options->output.empty() ? write_output(*text) : write_file(options->output, *text);
            return written ? kExitDone : report(written.error());
        };
    });
}

}  // namespace halfstep
