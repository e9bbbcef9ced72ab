#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/packet_history.hpp"
#include "debrief/rater_model.hpp"
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

/// Past packets as ratings of raters.
class RatingCollector {
public:
    Result<Done> add(const Packet& packet, const Scale& scale, std::size_t line) {
        if (history_.ratings.empty()) {
            history_.labels = scale.labels.size();
            history_.bar = scale.bar;
        }
        if (scale.labels.size() != history_.labels || scale.bar != history_.bar) {
            return Error{ErrorCode::InvalidData, "raters.110",
                         "its scale has other labels or another bar than the first packet's", "",
                         "calibrate each scale by itself"};
        }
        // One person may be interviewed again: each packet is a performance of its own.
        const std::size_t candidate =
            candidates_.index_of(std::to_string(line), history_.candidates);
        for (const Feedback& feedback : packet.feedback) {
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
    RatingHistory history_;
    Names candidates_;
    Names signals_;
    Names raters_;
};

Result<std::string> calibrate_history(const CalibrateOptions& options) {
    const Library library(library_folders(options.scenarios));
    PanelOf panel_of(library);
    RatingCollector collector;
    const Result<Done> read =
        read_history(options.history, panel_of,
                     [&](const Packet& packet, const std::shared_ptr<const PanelSpec>& panel,
                         std::size_t line) { return collector.add(packet, panel->scale, line); });
    if (!read) return read.error();
    const Result<RaterFile> raters = calibrate(collector.history());
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
