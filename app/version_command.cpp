#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "commit.hpp"

namespace halfstep {

void add_version_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand("version", "Version, commit and build type");
    auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "As a JSON object");
    command->callback([&run, as_json] {
        run = [as_json]() -> int {
            const nlohmann::json version{{"version", HALFSTEP_VERSION},
                                         {"commit", HALFSTEP_COMMIT},
                                         {"build_type", HALFSTEP_BUILD_TYPE}};
            const std::string line =
                "halfstep " HALFSTEP_VERSION " (" HALFSTEP_COMMIT ", " HALFSTEP_BUILD_TYPE ")";
            const auto written = write_output((*as_json ? version.dump() : line) + "\n");
            return written ? kExitDone : report(written.error());
        };
    });
}

}  // namespace halfstep
