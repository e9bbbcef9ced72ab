#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "panel/json.hpp"
#include "scenarios/assignment.hpp"
#include "scenarios/library.hpp"
#include "session/assessment.hpp"

namespace halfstep {
namespace {

struct AssessOptions {
    std::string transcript;
    std::string panel = "default-five";
    std::string level;
    std::string candidate;
    std::string scenarios;
    std::vector<std::string> speakers;
    std::vector<std::string> round_starts;
    bool list = false;
};

Result<Assignment> assignment_of(const AssessOptions& options) {
    Assignment assignment;
    for (const std::string& text : options.speakers) {
        Result<SpeakerRole> role = speaker_role_from(text);
        if (!role) return role.error();
        assignment.speakers.push_back(std::move(*role));
    }
    for (const std::string& text : options.round_starts) {
        Result<RoundStart> start = round_start_from(text);
        if (!start) return start.error();
        assignment.rounds.push_back(std::move(*start));
    }
    return assignment;
}

std::string clock_of(std::int64_t ms) {
    const std::int64_t seconds = ms / 1000;
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// Who speaks and what each turn begins with, so that speakers and rounds can be assigned.
std::string listed(const SpokenTranscript& spoken) {
    std::string text = "speakers\n";
    for (const NamedSpeaker& speaker : speakers_of(spoken)) {
        text += fmt::format("  {:<24} {:>4} turns {:>6} words\n", speaker.name, speaker.turns,
                            speaker.words);
    }
    text += "\nturns\n";
    constexpr std::size_t shown = 60;
    std::size_t number = 0;
    for (const SpokenRound& round : spoken.rounds) {
        for (const SpokenTurn& said : round.turns) {
            const std::size_t length = std::min(shown, code_point_count(said.turn.text));
            std::string words(slice(said.turn.text, {0, length}));
            std::ranges::replace(words, '\n', ' ');
            text += fmt::format("  #{:<4} {:>8}  {:<14} {:<20} {}\n", ++number,
                                said.turn.at_ms ? clock_of(*said.turn.at_ms) : "", round.round,
                                said.name, words);
        }
    }
    return text;
}

int list_turns(const std::string& text, const AssessOptions& options) {
    const Result<SpokenTranscript> spoken = read_spoken(text, options.transcript);
    if (!spoken) return report(spoken.error());
    const auto written = write_output(listed(*spoken));
    return written ? kExitDone : report(written.error());
}

/// Rounds that no seat of the panel reads are kept, but their owner should hear of it.
void warn_of_unread_rounds(const Transcript& transcript, const PanelSpec& panel) {
    std::string rounds;
    for (const RoundSpec& round : panel.rounds) rounds += (rounds.empty() ? "" : ", ") + round.id;
    for (const RoundRecord& record : transcript.rounds) {
        if (panel.find_round(record.round)) continue;
        std::cerr << "halfstep: warning [assess.103]: no seat of " << panel.name
                  << " reads the round \"" << record.round << "\"; its rounds are " << rounds
                  << std::endl;
    }
}

int assess_file(const AssessOptions& options) {
    const Result<std::string> text = read_input(options.transcript, limits::kPacketBytesMax);
    if (!text) return report(text.error());
    if (options.list) return list_turns(*text, options);
    const Library library(library_folders(options.scenarios));
    const Result<PanelSpec> panel = library.panel_at(options.panel);
    if (!panel) return report(panel.error());
    const Result<Assignment> assignment = assignment_of(options);
    if (!assignment) return report(assignment.error());
    const Result<SpokenTranscript> spoken = read_spoken(*text, options.transcript);
    if (!spoken) return report(spoken.error());
    const Result<Transcript> transcript = assign(*spoken, *assignment, options.transcript);
    if (!transcript) return report(transcript.error());
    Result<Packet> packet = assess_transcript(*transcript, *panel, options.level);
    if (!packet) return report(packet.error());
    warn_of_unread_rounds(*packet->transcript, *panel);
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
                     "Plain text, WebVTT, SRT or JSON; - for standard input")
        ->required();
    command->add_option("--panel", options->panel,
                        "A panel by name or file (default default-five)");
    command->add_option("--level", options->level, "Target level (default the panel's)");
    command->add_option("--candidate", options->candidate, "A name for the packet");
    command->add_option(
        "--speaker", options->speakers,
        "NAME=candidate, NAME=interviewer or NAME=nobody (words that only looked like "
        "a name); may stand several times");
    command->add_option("--round-at", options->round_starts,
                        "Where a round begins: start=ROUND, 00:12:30=ROUND or #14=ROUND");
    command->add_flag("--list", options->list,
                      "List the speakers and the turns with their numbers, and stop");
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag_callback("--json", [] {}, "Accepted for symmetry: the packet is always JSON");
    command->callback([&run, options] { run = [options] { return assess_file(*options); }; });
}

}  // namespace halfstep
