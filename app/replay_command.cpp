#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/verdict_table.hpp"
#include "app/whole_number.hpp"
#include "base/limits.hpp"
#include "session/replay.hpp"

namespace halfstep {
namespace {

struct ReplayOptions {
    std::string log;
    std::uint64_t until = 0;
    bool as_json = false;
};

std::string in_words(const ReplayReport& report) {
    std::string text = "refolded " + std::to_string(report.seq_last) + " events";
    if (report.verdict_json.empty()) return text + "; no verdict yet\n";
    const nlohmann::json verdict = nlohmann::json::parse(report.verdict_json);
    return text + "; verdict: " + decision_in_words(verdict) + "\n";
}

int replay_log(const ReplayOptions& options) {
    const Result<std::string> text = read_input(options.log, 4 * limits::kPacketBytesMax);
    if (!text) return report(text.error());
    const Result<std::vector<Event>> events = read_log(*text);
    if (!events) return report(found_in(options.log, events.error()));
    const ReplayReport found = replay(*events, options.until);
    std::string output = in_words(found);
    if (options.as_json) {
        output = nlohmann::json{{"seq", found.seq_last},
                                {"sound", found.faults.empty()},
                                {"faults", found.faults},
                                {"verdict", found.verdict_json.empty()
                                                ? nlohmann::json()
                                                : nlohmann::json::parse(found.verdict_json)}}
                     .dump(2) +
                 "\n";
    }
    if (const auto written = write_output(output); !written) return report(written.error());
    for (const std::string& fault : found.faults) {
        report(Error{ErrorCode::InvalidData, "replay.103", fault, options.log,
                     "the log was changed, or written by another version"});
    }
    return found.faults.empty() ? kExitDone : kExitData;
}

}  // namespace

void add_replay_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "replay", "Refold an event log and check its seals and verdict byte for byte");
    auto options = std::make_shared<ReplayOptions>();
    command->add_option("LOG", options->log, "A log, one event a line; - for standard input")
        ->required();
    command->add_option("--until", options->until, "Stop after this seq (default the end)")
        ->check(whole_number());
    command->add_flag("--json", options->as_json, "As a JSON object");
    command->callback([&run, options] { run = [options] { return replay_log(*options); }; });
}

}  // namespace halfstep
