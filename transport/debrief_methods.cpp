#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "debrief/debrief.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "transport/loop_access.hpp"
#include "transport/methods.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

Result<Json> debrief_get(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return context.services.loops.debrief(who->loop, who->caller);
}

Result<Json> debrief_run(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    DebriefOptions options;
    options.policy = reader.text_or("policy", "");
    options.level = reader.text_or("level", "");
    const Json* given = reader.find("packet");
    if (!given) reader.fail(102, "/", "\"packet\" is missing", "add it");
    if (!reader.ok()) return bad_params(reader.error());
    const Result<Packet> packet = packet_from_json(*given);
    if (!packet) return packet.error();
    const std::string name = packet->panel.empty() ? "default-five" : packet->panel;
    const Result<PanelSpec> panel = packet->inline_panel
                                        ? Result<PanelSpec>(*packet->inline_panel)
                                        : panel_named(context.services, name, "/packet/panel");
    if (!panel) return panel.error();
    const Result<Debrief> debrief = run_debrief(*packet, *panel, options);
    if (!debrief) return debrief.error();
    return to_json(debrief->verdict);
}

Result<std::vector<Change>> changes_from(JsonReader& reader) {
    std::vector<Change> changes;
    const Json& values = reader.array_or_empty("changes");
    if (values.empty() || values.size() > limits::kSignalsMax * limits::kSeatsMax) {
        reader.fail(109, "/changes", "a variation has at least one change, and not a crowd",
                    R"([{"change": "set_rating", "signal": ..., "rating": ...}])");
    }
    if (!reader.ok()) return bad_params(reader.error());
    for (std::size_t k = 0; k < values.size(); ++k) {
        Result<Change> change = change_from_json(values[k], "/changes/" + std::to_string(k));
        if (!change) return bad_params(change.error());
        changes.push_back(std::move(*change));
    }
    return changes;
}

Result<Json> variation_create(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string parent = reader.text_or("parent", "");
    const std::string name = reader.text_or("name", "");
    if (name.size() > 2 * limits::kIdBytesMax) {
        reader.fail(105, "/name",
                    "longer than " + std::to_string(2 * limits::kIdBytesMax) + " bytes");
    }
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    const Result<std::vector<Change>> changes = changes_from(reader);
    if (!changes) return changes.error();
    return context.services.loops.create_variation(who->loop, who->caller, parent, *changes, name);
}

Result<Json> variation_list(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return context.services.loops.list_variations(who->loop, who->caller);
}

}  // namespace

void add_debrief_methods(RpcDispatcher& methods) {
    methods.add("debrief.get", debrief_get);
    methods.add("debrief.run", debrief_run);
    methods.add("variation.create", variation_create);
    methods.add("variation.list", variation_list);
}

}  // namespace halfstep
