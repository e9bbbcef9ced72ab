#include <nlohmann/json.hpp>
#include <variant>

#include "panel/json.hpp"
#include "panel/panel_parts_json.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

Json signal_to_json(const SignalSpec& signal) {
    Json value{{"id", signal.id}, {"meaning", signal.meaning}, {"owner", signal.owner}};
    if (!signal.weights.empty()) value["weights"] = signal.weights;
    if (!signal.floors.empty()) value["floors"] = signal.floors;
    if (signal.relief != 0) value["relief"] = signal.relief;
    if (signal.compensable != 0) value["compensable"] = signal.compensable;
    if (!signal.adjacent.empty()) value["adjacent"] = signal.adjacent;
    if (!signal.anchors.empty()) value["anchors"] = signal.anchors;
    for (const OwnWords& entry : signal.vocabulary) {
        Json item{{"words", entry.words}};
        if (entry.means) item["means"] = to_text(*entry.means);
        value["vocabulary"].push_back(std::move(item));
    }
    if (!signal.usual_rejection.empty()) value["usual_rejection"] = signal.usual_rejection;
    return value;
}

Json seat_to_json(const SeatSpec& seat) {
    const Persona& persona = seat.persona;
    return {
        {"id", seat.id},
        {"title", seat.title},
        {"kind", kSeatKinds[static_cast<std::size_t>(seat.kind)]},
        {"signals", seat.signals},
        {"fallback", kSeatFallbacks[static_cast<std::size_t>(seat.fallback)]},
        {"deadline_minutes", seat.deadline_minutes},
        {"persona",
         {{"strictness", persona.strictness},
          {"patience", {{"words", persona.patience_words}, {"seconds", persona.patience_seconds}}},
          {"warmth", persona.warmth},
          {"probing", persona.probing},
          {"stubbornness", persona.stubbornness},
          {"loudness", persona.loudness}}}};
}

Json question_to_json(const QuestionSpec& question) {
    Json looks_for = Json::array();
    for (const LookFor& item : question.looks_for) {
        looks_for.push_back({{"point", item.point}, {"ways", item.ways}});
    }
    Json follow_ups = Json::array();
    for (const FollowUp& item : question.follow_ups) {
        follow_ups.push_back({{"when", to_json(item.when)}, {"ask", item.ask}});
    }
    Json value{{"id", question.id},
               {"ask", question.ask},
               {"signals", question.signals},
               {"looks_for", std::move(looks_for)},
               {"follow_ups", std::move(follow_ups)},
               {"challenges", question.challenges}};
    if (question.problem) {
        value["problem"] = {{"statement", question.problem->statement},
                            {"starter", question.problem->starter},
                            {"tests", question.problem->tests},
                            {"pitfalls", question.problem->pitfalls}};
    }
    return value;
}

Json value_to_json(const CompanyValue& item) {
    Json counts = Json::array();
    for (const ValueSign& sign : item.counts) {
        Json entry{{"point", sign.point.point}, {"ways", sign.point.ways}};
        if (sign.when) entry["when"] = to_json(*sign.when);
        counts.push_back(std::move(entry));
    }
    Json value{{"id", item.id}, {"meaning", item.meaning}, {"counts", std::move(counts)}};
    if (!item.signals.empty()) value["signals"] = item.signals;
    if (!item.ask.empty()) value["ask"] = item.ask;
    return value;
}

Json policy_to_json(const PolicySpec& policy) {
    Json parameters = Json::object();
    for (const auto& [name, parameter] : policy.parameters) {
        std::visit([&](const auto& item) { parameters[name] = item; }, parameter);
    }
    return {{"id", policy.id}, {"parameters", std::move(parameters)}};
}

}  // namespace

Json to_json(const PanelSpec& panel) {
    const auto list = [](const auto& items, auto write) {
        Json values = Json::array();
        for (const auto& item : items) values.push_back(write(item));
        return values;
    };
    Json labels = list(panel.scale.labels, [](const ScaleLabel& label) {
        return Json{{"label", label.label}, {"meaning", label.meaning}};
    });
    Json value{{"format", "halfstep/panel"},
               {"version", 1},
               {"name", panel.name},
               {"title", panel.title},
               {"role", panel.role},
               {"ladder", panel.ladder},
               {"target_level", panel.target_level},
               {"scale", {{"labels", std::move(labels)}}},
               {"signals", list(panel.signals, signal_to_json)},
               {"seats", list(panel.seats, seat_to_json)},
               {"rounds", list(panel.rounds,
                               [](const RoundSpec& round) {
                                   return Json{{"id", round.id},
                                               {"seat", round.seat},
                                               {"minutes", round.minutes},
                                               {"questions", round.questions},
                                               {"kind", round.kind}};
                               })},
               {"questions", list(panel.questions, question_to_json)},
               {"policy", policy_to_json(panel.policy)},
               {"values", list(panel.values, value_to_json)}};
    if (panel.scale.bar < panel.scale.labels.size()) {
        value["scale"]["bar"] = panel.scale.labels[panel.scale.bar].label;
    }
    if (!panel.notes.empty()) value["notes"] = panel.notes;
    if (!panel.usual_rejection.empty()) value["usual_rejection"] = panel.usual_rejection;
    return value;
}

}  // namespace halfstep
