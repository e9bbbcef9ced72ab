#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "debrief/power.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"
#include "scenarios/library.hpp"
#include "session/dry_run.hpp"
#include "transport/loop_access.hpp"
#include "transport/methods.hpp"
#include "transport/panel_folder.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kTrialSeed = 1;

/// The panel a text means. @error InvalidData, the first problem that is an error
Result<PanelSpec> panel_meant(JsonReader& reader, CallContext& context) {
    const std::string text = reader.text("text");
    if (text.size() > limits::kPanelFileBytesMax) {
        reader.fail(123, "/text",
                    "a panel is at most " + std::to_string(limits::kPanelFileBytesMax) + " bytes");
    }
    if (!reader.ok()) return bad_params(reader.error());
    LoadedPanel loaded = context.services.library.check_panel(text, "panel");
    if (loaded.panel) return std::move(*loaded.panel);
    const auto first = std::ranges::find(loaded.problems, Severity::Error,
                                         [](const Problem& problem) { return problem.severity; });
    return Error{ErrorCode::InvalidData, first->id, first->message,
                 "line " + std::to_string(first->line), first->hint};
}

std::string level_for(const PanelSpec& panel, const std::string& wanted) {
    return panel.level_index(wanted) ? wanted : "";
}

Json side(const PanelSpec& panel, const Result<DryVerdict>& ran) {
    if (ran) return {{"panel", panel.name}, {"verdict", Json::parse(ran->verdict_json)}};
    return {{"panel", panel.name}, {"verdict", nullptr}, {"refused", ran.error().message}};
}

Result<Json> panel_try(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string name = reader.text("candidate");
    const std::string base_name = reader.text_or("base", "");
    const std::string level = reader.text_or("level", "");
    check_length(reader, "candidate", name);
    const Result<PanelSpec> panel = panel_meant(reader, context);
    if (!panel) return panel.error();
    if (!is_library_name(name)) {
        return Error{ErrorCode::InvalidArgument, "rpc.106",
                     "\"" + name + "\" is not a library name", "/candidate",
                     "candidate.list names them"};
    }
    const Result<CandidateScript> candidate = context.services.library.candidate(name);
    if (!candidate) return candidate.error();
    Json result = {{"candidate", name},
                   {"fits", false},
                   {"tried", nullptr},
                   {"base", nullptr},
                   {"changed", nullptr}};
    const std::string text = params.at("text");
    if (!fits(*candidate, *panel, context.services.library.base_panels(text))) return result;
    result["fits"] = true;
    const auto tried = dry_run(*panel, *candidate, level_for(*panel, level), kTrialSeed);
    result["tried"] = side(*panel, tried);
    if (!base_name.empty()) {
        const Result<PanelSpec> base = panel_named(context.services, base_name, "/base");
        if (!base) return base.error();
        const auto before = dry_run(*base, *candidate, level_for(*base, level), kTrialSeed);
        result["base"] = side(*base, before);
        if (tried && before) result["changed"] = to_json(compare(*tried, *panel, *before, *base));
    }
    return result;
}

Result<Json> panel_power_of(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<PanelSpec> panel = panel_meant(reader, context);
    if (!panel) return panel.error();
    const Result<std::vector<LevelPower>> levels = panel_power(*panel);
    if (!levels) return levels.error();
    Json list = Json::array();
    for (const LevelPower& level : *levels) {
        Json signals = Json::array();
        for (std::size_t k = 0; k < panel->signals.size() && k < level.power.size(); ++k) {
            const SignalSpec& signal = panel->signals[k];
            const auto weight = signal.weights.find(level.level);
            signals.push_back(
                {{"signal", signal.id},
                 {"power", level.power[k]},
                 {"weight", weight == signal.weights.end() ? Json() : Json(weight->second)},
                 {"floor", signal.floors.contains(level.level)}});
        }
        list.push_back({{"level", level.level}, {"signals", std::move(signals)}});
    }
    return Json{{"levels", std::move(list)}};
}

Json version_json(const PanelVersion& version) {
    return {{"version", version.version}, {"at_ms", version.at_ms}, {"role", version.role},
            {"author", version.author},   {"note", version.note},   {"bytes", version.text.size()}};
}

Result<Json> panel_versions(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string name = reader.text("name");
    if (!reader.ok()) return bad_params(reader.error());
    Json list = Json::array();
    const PanelFolder folder(context.services.panels_folder);
    for (const PanelVersion& version : folder.versions(name)) {
        list.push_back(version_json(version));
    }
    return list;
}

Result<Json> panel_version(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string name = reader.text("name");
    const std::int64_t number = reader.integer("version", 1, INT64_MAX);
    if (!reader.ok()) return bad_params(reader.error());
    const PanelFolder folder(context.services.panels_folder);
    const std::vector<PanelVersion> versions = folder.versions(name);
    const auto found = std::ranges::find(versions, number, &PanelVersion::version);
    if (found == versions.end()) {
        return Error{ErrorCode::NotFound, "rpc.121",
                     "\"" + name.substr(0, limits::kIdBytesMax) + "\" has no version " +
                         std::to_string(number),
                     "/version", "panel.versions lists them"};
    }
    Json version = version_json(*found);
    version["text"] = found->text;
    return version;
}

}  // namespace

void add_studio_methods(RpcDispatcher& methods) {
    methods.add("panel.try", panel_try);
    methods.add("panel.power", panel_power_of);
    methods.add("panel.versions", panel_versions);
    methods.add("panel.version", panel_version);
}

}  // namespace halfstep
