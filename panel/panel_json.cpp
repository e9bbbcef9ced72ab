#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"
#include "panel/panel_parts_json.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

PolicySpec policy_from_json(JsonReader& panel) {
    PolicySpec policy;
    const Json* value = panel.find("policy");
    if (!value) return policy;
    if (value->is_string()) {
        policy.id = value->get<std::string>();
        return policy;
    }
    JsonReader reader(*value, panel.where_of("policy"), "panel");
    policy.id = reader.text_or("id", policy.id);
    if (const Json* parameters = reader.find("parameters"); parameters && parameters->is_object()) {
        const std::string where = reader.where_of("parameters");
        JsonReader map(*parameters, where, "panel");
        for (const auto& [name, item] : parameters->items()) {
            if (item.is_boolean()) {
                policy.parameters[name] = item.get<bool>();
            } else if (item.is_string()) {
                policy.parameters[name] = item.get<std::string>();
            } else if (item.is_array()) {
                std::vector<std::int64_t> numbers;
                for (const Json& number : item) {
                    if (!number.is_number_integer()) {
                        map.fail(104, where + "/" + name, "expected whole numbers");
                        break;
                    }
                    numbers.push_back(number.get<std::int64_t>());
                }
                policy.parameters[name] = std::move(numbers);
            } else {
                policy.parameters[name] = map.integer(name.c_str(), -1'000'000, 1'000'000);
            }
        }
        if (!map.ok()) reader.absorb(map.error());
    }
    if (!reader.ok()) panel.absorb(reader.error());
    return policy;
}

/// References that must hold for any code that takes the panel; lint reports them all at once.
void check_references(JsonReader& reader, const PanelSpec& panel) {
    const auto unknown = [&](const std::string& where, const char* what, const std::string& id) {
        reader.fail(130, where, std::string("there is no ") + what + " \"" + id + "\"",
                    std::string("add it, or name an existing ") + what);
    };
    if (!panel.level_index(panel.target_level)) {
        unknown("/target_level", "level", panel.target_level);
    }
    for (std::size_t k = 0; k < panel.signals.size(); ++k) {
        for (const std::string& seat : panel.signals[k].owner) {
            if (!panel.find_seat(seat)) {
                unknown("/signals/" + std::to_string(k) + "/owner", "seat", seat);
            }
        }
    }
    for (std::size_t k = 0; k < panel.seats.size(); ++k) {
        for (const std::string& signal : panel.seats[k].signals) {
            if (!panel.find_signal(signal)) {
                unknown("/seats/" + std::to_string(k) + "/signals", "signal", signal);
            }
        }
    }
    for (std::size_t k = 0; k < panel.rounds.size(); ++k) {
        const std::string where = "/rounds/" + std::to_string(k);
        if (!panel.find_seat(panel.rounds[k].seat)) {
            unknown(where + "/seat", "seat", panel.rounds[k].seat);
        }
        for (const std::string& question : panel.rounds[k].questions) {
            if (!panel.find_question(question)) {
                unknown(where + "/questions", "question", question);
            }
        }
    }
}

/// A signal without an owner is owned by the seats that list it, and the other way round.
void complete_ownership(PanelSpec& panel) {
    for (SignalSpec& signal : panel.signals) {
        if (!signal.owner.empty()) continue;
        for (const SeatSpec& seat : panel.seats) {
            if (std::ranges::find(seat.signals, signal.id) != seat.signals.end()) {
                signal.owner.push_back(seat.id);
            }
        }
    }
    for (SeatSpec& seat : panel.seats) {
        if (!seat.signals.empty()) continue;
        for (const SignalSpec& signal : panel.signals) {
            if (std::ranges::find(signal.owner, seat.id) != signal.owner.end()) {
                seat.signals.push_back(signal.id);
            }
        }
    }
}

}  // namespace

std::map<std::string, std::string> read_texts(JsonReader& reader, const char* key) {
    std::map<std::string, std::string> texts;
    const Json* values = reader.find(key);
    if (!values) return texts;
    JsonReader map(*values, reader.where_of(key), "panel");
    for (const auto& [name, value] : values->items()) texts[name] = map.text(name.c_str());
    if (!map.ok()) reader.absorb(map.error());
    return texts;
}

std::vector<std::string> text_or_list(JsonReader& reader, const char* key) {
    const Json* value = reader.find(key);
    if (value && value->is_string()) return {value->get<std::string>()};
    return reader.texts_or_empty(key);
}

Result<PanelSpec> panel_from_json(const Json& value) {
    JsonReader reader(value, "", "panel");
    reader.format("halfstep/panel");
    PanelSpec panel;
    panel.name = reader.text("name");
    panel.title = reader.text_or("title", panel.name);
    panel.role = reader.text_or("role", "");
    panel.ladder = reader.texts_or_empty("ladder");
    if (panel.ladder.empty()) panel.ladder = default_ladder();
    const bool has_senior = panel.level_index("senior").has_value();
    panel.target_level = reader.text_or(
        "target_level", has_senior ? "senior" : panel.ladder[panel.ladder.size() / 2]);
    panel.scale = read_scale(reader);
    panel.signals = reader.items_or_empty<SignalSpec>(
        "signals", limits::kSignalsMax, [&](const Json& item, const std::string& where) {
            return signal_from_json(item, where, panel.scale);
        });
    const Personas personas = read_personas(reader);
    panel.seats = reader.items_or_empty<SeatSpec>("seats", limits::kSeatsMax,
                                                  [&](const Json& item, const std::string& where) {
                                                      return seat_from_json(item, where, personas);
                                                  });
    panel.rounds = reader.items_or_empty<RoundSpec>("rounds", limits::kRoundsMax, round_from_json);
    panel.questions =
        reader.items_or_empty<QuestionSpec>("questions", limits::kQuestionsMax, question_from_json);
    panel.policy = policy_from_json(reader);
    panel.values = reader.items_or_empty<CompanyValue>("values", 100, value_from_json);
    panel.notes = reader.text_or("notes", "");
    panel.usual_rejection = reader.text_or("usual_rejection", "");
    if (reader.ok() && (panel.signals.empty() || panel.seats.empty())) {
        reader.fail(122, "", "a panel needs at least one signal and one seat",
                    "add signals: and seats:");
    }
    if (reader.ok()) check_references(reader, panel);
    if (!reader.ok()) return reader.error();
    complete_ownership(panel);
    return panel;
}

}  // namespace halfstep
