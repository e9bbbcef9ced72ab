#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/panel_of.hpp"
#include "base/limits.hpp"
#include "panel/json.hpp"
#include "session/variation.hpp"
#include "session/whole_debrief.hpp"

namespace halfstep {
namespace {

struct WhatifOptions {
    std::string packet = "-";
    std::vector<std::string> ratings;  ///< SIGNAL=RATING
    std::vector<std::string> dropped;
    std::string policy;
    std::string level;
    std::string scenarios;
};

Result<std::vector<Change>> changes_of(const WhatifOptions& options) {
    std::vector<Change> changes;
    for (const std::string& text : options.ratings) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
            return Error{ErrorCode::InvalidArgument, "usage.102",
                         "\"" + text + "\" is not SIGNAL=RATING", "--set",
                         "such as --set coding=lean_hire"};
        }
        Change change;
        change.signal = text.substr(0, equals);
        change.rating = text.substr(equals + 1);
        changes.push_back(change);
    }
    for (const std::string& card : options.dropped) {
        Change change;
        change.kind = Change::Kind::DropCard;
        change.card = card;
        changes.push_back(change);
    }
    if (!options.policy.empty()) {
        Change change;
        change.kind = Change::Kind::SetPolicy;
        change.policy = options.policy;
        changes.push_back(change);
    }
    if (!options.level.empty()) {
        Change change;
        change.kind = Change::Kind::SetLevel;
        change.level = options.level;
        changes.push_back(change);
    }
    return changes;
}

Result<nlohmann::json> what_if(const WhatifOptions& options) {
    const Result<std::vector<Change>> changes = changes_of(options);
    if (!changes) return changes.error();
    const Result<std::string> text = read_input(options.packet, limits::kPacketBytesMax);
    if (!text) return text.error();
    const Result<nlohmann::json> value = parse_json(*text);
    if (!value) return found_in(options.packet, value.error());
    const Result<Packet> packet = packet_from_json(*value);
    if (!packet) return found_in(options.packet, packet.error());
    const Library library(library_folders(options.scenarios));
    PanelOf panel_of(library);
    const auto panel = panel_of(*packet);
    if (!panel) return panel.error();
    const Result<Debrief> before = whole_debrief(*packet, **panel, {});
    if (!before) return before.error();
    const Result<Variation> after = vary(*packet, **panel, {}, *changes);
    if (!after) return after.error();
    nlohmann::json verdict = to_json(after->debrief.verdict);
    verdict["changed"] = changed(to_json(before->verdict), verdict);
    return verdict;
}

}  // namespace

void add_whatif_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "whatif", "The verdict after a change of a packet, with what changed (JSON)");
    auto options = std::make_shared<WhatifOptions>();
    command->add_option("PACKET", options->packet, "A packet file, or - for standard input");
    command->add_option("--set", options->ratings, "SIGNAL=RATING, as often as needed");
    command->add_option("--drop", options->dropped, "A card's id, as often as needed");
    command->add_option("--policy", options->policy, "Decide by another policy");
    command->add_option("--level", options->level, "Decide for another target level");
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag_callback(
        "--json", [] {}, "Accepted for symmetry: the verdict is always JSON");
    command->callback([&run, options] {
        run = [options]() -> int {
            const Result<nlohmann::json> verdict = what_if(*options);
            if (!verdict) return report(verdict.error());
            const auto written = write_output(verdict->dump(2) + "\n");
            return written ? kExitDone : report(written.error());
        };
    });
}

}  // namespace halfstep
