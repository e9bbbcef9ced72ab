#include "scenarios/panel_checks.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "panel/condition.hpp"
#include "panel/persona_presets.hpp"
#include "scenarios/near_word.hpp"
#include "scenarios/panel_examination.hpp"
#include "scenarios/panel_judgment.hpp"
#include "scenarios/schema_check.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;
void check_duplicate_ids(Examination& file) {
    for (const char* list : {"signals", "seats", "personas", "rounds", "questions", "values"}) {
        std::set<std::string> seen;
        file.each(list, [&](const Json& item, const std::string& pointer) {
            if (item.contains("id") && item["id"].is_string() &&
                !seen.insert(item["id"].get<std::string>()).second) {
                file.error(
                    pointer + "/id", "panel.204",
                    "the id \"" + item["id"].get<std::string>() + "\" stands twice in " + list,
                    "give one of them another id");
            }
        });
    }
}

void check_removals(Examination& file) {
    for (const char* list : {"signals", "seats", "personas", "rounds", "questions", "values"}) {
        file.each(list, [&](const Json& item, const std::string& pointer) {
            if (!item.contains("remove")) return;
            file.error(pointer + "/remove", "panel.142",
                       "no base has \"" + text_under(item, "id") + "\" among its " + list,
                       "there is nothing to take out; see what the panel extends");
        });
    }
}

void check_reference(Examination& file, const char* list, const char* key, const char* what,
                     const char* target) {
    const Words known = file.ids(target);
    file.each(list, [&](const Json& item, const std::string& pointer) {
        for (const std::string& id : texts_under(item, key)) {
            if (!contains(known, id)) {
                file.unknown(pointer + "/" + key, "panel.205", what, id, known);
            }
        }
    });
}

/// A round that names no seat is conducted by the seat of its own id.
void check_round_seats(Examination& file) {
    const Words seats = file.ids("seats");
    file.each("rounds", [&](const Json& round, const std::string& pointer) {
        const std::string id = text_under(round, "id");
        if (round.contains("seat") || id.empty() || contains(seats, id)) return;
        file.error(pointer + "/id", "panel.205", "there is no seat \"" + id + "\" for this round",
                   "write under it who conducts it, such as seat: " +
                       (seats.empty() ? id : seats.front()));
    });
}

/// Seats name personas of the panel or presets; personas name presets.
void check_personas(Examination& file) {
    const Words presets = persona_presets();
    Words known = file.ids("personas");
    known.insert(known.end(), presets.begin(), presets.end());
    file.each("seats", [&](const Json& seat, const std::string& pointer) {
        const Json persona = seat.value("persona", Json());
        const bool by_name = persona.is_string();
        const std::string name =
            by_name ? persona.get<std::string>() : text_under(persona, "preset");
        if (name.empty() || contains(known, name)) return;
        file.unknown(pointer + (by_name ? "/persona" : "/persona/preset"), "panel.205", "persona",
                     name, known);
    });
    file.each("personas", [&](const Json& persona, const std::string& pointer) {
        const std::string name = text_under(persona, "preset");
        if (name.empty() || contains(presets, name)) return;
        file.unknown(pointer + "/preset", "panel.205", "preset", name, presets);
    });
}

void check_references(Examination& file) {
    check_reference(file, "signals", "owner", "seat", "seats");
    check_reference(file, "seats", "signals", "signal", "signals");
    check_reference(file, "rounds", "seat", "seat", "seats");
    check_round_seats(file);
    check_reference(file, "rounds", "questions", "question", "questions");
    check_reference(file, "questions", "signals", "signal", "signals");
    check_reference(file, "values", "signals", "signal", "signals");
    check_personas(file);
    const Words signals = file.ids("signals");
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        if (!signal.contains("adjacent") || !signal["adjacent"].is_object()) return;
        for (const auto& [id, unused] : signal["adjacent"].items()) {
            if (!contains(signals, id)) {
                file.unknown(pointer + "/adjacent/" + id, "panel.205", "signal", id, signals);
            }
        }
    });
}

