#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/panel_of.hpp"
#include "debrief/panel_health.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kPanelsMax = 256;

struct HealthOptions {
    std::string history;
    std::string scenarios;
    bool as_json = false;
};

/// The health of every panel a history names; each panel is kept as long as its health.
class Histories {
public:
    Result<Done> add(const Packet& packet, const std::shared_ptr<const PanelSpec>& panel) {
        const auto found = panels_.find(panel->name);
        if (found == panels_.end() && panels_.size() == kPanelsMax) {
            return Error{ErrorCode::TooLarge, "health.101", "the history names too many panels",
                         "/panel", "at most " + std::to_string(kPanelsMax) + " in one file"};
        }
        Entry& entry = panels_[panel->name];
        if (!entry.health) {
            entry.panel = panel;
            entry.health = std::make_unique<PanelHealth>(*entry.panel);
        }
        const Result<bool> added = entry.health->add(packet);
        if (!added) return added.error();
        return Done{};
    }

    bool empty() const { return panels_.empty(); }

    nlohmann::json json() const {
        nlohmann::json all = nlohmann::json::object();
        for (const auto& [name, entry] : panels_) all[name] = to_json(entry.health->report());
        return all;
    }

    std::string table() const {
        std::string text;
        for (const auto& [name, entry] : panels_) text += table_of(name, entry.health->report());
        return text;
    }

private:
    struct Entry {
        std::shared_ptr<const PanelSpec> panel;
        std::unique_ptr<PanelHealth> health;
    };

    static std::string table_of(const std::string& name, const PanelHealth::Report& report) {
        std::string text = fmt::format("{}, {} {}\n  {:<20} {:>6} {:>10} {:>11}\n", name,
                                       report.packets, report.packets == 1 ? "packet" : "packets",
                                       "seat", "rated", "abstained", "decided it");
        for (const PanelHealth::SeatReport& seat : report.seats) {
            text += fmt::format("  {:<20} {:>6} {:>10} {:>11}{}{}\n", seat.seat, seat.rated,
                                seat.abstained, seat.decisive, seat.remark.empty() ? "" : "  ",
                                seat.remark);
        }
        if (report.packets < kPacketsForAgreement) {
            return text +
                   fmt::format("  agreement is told from {} packets on\n", kPacketsForAgreement);
        }
        const auto figure = [](const std::optional<double>& value) {
            return value ? fmt::format("{:.2f}", *value) : std::string("not known");
        };
        return text + fmt::format(
                          "  agreement of the seats (ordinal alpha) {}, as good as {} of "
                          "{} independent seats\n",
                          figure(report.alpha), figure(report.effective_seats),
                          report.seats.size());
    }

    std::map<std::string, Entry> panels_;
};

int health(const HealthOptions& options) {
    const Library library(library_folders(options.scenarios));
    PanelOf panel_of(library);
    Histories histories;
    const Result<Done> read =
        each_line(options.history, [&](const std::string& line) -> Result<Done> {
            const Result<nlohmann::json> value = parse_json(line);
            if (!value) return value.error();
            const Result<Packet> packet = packet_from_json(*value);
            if (!packet) return packet.error();
            const auto panel = panel_of(*packet);
            return panel ? histories.add(*packet, *panel) : Result<Done>(panel.error());
        });
    if (!read) return report(read.error());
    if (histories.empty()) {
        return report(found_in(
            options.history, {ErrorCode::InvalidData, "health.102", "there is no packet in it", "",
                              "give packets as JSON, one a line"}));
    }
    const auto written =
        write_output(options.as_json ? histories.json().dump(2) + "\n" : histories.table());
    return written ? kExitDone : report(written.error());
}

}  // namespace

void add_health_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "health", "How a panel works over past packets, one a line: who decides, who agrees");
    auto options = std::make_shared<HealthOptions>();
    command->add_option("HISTORY", options->history, "Packets as JSON Lines; - for standard input")
        ->required();
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag("--json", options->as_json, "As JSON");
    command->callback([&run, options] { run = [options] { return health(*options); }; });
}

}  // namespace halfstep
