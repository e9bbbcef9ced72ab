#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/line_stream.hpp"
#include "app/panel_of.hpp"
#include "base/limits.hpp"
#include "debrief/rater_model.hpp"
#include "panel/json.hpp"
#include "session/whole_debrief.hpp"

namespace halfstep {
namespace {

struct DebriefCommand {
    std::string packet = "-";
    std::string scenarios;
    std::string explain;
    std::string raters;
    std::size_t workers = 1;
    bool lines = false;
    DebriefOptions options;
};

Result<nlohmann::json> debrief_text(const std::string& text, PanelOf& panel_of,
                                    const DebriefOptions& options) {
    const Result<nlohmann::json> value = parse_json(text);
    if (!value) return value.error();
    const Result<Packet> packet = packet_from_json(*value);
    if (!packet) return packet.error();
    const auto panel = panel_of(*packet);
    if (!panel) return panel.error();
    const Result<Debrief> debrief = whole_debrief(*packet, **panel, options);
    if (!debrief) return debrief.error();
    return to_json(debrief->verdict);
}

nlohmann::json error_object(const Error& error, std::size_t line) {
    return {{"error",
             {{"id", error.id},
              {"message", error.message},
              {"where", error.where},
              {"hint", error.hint},
              {"line", line}}}};
}

std::string answer_line(const std::string& line, std::size_t number, PanelOf& panel_of,
                        const DebriefOptions& options) {
    if (line.size() > limits::kPacketBytesMax) {
        return canonical(error_object(
            Error{ErrorCode::TooLarge, "packet.113", "the line is larger than a packet may be", "",
                  "at most 16 MiB a line"},
            number));
    }
    const Result<nlohmann::json> verdict = debrief_text(line, panel_of, options);
    return canonical(verdict ? *verdict : error_object(verdict.error(), number));
}

int debrief_lines(const DebriefCommand& command, PanelOf& panel_of) {
    std::ifstream file;
    if (command.packet != "-") {
        Result<std::ifstream> opened = open_input(command.packet);
        if (!opened) return report(opened.error());
        file = std::move(*opened);
    } else {
        // Without this every byte of standard input takes a lock, and none is ever "available".
        std::ios::sync_with_stdio(false);
    }
    std::istream& input = command.packet == "-" ? std::cin : file;
    const bool written =
        answer_lines(input, std::cout, command.workers, limits::kPacketBytesMax,
                     [&](const std::string& line, std::size_t number) {
                         return answer_line(line, number, panel_of, command.options);
                     });
    if (written) return kExitDone;
    return report(Error{ErrorCode::Io, "file.105", "standard output cannot be written", "", ""});
}

int debrief(DebriefCommand& command) {
    const Library library(library_folders(command.scenarios));
    PanelOf panel_of(library);
    if (command.explain.empty()) command.explain = "full";
    command.options.explain = command.explain == "none"    ? Explain::None
                              : command.explain == "short" ? Explain::Short
                                                           : Explain::Full;
    if (!command.raters.empty()) {
        const Result<std::string> text = read_input(command.raters, limits::kPacketBytesMax);
        if (!text) return report(text.error());
        const Result<nlohmann::json> value = parse_json(*text);
        Result<RaterFile> raters =
            value ? rater_file_from_json(*value) : Result<RaterFile>(value.error());
        if (!raters) return report(found_in(command.raters, raters.error()));
        command.options.raters = std::make_shared<const RaterFile>(std::move(*raters));
    }
    if (command.lines) return debrief_lines(command, panel_of);
    const Result<std::string> text = read_input(command.packet, limits::kPacketBytesMax);
    if (!text) return report(text.error());
    const Result<nlohmann::json> verdict = debrief_text(*text, panel_of, command.options);
    if (!verdict) return report(found_in(command.packet, verdict.error()));
    const auto written = write_output(verdict->dump(2) + "\n");
    return written ? kExitDone : report(written.error());
}

}  // namespace

void add_debrief_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "debrief", "Reconcile a feedback packet into a hire-and-level verdict (JSON)");
    auto options = std::make_shared<DebriefCommand>();
    options->workers = std::max(1U, std::thread::hardware_concurrency());
    command->add_option("PACKET", options->packet, "A packet file, or - for standard input");
    command->add_option("--policy", options->options.policy,
                        "Decide by this policy instead of the panel's; see halfstep policies");
    command->add_option("--level", options->options.level, "Decide for this target level");
    command->add_option("--explain", options->explain, "How much to explain (default full)")
        ->check(CLI::IsMember({"none", "short", "full"}));
    command->add_option("--raters", options->raters,
                        "A rater file of halfstep calibrate, as advice");
    command->add_flag("--jsonl", options->lines,
                      "One packet per line; a bad line is answered with an error object");
    command->add_option("--workers", options->workers, "Threads for --jsonl (default: all cores)")
        ->check(CLI::Range(1, 64));
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag_callback(
        "--json", [] {}, "Accepted for symmetry: the verdict is always JSON");
    command->callback([&run, options] { run = [options] { return debrief(*options); }; });
}

}  // namespace halfstep
