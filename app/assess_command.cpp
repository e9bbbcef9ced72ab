#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "base/limits.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "scenarios/transcript_reader.hpp"
#include "session/assessment.hpp"

namespace halfstep {
namespace {

struct AssessOptions {
    std::string transcript;
    std::string panel = "default-five";
    std::string level;
    std::string candidate;
    std::string scenarios;
};

int assess_file(const AssessOptions& options) {
    const Library library(library_folders(options.scenarios));
    const Result<PanelSpec> panel = library.panel(options.panel);
    if (!panel) return report(panel.error());
    const Result<std::string> text = read_input(options.transcript, limits::kPacketBytesMax);
    if (!text) return report(text.error());
    const Result<Transcript> transcript = read_transcript(*text, options.transcript);
    if (!transcript) return report(transcript.error());
    Result<Packet> packet = assess_transcript(*transcript, *panel, options.level);
    if (!packet) return report(packet.error());
    packet->panel = options.panel;
    packet->candidate = options.candidate;
    const auto written = write_output(to_json(*packet).dump(2) + "\n");
    return written ? kExitDone : report(written.error());
}

}  // namespace

void add_assess_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "assess", "A transcript from anywhere: what each seat would have written (a packet, JSON)");
    auto options = std::make_shared<AssessOptions>();
    command
        ->add_option("TRANSCRIPT", options->transcript,
                     "JSON, plain text, WebVTT or SRT; - for standard input")
        ->required();
    command->add_option("--panel", options->panel,
                        "A panel by name or file (default default-five)");
    command->add_option("--level", options->level, "Target level (default the panel's)");
    command->add_option("--candidate", options->candidate, "A name for the packet");
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag_callback("--json", [] {}, "Accepted for symmetry: the packet is always JSON");
    command->callback([&run, options] { run = [options] { return assess_file(*options); }; });
}

}  // namespace halfstep
