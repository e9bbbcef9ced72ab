#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "debrief/panel_health.hpp"
#include "panel/json.hpp"
#include "transport/loop_access.hpp"
#include "transport/methods.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

/// Each is read whole from the log.
constexpr std::size_t kLoopsMax = 256;

/// A panel as some loops had it; a coach may have changed it between them.
struct MetPanel {
    explicit MetPanel(std::shared_ptr<const PanelSpec> met)
        : panel(std::move(met)), text(to_json(*panel)), health(*panel) {}

    std::shared_ptr<const PanelSpec> panel;
    Json text;
    PanelHealth health;
};

Result<DecidedLoop> decided_loop(const Json& item, const std::string& where, CallContext& context,
                                 std::set<std::string>& seen) {
    JsonReader reader(item, where, "params");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    if (!seen.insert(who->loop).second) {
        return Error{ErrorCode::InvalidArgument, "params.127", "this loop is named twice", where,
                     "each loop counts once"};
    }
    Result<DecidedLoop> decided = context.services.loops.decided(who->loop, who->caller);
    if (decided) return decided;
    Error error = decided.error();
    error.where = where;
    return error;
}

Result<Json> panel_health(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Json& loops = reader.array_or_empty("loops");
    if (loops.empty() || loops.size() > kLoopsMax) {
        reader.fail(126, "/loops", "1 to " + std::to_string(kLoopsMax) + " loops are looked over",
                    R"([{"loop": ..., "token": ...}])");
    }
    if (!reader.ok()) return bad_params(reader.error());
    std::set<std::string> seen;
    std::vector<std::unique_ptr<MetPanel>> panels;
    for (std::size_t k = 0; k < loops.size(); ++k) {
        const std::string where = "/loops/" + std::to_string(k);
        const Result<DecidedLoop> decided = decided_loop(loops[k], where, context, seen);
        if (!decided) return decided.error();
        const Json text = to_json(*decided->panel);
        auto met = std::ranges::find(panels, text,
                                     [](const auto& panel) -> const Json& { return panel->text; });
        if (met == panels.end()) {
            met = panels.insert(met, std::make_unique<MetPanel>(decided->panel));
        }
        const Result<bool> added = (*met)->health.add(decided->packet);
        if (!added) return added.error();
    }
    Json list = Json::array();
    for (const auto& met : panels) {
        Json item = to_json(met->health.report());
        item["panel"] = met->panel->name;
        item["title"] = met->panel->title;
        list.push_back(std::move(item));
    }
    return Json{{"agreement_from", kPacketsForAgreement}, {"panels", std::move(list)}};
}

}  // namespace

void add_health_methods(RpcDispatcher& methods) {
    methods.add("panel.health", panel_health);
}

}  // namespace halfstep
