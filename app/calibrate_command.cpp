#include <CLI/CLI.hpp>
#include <functional>
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

Result<std::string> calibrate_history(const CalibrateOptions& options) {
    const Library library(library_folders(options.scenarios));
    PanelOf panel_of(library);
    RatingHistoryReader reader(std::ref(panel_of));
    for (const std::string& path : options.history) {
        const Result<Done> read =
            each_line(path, [&](const std::string& line) { return reader.add_line(line); });
        if (!read) return read.error();
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
