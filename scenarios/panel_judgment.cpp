#include "scenarios/panel_judgment.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "panel/condition.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

void warn_of_unowned_signals(Examination& file) {
    std::set<std::string> owned;
    file.each("seats", [&](const Json& seat, const std::string&) {
        for (const std::string& signal : texts_under(seat, "signals")) owned.insert(signal);
    });
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        const std::string id = text_under(signal, "id");
        if (texts_under(signal, "owner").empty() && !owned.contains(id)) {
            file.warn(pointer, "panel.301", "nobody owns the signal \"" + id + "\"",
                      "name a seat under owner, or list the signal under a seat");
        }
    });
}

void warn_of_unreachable_questions(Examination& file) {
    std::set<std::string> asked;
    file.each("rounds", [&](const Json& round, const std::string&) {
        for (const std::string& question : texts_under(round, "questions")) asked.insert(question);
    });
    file.each("questions", [&](const Json& question, const std::string& pointer) {
        const std::string id = text_under(question, "id");
        if (!asked.contains(id)) {
            file.warn(pointer, "panel.302", "no round asks the question \"" + id + "\"",
                      "add it to a round's questions");
        }
    });
}

void warn_of_short_rounds(Examination& file) {
    constexpr std::int64_t minutes_per_question = 7;
    file.each("rounds", [&](const Json& round, const std::string& pointer) {
        const auto questions = static_cast<std::int64_t>(texts_under(round, "questions").size());
        if (!round.contains("minutes") || !round["minutes"].is_number_integer()) return;
        const auto minutes = round["minutes"].get<std::int64_t>();
        if (questions * minutes_per_question > minutes) {
            file.warn(
                pointer + "/minutes", "panel.303",
                std::to_string(minutes) + " minutes are short for " + std::to_string(questions) +
                    " questions with follow-ups",
                "plan at least " + std::to_string(minutes_per_question) + " minutes a question");
        }
    });
}

void warn_of_anchors(Examination& file) {
    const Words labels = labels_of(file.root());
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        if (!signal.contains("anchors") || !signal["anchors"].is_object()) return;
        for (const auto& [level, anchors] : signal["anchors"].items()) {
            if (!anchors.is_object()) continue;
            const std::string place = pointer + "/anchors/" + level;
            std::map<std::string, std::string> label_of_text;
            for (const std::string& label : labels) {
                if (!anchors.contains(label)) {
                    file.warn(place, "panel.304", "no anchor for " + label + " at " + level,
                              "say what earns it");
                    continue;
                }
                if (!anchors[label].is_string()) continue;
                const auto [same, added] =
                    label_of_text.emplace(anchors[label].get<std::string>(), label);
                if (!added) {
                    file.warn(place + "/" + label, "panel.305",
                              "says the same as the anchor for " + same->second,
                              "say what sets them apart");
                }
            }
        }
    });
}

void warn_of_repeated_conditions(Examination& file) {
    file.each("questions", [&](const Json& question, const std::string& pointer) {
        if (!question.contains("follow_ups") || !question["follow_ups"].is_array()) return;
        std::set<std::string> seen;
        for (std::size_t k = 0; k < question["follow_ups"].size(); ++k) {
            const Json& follow_up = question["follow_ups"][k];
            const std::string when =
                follow_up.is_object() && follow_up.contains("when") ? follow_up["when"].dump() : "";
            if (!seen.insert(when).second) {
                file.warn(pointer + "/follow_ups/" + std::to_string(k), "panel.306",
                          "an earlier follow-up has the same condition and is asked first",
                          "make the condition narrower, or join the two");
            }
        }
    });
}

/// "no number" against "has number" among the parts of one `all`.
bool contradicts_itself(const Json& when) {
    if (!when.is_object() || !when.contains("all") || !when["all"].is_array()) return false;
    std::set<ObservationKind> missing;
    std::set<ObservationKind> present;
    for (const Json& part : when["all"]) {
        if (!part.is_string()) continue;
        const Result<Condition> condition = parse_condition(part.get<std::string>());
        if (!condition) continue;
        if (condition->kind == Condition::Kind::Missing) missing.insert(condition->observation);
        if (condition->kind == Condition::Kind::Present) present.insert(condition->observation);
    }
    return std::ranges::any_of(missing,
                               [&](ObservationKind kind) { return present.contains(kind); });
}

