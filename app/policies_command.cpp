#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/verdict_table.hpp"
#include "debrief/policies.hpp"
#include "scenarios/near_word.hpp"

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

std::string parameter_lines(const std::vector<PolicyParameter>& list) {
    std::string lines;
    for (const PolicyParameter& parameter : list) {
        const std::string fallback = as_json_map({parameter})[parameter.name]["default"].dump();
        const std::string text = parameter.meaning + " (default " + fallback + ")";
        lines += fmt::format("  {:<20} {}\n", parameter.name, wrapped(text, 72, 23));
    }
    return lines;
}

/// One policy for a person who thinks about taking it.
Result<std::string> policy_page(const std::string& id) {
    const PolicyInfo* policy = find_policy(id);
    if (!policy) {
        std::vector<std::string> ids;
        for (const PolicyInfo& known : policies()) ids.push_back(known.id);
        return Error{ErrorCode::InvalidArgument, "usage.106", "there is no policy \"" + id + "\"",
                     "NAME", suggestion(id, ids)};
    }
    std::string page =
        policy->title + "\n\n" + wrapped("When: " + policy->used_when + ".", 96, 0) + "\n";
    if (!policy->parameters.empty()) {
        page += "\nIts parameters\n" + parameter_lines(policy->parameters);
    }
    return page + "\nParameters of every policy\n" + parameter_lines(common_parameters());
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
    auto name = std::make_shared<std::string>();
    auto as_json = std::make_shared<bool>(false);
    command->add_option("NAME", *name, "Tell when this one is used, and its parameters");
    command->add_flag("--json", *as_json, "All, with parameters and when each is used, as JSON");
    command->callback([&run, name, as_json] {
        run = [name, as_json]() -> int {
            const bool one = !name->empty() && !*as_json;
            const Result<std::string> page =
                one ? policy_page(*name) : Result<std::string>(policy_list(*as_json));
            if (!page) return report(page.error());
            const auto written = write_output(*page);
            return written ? kExitDone : report(written.error());
        };
    });
}

}  // namespace halfstep