void check_levels_and_labels(Examination& file) {
    const Words ladder = ladder_of(file.root());
    const Words labels = labels_of(file.root());
    for (const std::string& level : texts_under(file.root(), "target_level")) {
        if (!contains(ladder, level)) {
            file.unknown("/target_level", "panel.206", "level", level, ladder);
        }
    }
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        for (const char* key : {"weights", "floors", "anchors"}) {
            if (!signal.contains(key) || !signal[key].is_object()) continue;
            for (const auto& [level, value] : signal[key].items()) {
                const std::string place = pointer + "/" + key + "/" + level;
                if (!contains(ladder, level)) {
                    file.unknown(place, "panel.206", "level", level, ladder);
                }
                if (std::string_view(key) == "floors" && value.is_string() &&
                    !contains(labels, value.get<std::string>())) {
                    file.unknown(place, "panel.207", "rating", value.get<std::string>(), labels);
                }
                if (std::string_view(key) == "floors" && value.is_number_integer() &&
                    value.get<std::int64_t>() >
                        static_cast<std::int64_t>(labels.size() - 1) * 1000) {
                    file.error(place, "panel.208", "no rating can meet this floor",
                               "the highest is " + std::to_string((labels.size() - 1) * 1000));
                }
                if (std::string_view(key) == "anchors" && value.is_object()) {
                    for (const auto& [label, unused] : value.items()) {
                        if (!contains(labels, label)) {
                            file.unknown(place + "/" + label, "panel.207", "rating", label, labels);
                        }
                    }
                }
            }
        }
    });
    const Json scale = file.root().value("scale", Json());
    if (scale.is_object() && scale.contains("bar") && scale["bar"].is_string() &&
        !contains(labels, scale["bar"].get<std::string>())) {
        file.unknown("/scale/bar", "panel.207", "rating", scale["bar"].get<std::string>(), labels);
    }
}

void check_weights_sum(Examination& file) {
    std::map<std::string, std::int64_t> sums;
    file.each("signals", [&](const Json& signal, const std::string&) {
        if (!signal.contains("weights") || !signal["weights"].is_object()) return;
        for (const auto& [level, weight] : signal["weights"].items()) {
            if (!weight.is_number_integer()) continue;
            // Out of range is told elsewhere; here it must not overflow.
            sums[level] +=
                std::clamp<std::int64_t>(weight.get<std::int64_t>(), -1'000'000, 1'000'000);
        }
    });
    for (const auto& [level, sum] : sums) {
        if (sum != 1000) {
            file.error("/signals", "panel.209",
                       "the weights for " + level + " add up to " + std::to_string(sum),
                       "they are per mille and must add up to 1000");
        }
    }
}

/// Parameters that name a signal must name one of the panel's.
void check_policy(Examination& file) {
    const Json policy = file.root().value("policy", Json());
    if (!policy.is_object()) return;
    const Json parameters = policy.value("parameters", Json());
    const Words signals = file.ids("signals");
    for (const char* name : {"bar_raiser", "hiring_manager"}) {
        const std::string signal = text_under(parameters, name);
        if (!signal.empty() && !contains(signals, signal)) {
            file.unknown("/policy/parameters/" + std::string(name), "panel.205", "signal", signal,
                         signals);
        }
    }
}

void check_condition(Examination& file, const Json& when, const std::string& pointer) {
    if (when.is_string()) {
        const Result<Condition> condition = parse_condition(when.get<std::string>());
        if (!condition) {
            file.error(pointer, "panel.211", condition.error().message, condition.error().hint);
        }
    } else if (when.is_object()) {
        for (const auto& [key, inner] : when.items()) {
            if (inner.is_array()) {
                for (std::size_t k = 0; k < inner.size(); ++k) {
                    check_condition(file, inner[k], pointer + "/" + key + "/" + std::to_string(k));
                }
            } else {
                check_condition(file, inner, pointer + "/" + key);
            }
        }
    }
}

/// The conditions under `key` of a list within each item of a list at the top.
void check_conditions_of(Examination& file, const char* list, const char* inner) {
    file.each(list, [&](const Json& item, const std::string& pointer) {
        if (!item.contains(inner) || !item[inner].is_array()) return;
        for (std::size_t k = 0; k < item[inner].size(); ++k) {
            const Json& entry = item[inner][k];
            if (entry.is_object() && entry.contains("when")) {
                check_condition(file, entry["when"],
                                pointer + "/" + inner + "/" + std::to_string(k) + "/when");
            }
        }
    });
}

void check_conditions(Examination& file) {
    check_conditions_of(file, "questions", "follow_ups");
    check_conditions_of(file, "values", "counts");
}

}  // namespace

std::vector<Problem> structure_problems(const YamlDocument& document, const std::string& path) {
    Examination file(document, path);
    if (!document.value.is_object()) {
        file.error("", "panel.200", "a panel file is a set of keys",
                   "start with format: halfstep/panel");
    } else {
        file.check_structure(panel_schema(), "panel");
    }
    return file.take();
}

std::vector<Problem> panel_problems(const YamlDocument& document, const std::string& path) {
    Examination file(document, path);
    file.check_name(path, ".panel.", "panel.203");
    check_duplicate_ids(file);
    check_removals(file);
    check_references(file);
    check_levels_and_labels(file);
    check_weights_sum(file);
    check_policy(file);
    check_conditions(file);
    judge_panel(file);
    return file.take();
}

std::vector<Problem> fragment_problems(const YamlDocument& document, const std::string& path) {
    Examination file(document, path);
    file.check_name(path, ".fragment.", "panel.203");
    check_duplicate_ids(file);
    check_removals(file);
    check_conditions(file);
    return file.take();
}

}  // namespace halfstep
