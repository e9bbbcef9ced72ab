#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/verdict_table.hpp"
#include "debrief/policies.hpp"

namespace halfstep {
namespace {

nlohmann::json as_json_map(const std::vector<PolicyParameter>& list) {
    nlohmann::json parameters = nlohmann::json::object();
    for (const PolicyParameter& parameter : list) {
        nlohmann::json value{{"meaning", parameter.meaning}};
        std::visit([&](const auto& fallback) { value["default"] = fallback; }, parameter.fallback);
        parameters[parameter.name] = std::move(value);
    }
    return parameters;
}

std::string policy_list(bool as_json) {
    nlohmann::json list = nlohmann::json::array();
    std::string lines;
    for (const PolicyInfo& policy : policies()) {
        list.push_back({{"id", policy.id},
                        {"title", policy.title},
                        {"used_when", policy.used_when},
                        {"advice_only", policy.passes == nullptr},
                        {"parameters", as_json_map(policy.parameters)},
                        {"common_parameters", as_json_map(common_parameters())}});
        if (policy.passes) lines += fmt::format("{:<22}  {}\n", policy.id, policy.title);
    }
    return as_json ? list.dump(2) + "\n" : lines;
}

}  // namespace

void add_policies_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command =
        app.add_subcommand("policies", "The ways to decide that a panel may name, one per line");
    auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "With parameters and when each is used, as a JSON list");
    command->callback([&run, as_json] {
        run = [as_json]() -> int {
            const auto written = write_output(policy_list(*as_json));
            return written ? kExitDone : report(written.error());
        };
    });
}

}  // namespace halfstep
