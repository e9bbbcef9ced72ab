#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "session/whole_debrief.hpp"
#include "transport/loop_access.hpp"
#include "transport/methods.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kRemarkBytesMax = 16 << 10;

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
    const Result<Debrief> debrief = whole_debrief(*packet, *panel, options);
    if (!debrief) return debrief.error();
    return to_json(debrief->verdict);
}

Result<std::vector<Change>> changes_from(JsonReader& reader) {
    std::vector<Change> changes;
    const Json& values = reader.array_or_empty("changes");
    if (values.empty() || values.size() > limits::kSignalsMax * limits::kSeatsMax) {
        reader.fail(125, "/changes", "a variation has at least one change, and not a crowd",
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
        reader.fail(121, "/name",
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

Result<Json> variation_change(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    VariationChanged change;
    change.variation = reader.text("variation");
    change.name = reader.text_or("name", "");
    change.deleted = reader.flag_or("deleted", false);
    change.promoted = reader.flag_or("promoted", false);
    change.restored = reader.flag_or("restored", false);
    change.demoted = reader.flag_or("demoted", false);
    check_length(reader, "variation", change.variation);
    check_length(reader, "name", change.name);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    const auto seq = context.services.loops.change_variation(who->loop, who->caller, change);
    if (!seq) return seq.error();
    return Json{{"seq", *seq}};
}

/// A coach's or a reader's own words, within the size of an answer.
std::string remark(JsonReader& reader, const char* key) {
    std::string text = reader.text(key);
    if (text.size() > kRemarkBytesMax) {
        reader.fail(123, reader.where_of(key),
                    "longer than " + std::to_string(kRemarkBytesMax) + " bytes");
    }
    return text;
}

Result<Json> loop_correct(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    RatingCorrected correction;
    correction.seat = reader.text("seat");
    correction.signal = reader.text("signal");
    correction.label = reader.text("rating");
    correction.author = reader.text_or("author", "coach");
    correction.reason = remark(reader, "reason");
    const std::vector<std::string_view> kinds = {"own_round", "after_discussion"};
    correction.kind = kinds[reader.choice_or("kind", kinds, 0)];
    check_length(reader, "author", correction.author);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return context.services.loops.correct_rating(who->loop, who->caller, correction);
}

Result<Json> loop_comment(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    CommentAdded comment;
    comment.author = reader.text_or("author", "");
    comment.text = remark(reader, "text");
    comment.card = reader.text_or("card", "");
    comment.round = reader.text_or("round", "");
    if (const auto turn = reader.optional_integer("turn", 0, limits::kEventsPerLoopMax)) {
        comment.turn = static_cast<std::size_t>(*turn);
    }
    check_length(reader, "author", comment.author);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    if (comment.author.empty()) comment.author = to_text(who->caller.role);
    const auto seq = context.services.loops.add_comment(who->loop, who->caller, comment);
    if (!seq) return seq.error();
    return Json{{"seq", *seq}};
}

Result<Json> loop_progress(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    const auto points = context.services.loops.progress(who->loop, who->caller);
    if (!points) return points.error();
    Json list = Json::array();
    for (const ProgressPoint& point : *points) {
        Json item{{"seq", point.seq},
                  {"p_target", point.p_target ? Json(*point.p_target) : Json()},
                  {"outcome", point.outcome}};
        if (point.step.empty()) {
            item["round"] = point.round;
            item["turn"] = point.turn;
        } else {
            item["step"] = point.step;
        }
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace

void add_debrief_methods(RpcDispatcher& methods) {
    methods.add("debrief.get", debrief_get);
    methods.add("debrief.run", debrief_run);
    methods.add("variation.create", variation_create);
    methods.add("variation.list", variation_list);
    methods.add("variation.change", variation_change);
    methods.add("loop.correct", loop_correct);
    methods.add("loop.comment", loop_comment);
    methods.add("loop.progress", loop_progress);
}

}  // namespace halfstep
