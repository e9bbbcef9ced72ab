#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace halfstep {

/// What the options that stand on every command were set to.
struct Globals {
    std::string log_level = "warning";  ///< debug, info, warning, error
};

/// A subcommand adds itself to the command line and says what to run when it was chosen.
/// `run` gives an exit code of app/exit_code.hpp.
using Run = std::function<int()>;
using AddCommand = void (*)(CLI::App& app, const Globals& globals, Run& run);

void add_assess_command(CLI::App& app, const Globals& globals, Run& run);
void add_calibrate_command(CLI::App& app, const Globals& globals, Run& run);
void add_check_command(CLI::App& app, const Globals& globals, Run& run);
void add_compare_command(CLI::App& app, const Globals& globals, Run& run);
void add_debrief_command(CLI::App& app, const Globals& globals, Run& run);
void add_health_command(CLI::App& app, const Globals& globals, Run& run);
void add_panels_command(CLI::App& app, const Globals& globals, Run& run);
void add_policies_command(CLI::App& app, const Globals& globals, Run& run);
void add_replay_command(CLI::App& app, const Globals& globals, Run& run);
void add_run_command(CLI::App& app, const Globals& globals, Run& run);
void add_scenarios_command(CLI::App& app, const Globals& globals, Run& run);
void add_serve_command(CLI::App& app, const Globals& globals, Run& run);
void add_try_command(CLI::App& app, const Globals& globals, Run& run);
void add_version_command(CLI::App& app, const Globals& globals, Run& run);
void add_whatif_command(CLI::App& app, const Globals& globals, Run& run);

}  // namespace halfstep