/// Seats told never to follow up, by id.
std::set<std::string> unprobing_seats(Examination& file) {
    std::set<std::string> seats;
    file.each("seats", [&](const Json& seat, const std::string&) {
        if (seat.contains("persona") && seat["persona"].is_object() &&
            seat["persona"].value("probing", Json()) == 0) {
            seats.insert(text_under(seat, "id"));
        }
    });
    return seats;
}

void warn_of_dead_follow_ups(Examination& file) {
    const std::set<std::string> unprobing = unprobing_seats(file);
    std::set<std::string> pressed;
    std::set<std::string> asked;
    file.each("rounds", [&](const Json& round, const std::string&) {
        const std::string named = text_under(round, "seat");
        const bool silent = unprobing.contains(named.empty() ? text_under(round, "id") : named);
        for (const std::string& question : texts_under(round, "questions")) {
            (silent ? asked : pressed).insert(question);
        }
    });
    file.each("questions", [&](const Json& question, const std::string& pointer) {
        if (!question.contains("follow_ups") || !question["follow_ups"].is_array()) return;
        const Json& follow_ups = question["follow_ups"];
        const std::string id = text_under(question, "id");
        if (!follow_ups.empty() && asked.contains(id) && !pressed.contains(id)) {
            file.warn(pointer + "/follow_ups", "panel.307",
                      "never asked: the seat that asks \"" + id + "\" has probing: 0",
                      "raise its probing, or leave the follow-ups out");
        }
        for (std::size_t k = 0; k < follow_ups.size(); ++k) {
            if (follow_ups[k].is_object() &&
                contradicts_itself(follow_ups[k].value("when", Json()))) {
                file.warn(pointer + "/follow_ups/" + std::to_string(k) + "/when", "panel.308",
                          "can never hold: it wants the same thing there and missing",
                          "drop one of the two, or use any");
            }
        }
    });
}

void warn_of_high_floors(Examination& file) {
    const Words labels = labels_of(file.root());
    const auto top = static_cast<std::int64_t>(labels.size() - 1) * 1000;
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        if (!signal.contains("floors") || !signal["floors"].is_object()) return;
        for (const auto& [level, floor] : signal["floors"].items()) {
            const bool only_top = floor == labels.back() ||
                                  (floor.is_number_integer() && floor > top - 1000 && floor <= top);
            if (only_top) {
                file.warn(pointer + "/floors/" + level, "panel.309",
                          "only " + labels.back() + " passes: hardly anybody is hired at " + level,
                          "set the floor to the lowest rating that the team could live with");
            }
        }
    });
}

void warn_of_silent_rounds(Examination& file) {
    if (file.ids("questions").empty()) return;
    file.each("rounds", [&](const Json& round, const std::string& pointer) {
        if (texts_under(round, "questions").empty()) {
            file.warn(pointer, "panel.310",
                      "the round \"" + text_under(round, "id") + "\" asks nothing",
                      "give it questions, or leave it out");
        }
    });
}

void warn_of_powerless_weights(Examination& file) {
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        if (!signal.contains("weights") || !signal["weights"].is_object()) return;
        const Json floors = signal.value("floors", Json::object());
        for (const auto& [level, weight] : signal["weights"].items()) {
            if (weight != 0 || (floors.is_object() && floors.contains(level))) continue;
            file.warn(pointer + "/weights/" + level, "panel.311",
                      "without weight or floor, \"" + text_under(signal, "id") +
                          "\" cannot change a decision at " + level,
                      "give it a weight or a floor, or leave the signal out");
        }
    });
}

}  // namespace

void judge_panel(Examination& file) {
    warn_of_unowned_signals(file);
    warn_of_unreachable_questions(file);
    warn_of_short_rounds(file);
    warn_of_anchors(file);
    warn_of_repeated_conditions(file);
    warn_of_dead_follow_ups(file);
    warn_of_high_floors(file);
    warn_of_silent_rounds(file);
    warn_of_powerless_weights(file);
}

}  // namespace halfstep
