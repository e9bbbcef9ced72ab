#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/panel_of.hpp"
#include "debrief/rater_model.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"

namespace halfstep {
namespace {

struct CalibrateOptions {
    std::string history;
    std::string output;
    std::string scenarios;
};

/// Gives each name a number, in order of first appearance.
class Names {
public:
    std::size_t index_of(const std::string& name, std::vector<std::string>& names) {
        const auto [place, added] = numbers_.emplace(name, names.size());
        if (added) names.push_back(name);
        return place->second;
    }

private:
    std::map<std::string, std::size_t> numbers_;
};

/// Past packets, one a line, as ratings of raters.
class HistoryReader {
public:
    explicit HistoryReader(PanelOf& panel_of) : panel_of_(panel_of) {}

    Result<Done> add(const std::string& line, std::size_t number) {
        const Result<nlohmann::json> value = parse_json(line);
        const Result<Packet> packet =
            value ? packet_from_json(*value) : Result<Packet>(value.error());
        if (!packet) return at_line(packet.error(), number);
        const auto panel = panel_of_(*packet);
        if (!panel) return at_line(panel.error(), number);
        const Scale& scale = (*panel)->scale;
        if (history_.ratings.empty()) history_.labels = scale.labels.size();
        if (scale.labels.size() != history_.labels) {
            return at_line(Error{ErrorCode::InvalidData, "raters.110",
                                 "its scale has another number of labels than the first packet's",
                                 "", "calibrate each scale by itself"},
                           number);
        }
        // One person may be interviewed again: each packet is a performance of its own.
        const std::size_t candidate =
            candidates_.index_of(std::to_string(number), history_.candidates);
        for (const Feedback& feedback : packet->feedback) {
            for (const Rating& rating : feedback.ratings) {
                const auto label = rating.label ? scale.index_of(*rating.label) : std::nullopt;
                if (!label) continue;
                history_.ratings.push_back(
                    {candidate, signals_.index_of(rating.signal, history_.signals),
                     raters_.index_of(feedback.rater, history_.raters), *label});
            }
        }
        return Done{};
    }

    const RatingHistory& history() const { return history_; }

private:
    static Error at_line(Error error, std::size_t number) {
        error.where = "line " + std::to_string(number) + (error.where == "/" ? "" : error.where);
        return error;
    }

    PanelOf& panel_of_;
    RatingHistory history_;
    Names candidates_;
    Names signals_;
    Names raters_;
};

Result<std::string> calibrate_history(const CalibrateOptions& options) {
    std::ifstream file;
    if (options.history != "-") {
        file.open(options.history, std::ios::binary);
        if (!file) {
            return Error{ErrorCode::NotFound, "file.101", "no such file", options.history,
                         "check the path"};
        }
    }
    std::istream& input = options.history == "-" ? std::cin : file;
    const Library library(library_folders(options.scenarios));
    PanelOf panel_of(library);
    HistoryReader reader(panel_of);
    std::string line;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        if (const Result<Done> added = reader.add(line, number); !added) return added.error();
    }
    const Result<RaterFile> raters = calibrate(reader.history());
    if (!raters) return raters.error();
    return to_json(*raters).dump(2) + "\n";
}

}  // namespace

void add_calibrate_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "calibrate", "Fit raters' severities to past packets, one a line: a frozen rater file");
    auto options = std::make_shared<CalibrateOptions>();
    command->add_option("HISTORY", options->history, "Packets as JSON Lines; - for standard input")
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
