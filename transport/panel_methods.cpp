#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"
#include "scenarios/library.hpp"
#include "session/panel_audit.hpp"
#include "transport/loop_access.hpp"
#include "transport/methods.hpp"
#include "transport/panel_folder.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kNoteBytesMax = 1'000;
constexpr std::int64_t kVersionMax = 1'000'000;

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Json entries_json(const std::vector<LibraryEntry>& entries) {
    Json list = Json::array();
    for (const LibraryEntry& entry : entries) {
        Json item{{"name", entry.name},
                  {"title", entry.title},
                  {"target_level", entry.target_level},
                  {"detail", entry.detail}};
        if (!entry.outcome.empty()) {
            item["verdict"] = {{"outcome", entry.outcome},
                               {"level", entry.level.empty() ? Json() : Json(entry.level)}};
        }
        list.push_back(std::move(item));
    }
    return list;
}

Json problems_json(const std::vector<Problem>& problems) {
    Json list = Json::array();
    for (const Problem& problem : problems) {
        list.push_back({{"severity", problem.severity == Severity::Error ? "error" : "warning"},
                        {"file", problem.file},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"id", problem.id},
                        {"message", problem.message},
                        {"hint", problem.hint}});
    }
    return list;
}

/// Panels that a coach saved may be saved again; installed ones stay as they are.
Json panels_json(const Services& services) {
    const PanelFolder folder(services.panels_folder);
    Json list = entries_json(services.library.panels());
    for (Json& item : list) item["saved"] = folder.has(item["name"].get<std::string>());
    return list;
}

Result<Json> panel_list(const Json&, CallContext& context) {
    return panels_json(context.services);
}

Result<Json> candidate_list(const Json&, CallContext& context) {
    return entries_json(context.services.library.candidates());
}

Result<Json> scenario_list(const Json&, CallContext& context) {
    return Json{{"panels", panels_json(context.services)},
                {"candidates", entries_json(context.services.library.candidates())}};
}

Result<Json> panel_get(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const char* key = reader.find("panel") ? "panel" : "name";
    const std::string name = reader.text(key);
    if (!reader.ok()) return bad_params(reader.error());
    const Result<PanelSpec> panel = panel_named(context.services, name, std::string("/") + key);
    if (!panel) return panel.error();
    const Result<std::string> text = context.services.library.panel_text(name);
    if (!text) return text.error();
    const PanelFolder folder(context.services.panels_folder);
    const std::vector<PanelVersion> versions = folder.versions(name);
    return Json{{"name", name},
                {"text", *text},
                {"panel", to_json(*panel)},
                {"saved", folder.has(name)},
                {"version", versions.empty() ? 0 : versions.back().version}};
}

/// The text parameter, within the size of a panel file.
std::string panel_text_of(JsonReader& reader) {
    std::string text = reader.text("text");
    if (text.size() > limits::kPanelFileBytesMax) {
        reader.fail(123, "/text",
                    "a panel is at most " + std::to_string(limits::kPanelFileBytesMax) + " bytes");
    }
    return text;
}

Result<Json> panel_check(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string text = panel_text_of(reader);
    const std::string file = reader.text_or("file", "panel");
    if (!reader.ok()) return bad_params(reader.error());
    const LoadedPanel loaded = check_and_audit(context.services.library, text, file);
    return Json{{"ok", loaded.panel.has_value()},
                {"problems", problems_json(loaded.problems)},
                {"panel", loaded.panel ? to_json(*loaded.panel) : Json()}};
}

/// The role that lets the caller save: owner or coach.
Result<std::string> may_save(JsonReader& reader, CallContext& context) {
    const std::string token = reader.text_or("token", "");
    const std::string loop = reader.text_or("loop", "");
    if (!reader.ok()) return bad_params(reader.error());
    if (is_owner_token(context.services, token)) return std::string("owner");
    if (!loop.empty()) {
        const Result<Caller> caller = caller_of(context.services, loop, token);
        if (!caller) return caller.error();
        if (caller->role == Role::Coach) return std::string("coach");
    }
    return Error{ErrorCode::Refused, "rpc.112", "panels are saved by a coach", "/token",
                 "pass the owner's token, or a loop and its coach's token"};
}

Result<Json> panel_save(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string name = reader.text("name");
    const std::string text = panel_text_of(reader);
    PanelVersion edit;
    edit.author = reader.text_or("author", "");
    edit.note = reader.text_or("note", "");
    check_length(reader, "author", edit.author);
    if (edit.note.size() > kNoteBytesMax) {
        reader.fail(123, "/note", "longer than " + std::to_string(kNoteBytesMax) + " bytes");
    }
    const auto after = reader.optional_integer("after_version", 0, kVersionMax);
    const Result<std::string> allowed = may_save(reader, context);
    if (!allowed) return allowed.error();
    const PanelFolder folder(context.services.panels_folder);
    const std::vector<LibraryEntry> entries = context.services.library.panels();
    const bool installed = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.name == name && !folder.has(name);
    });
    if (installed) {
        return Error{ErrorCode::Conflict, "rpc.113",
                     "\"" + name + "\" is an installed panel and stays as it is", "/name",
                     "save under another name, with \"extends: " + name + "\" to build on it"};
    }
    const LoadedPanel loaded =
        check_and_audit(context.services.library, text, name + ".panel.yaml");
    if (!loaded.panel) {
        const auto first =
            std::find_if(loaded.problems.begin(), loaded.problems.end(),
                         [](const Problem& p) { return p.severity == Severity::Error; });
        return Error{ErrorCode::InvalidData, first == loaded.problems.end() ? "rpc.114" : first->id,
                     first == loaded.problems.end() ? "this is not a panel" : first->message,
                     first == loaded.problems.end()
                         ? ""
                         : first->file + ":" + std::to_string(first->line) + ":" +
                               std::to_string(first->column),
                     "panel.check lists every problem"};
    }
    edit.role = *allowed;
    edit.at_ms = now_ms();
    edit.text = text;
    const Result<std::int64_t> saved = folder.save(name, std::move(edit), after);
    if (!saved) return saved.error();
    return Json{{"name", name}, {"version", *saved}, {"problems", problems_json(loaded.problems)}};
}

}  // namespace

void add_panel_methods(RpcDispatcher& methods) {
    methods.add("panel.list", panel_list);
    methods.add("panel.get", panel_get);
    methods.add("panel.check", panel_check);
    methods.add("panel.save", panel_save);
    methods.add("candidate.list", candidate_list);
    methods.add("scenario.list", scenario_list);
}

}  // namespace halfstep
