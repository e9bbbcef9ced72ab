#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/logging.hpp"
#include "scenarios/near_word.hpp"

namespace {

using namespace halfstep;

constexpr std::array kCommands{add_run_command,       add_serve_command,     add_assess_command,
                               add_debrief_command,   add_compare_command,   add_whatif_command,
                               add_replay_command,    add_check_command,     add_try_command,
                               add_panels_command,    add_scenarios_command, add_policies_command,
                               add_calibrate_command, add_health_command,    add_version_command};

int run_command_line(int argc, char** argv) {
    CLI::App app{"Halfstep plays a mock-interview loop and its debrief, and explains the verdict."};
    app.name("halfstep");
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help for every command");
    app.footer(
        "Exit codes: 0 done, 2 usage, 65 bad input data, 66 no such input,\n"
        "69 a service or port is not available, 70 a bug, 74 input or output failed.");

    Globals globals;
    Run run;
    for (const AddCommand add : kCommands) add(app, globals, run);
    for (CLI::App* command : app.get_subcommands({})) {
        command->add_option("--log-level", globals.log_level, "debug, info, warning or error")
            ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
    }

    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    if (argc > 1 && argv[1][0] != '-' && std::ranges::find(names, argv[1]) == names.end()) {
        return report(Error{ErrorCode::InvalidArgument, "usage.104",
                            std::string("there is no command \"") + argv[1] + "\"", "",
                            suggestion(argv[1], names)});
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        std::cerr << "halfstep: error [usage.101]: " << error.what()
                  << "; see halfstep --help, or halfstep COMMAND --help" << std::endl;
        return kExitUsage;
    }
    start_logging(globals.log_level);
    return run ? run() : kExitUsage;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run_command_line(argc, argv);
    } catch (const std::bad_alloc&) {
        std::cerr << "halfstep: error [bug.102]: out of memory" << std::endl;
    } catch (const std::exception& error) {
        std::cerr << "halfstep: error [bug.101]: " << error.what()
                  << "; this is a bug, please report it with the command you gave" << std::endl;
    }
    return halfstep::kExitBug;
}
