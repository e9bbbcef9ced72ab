#include <CLI/CLI.hpp>

#include "app/command.hpp"
#include "app/entry_list.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "scenarios/library.hpp"

namespace halfstep {

void add_panels_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand("panels", "The panels installed, one per line");
    auto scenarios = std::make_shared<std::string>();
    auto as_json = std::make_shared<bool>(false);
    command->add_option("--scenarios", *scenarios, "A folder with more panels");
    command->add_flag("--json", *as_json, "As a JSON list");
    command->callback([=, &run] {
        run = [=]() -> int {
            const Library library(library_folders(*scenarios));
            const auto written = write_output(entry_list(library.panels(), "seats", *as_json));
            return written ? kExitDone : report(written.error());
        };
    });
}

}  // namespace halfstep
