#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {

nlohmann::json to_json(const Packet& packet) {
    nlohmann::json feedback = nlohmann::json::array();
    for (const Feedback& item : packet.feedback) feedback.push_back(to_json(item));
    nlohmann::json value{{"format", "halfstep/packet"},
                         {"version", 1},
                         {"candidate", packet.candidate},
                         {"feedback", std::move(feedback)}};
    if (packet.inline_panel) {
        value["panel"] = to_json(*packet.inline_panel);
    } else if (!packet.panel.empty()) {
        value["panel"] = packet.panel;
    }
    if (!packet.target_level.empty()) value["target_level"] = packet.target_level;
    if (packet.transcript) value["transcript"] = to_json(*packet.transcript);
    return value;
}

Result<Packet> packet_from_json(const nlohmann::json& value) {
    JsonReader reader(value, "", "packet");
    reader.format("halfstep/packet");
    Packet packet;
    if (const nlohmann::json* panel = reader.find("panel"); panel && panel->is_object()) {
        Result<PanelSpec> spec = panel_from_json(*panel);
        if (!spec) {
            Error error = spec.error();
            error.where = "/panel" + error.where;
            return error;
        }
        packet.inline_panel = std::move(*spec);
    } else {
        packet.panel = reader.text_or("panel", "");
    }
    packet.target_level = reader.text_or("target_level", "");
    packet.candidate = reader.text_or("candidate", "");
    if (reader.ok() && !reader.find("feedback")) {
        reader.fail(102, "", "\"feedback\" is missing", "add the list of what each seat wrote");
    }
    packet.feedback =
        reader.items_or_empty<Feedback>("feedback", limits::kSeatsMax * 2, feedback_from_json);
    if (const nlohmann::json* transcript = reader.find("transcript"); transcript && reader.ok()) {
        Result<Transcript> read = transcript_from_json(*transcript);
        if (!read) {
            Error error = read.error();
            error.where = "/transcript" + (error.where == "/" ? "" : error.where);
            return error;
        }
        packet.transcript = std::move(*read);
    }
    if (!reader.ok()) return reader.error();
    return packet;
}

}  // namespace halfstep
