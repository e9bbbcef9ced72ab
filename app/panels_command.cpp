#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/entry_list.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "debrief/power.hpp"
#include "scenarios/library.hpp"
#include "scenarios/starting_panel.hpp"

namespace halfstep {
namespace {

struct PanelsOptions {
    std::string scenarios;
    std::string power;
    bool as_json = false;
};

/// Signals by levels: who decides how much under this panel's tables.
Result<std::string> power_table(const Library& library, const PanelsOptions& options) {
    const Result<PanelSpec> panel = library.panel_at(options.power);
    if (!panel) return panel.error();
    const Result<std::vector<LevelPower>> levels = panel_power(*panel);
    if (!levels) return levels.error();
    nlohmann::json object = nlohmann::json::object();
    std::string lines = fmt::format("{:<18}", "power");
    for (const LevelPower& level : *levels) lines += fmt::format(" {:>10}", level.level);
    lines += "\n";
    for (std::size_t k = 0; k < panel->signals.size(); ++k) {
        lines += fmt::format("{:<18}", panel->signals[k].id);
        for (const LevelPower& level : *levels) {
            lines += fmt::format(" {:>8.1f} %", level.power[k] * 100);
            object[level.level][panel->signals[k].id] = level.power[k];
        }
        lines += "\n";
    }
    return options.as_json ? object.dump(2) + "\n" : lines;
}

int panels(const PanelsOptions& options) {
    const Library library(library_folders(options.scenarios));
    Result<std::string> text = options.power.empty()
                                   ? entry_list(library.panels(), "seats", options.as_json)
                                   : power_table(library, options);
    if (!text) return report(text.error());
    const auto written = write_output(*text);
    return written ? kExitDone : report(written.error());
}

struct NewPanelOptions {
    std::string name;
    std::string from = "default-five";
    std::string folder = ".";
    std::string scenarios;
};

int write_new_panel(const NewPanelOptions& options) {
    if (const Result<Done> sound = check_new_name(options.name); !sound) {
        return report(sound.error());
    }
    const std::string path = options.folder + "/" + options.name + ".panel.yaml";
    const Library library = Library(library_folders(options.scenarios)).beside(path);
    if (options.from.find('/') != std::string::npos || options.from.ends_with(".yaml")) {
        return report(Error{ErrorCode::InvalidArgument, "usage.105",
                            "a panel builds on another by its name, not by a path", "--from",
                            "name a panel of the library or of the new file's folder"});
    }
    const Result<PanelSpec> base = library.panel(options.from);
    if (!base) return report(base.error());
    const Result<Done> written = write_new_file(path, starting_panel(options.name, *base));
    if (!written) return report(written.error());
    const auto told = write_output(path.starts_with("./") ? path.substr(2) + "\n" : path + "\n");
    return told ? kExitDone : report(told.error());
}

void add_new(CLI::App& panels, Run& run) {
    CLI::App* command =
        panels.add_subcommand("new", "Write a commented panel file to start from: NAME.panel.yaml");
    auto options = std::make_shared<NewPanelOptions>();
    command->add_option("NAME", options->name, "Lower-case letters, digits and '-'")->required();
    command->add_option("--from", options->from,
                        "The panel to build on, by name (default default-five)");
    command->add_option("--folder", options->folder, "Where to write it (default here)");
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->callback([&run, options] { run = [options] { return write_new_panel(*options); }; });
}

}  // namespace

void add_panels_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand("panels", "The panels installed, one per line");
    auto options = std::make_shared<PanelsOptions>();
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_option("--power", options->power,
                        "Of this panel: the share of the decision each signal has, by level");
    command->add_flag("--json", options->as_json, "As JSON");
    add_new(*command, run);
    command->callback([&run, command, options] {
        if (command->get_subcommands().empty()) {
            run = [options] { return panels(*options); };
        }
    });
}

}  // namespace halfstep
