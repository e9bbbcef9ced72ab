#include "scenarios/panel_checks.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/limits.hpp"
#include "panel/condition.hpp"
#include "scenarios/near_word.hpp"
#include "scenarios/panel_examination.hpp"
#include "scenarios/panel_judgment.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;
const Words kPolicies{"floor_ledger", "weighted_mean",  "committee_consensus",
                      "bar_raiser",   "hiring_manager", "majority_grade",
                      "unanimous",    "champion",       "mediating_assessments"};

/// Keys each kind of object may have; anything else is a slip of the pen.
const std::map<std::string, Words> kKeys{
    {"panel",
     {"format", "version", "name", "title", "extends", "role", "ladder", "target_level", "scale",
      "signals", "seats", "rounds", "questions", "policy", "values", "notes", "usual_rejection"}},
    {"signal",
     {"id", "remove", "meaning", "owner", "weights", "floors", "relief", "compensable", "adjacent",
      "anchors", "vocabulary", "usual_rejection"}},
    {"seat",
     {"id", "remove", "title", "kind", "signals", "persona", "fallback", "deadline_minutes"}},
    {"persona", {"strictness", "patience", "warmth", "probing", "stubbornness", "loudness"}},
    {"round", {"id", "remove", "seat", "minutes", "questions", "kind"}},
    {"question",
     {"id", "remove", "ask", "signals", "looks_for", "follow_ups", "challenges", "problem"}},
    {"follow_up", {"when", "ask"}},
    {"look_for", {"point", "ways"}},
    {"policy", {"id", "parameters"}},
};

void check_keys(Examination& file, const Json& object, const std::string& pointer,
                const std::string& kind) {
    if (!object.is_object()) return;
    const Words& known = kKeys.at(kind);
    for (const auto& [key, value] : object.items()) {
        if (contains(known, key)) continue;
        // Within braces a comma ends the text, and what follows reads as a key without a value.
        const std::string hint = value.is_null() && object.size() > 1
                                     ? "a comma ends a text within braces: put the text in quotes"
                                     : suggestion(key, known);
        file.error(pointer + "/" + key, "panel.201", "a " + kind + " has no key \"" + key + "\"",
                   hint);
    }
}

void check_known_keys(Examination& file) {
    check_keys(file, file.root(), "", "panel");
    const auto of_list = [&](const char* list, const char* kind) {
        file.each(list, [&](const Json& item, const std::string& pointer) {
            check_keys(file, item, pointer, kind);
        });
    };
    of_list("signals", "signal");
    of_list("seats", "seat");
    of_list("rounds", "round");
    of_list("questions", "question");
    file.each("seats", [&](const Json& seat, const std::string& pointer) {
        if (seat.contains("persona")) {
            check_keys(file, seat["persona"], pointer + "/persona", "persona");
        }
    });
    const auto within_questions = [&](const char* list, const char* kind) {
        file.each("questions", [&](const Json& question, const std::string& pointer) {
            if (!question.contains(list) || !question[list].is_array()) return;
            for (std::size_t k = 0; k < question[list].size(); ++k) {
                check_keys(file, question[list][k], pointer + "/" + list + "/" + std::to_string(k),
                           kind);
            }
        });
    };
    within_questions("follow_ups", "follow_up");
    within_questions("looks_for", "look_for");
    if (file.root().contains("policy")) {
        check_keys(file, file.root()["policy"], "/policy", "policy");
    }
}

void check_needed_keys(Examination& file, const Words& top) {
    for (const std::string& key : top) {
        if (!file.root().contains(key)) {
            file.error("", "panel.202", "\"" + key + "\" is missing", "add it");
        }
    }
    const auto needs = [&](const char* list, const char* key) {
        file.each(list, [&](const Json& item, const std::string& pointer) {
            if (!item.contains(key)) {
                file.error(pointer, "panel.202", std::string("\"") + key + "\" is missing",
                           "add it");
            }
        });
    };
    for (const char* list : {"signals", "seats", "rounds", "questions"}) needs(list, "id");
    needs("questions", "ask");
}

/// False when a list is longer than a panel may hold; then no rule looks across the lists.
bool check_limits(Examination& file) {
    bool within = true;
    const auto check = [&](const Json& list, const std::string& pointer, std::size_t most) {
        if (!list.is_array() || list.size() <= most) return;
        within = false;
        file.error(pointer, "panel.112", std::to_string(list.size()) + " are too many",
                   "at most " + std::to_string(most));
    };
    const std::pair<const char*, std::size_t> lists[]{{"ladder", limits::kLadderLevelsMax},
                                                      {"signals", limits::kSignalsMax},
                                                      {"seats", limits::kSeatsMax},
                                                      {"rounds", limits::kRoundsMax},
                                                      {"questions", limits::kQuestionsMax}};
    for (const auto& [list, most] : lists) {
        if (file.root().contains(list)) check(file.root()[list], "/" + std::string(list), most);
    }
    file.each("rounds", [&](const Json& round, const std::string& pointer) {
        if (round.contains("questions")) {
            check(round["questions"], pointer + "/questions", limits::kQuestionsMax);
        }
    });
    return within;
}

void check_file_name(Examination& file, const std::string& path, const char* kind) {
    const std::size_t slash = path.rfind('/');
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    const std::size_t ending = name.find(kind);
    if (ending == std::string::npos || !file.root().contains("name")) return;
    if (file.root()["name"] != name.substr(0, ending)) {
        file.error("/name", "panel.203", "the name is not that of the file",
                   "write name: " + name.substr(0, ending) + ", or rename the file");
    }
}

void check_duplicate_ids(Examination& file) {
    for (const char* list : {"signals", "seats", "rounds", "questions"}) {
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
    for (const char* list : {"signals", "seats", "rounds", "questions"}) {
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

void check_references(Examination& file) {
    check_reference(file, "signals", "owner", "seat", "seats");
    check_reference(file, "seats", "signals", "signal", "signals");
    check_reference(file, "rounds", "seat", "seat", "seats");
    check_reference(file, "rounds", "questions", "question", "questions");
    check_reference(file, "questions", "signals", "signal", "signals");
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

void check_policy(Examination& file) {
    const auto policy = file.root().find("policy");
    if (policy == file.root().end()) return;
    const Json id = policy->is_object() ? policy->value("id", Json()) : *policy;
    if (id.is_string() && !contains(kPolicies, id.get<std::string>())) {
        file.unknown(policy->is_object() ? "/policy/id" : "/policy", "panel.210", "policy",
                     id.get<std::string>(), kPolicies);
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

void check_conditions(Examination& file) {
    file.each("questions", [&](const Json& question, const std::string& pointer) {
        if (!question.contains("follow_ups") || !question["follow_ups"].is_array()) return;
        for (std::size_t k = 0; k < question["follow_ups"].size(); ++k) {
            const Json& follow_up = question["follow_ups"][k];
            if (follow_up.is_object() && follow_up.contains("when")) {
                check_condition(file, follow_up["when"],
                                pointer + "/follow_ups/" + std::to_string(k) + "/when");
            }
        }
    });
}

}  // namespace

std::vector<Problem> panel_problems(const YamlDocument& document, const std::string& path) {
    Examination file(document, path);
    if (!document.value.is_object()) {
        file.error("", "panel.200", "a panel file is a set of keys",
                   "start with format: halfstep/panel");
        return file.take();
    }
    check_known_keys(file);
    check_needed_keys(file, {"format", "version", "name", "signals", "seats"});
    check_file_name(file, path, ".panel.");
    if (!check_limits(file)) return file.take();
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
    if (text_under(document.value, "format") != "halfstep/fragment") {
        file.error("/format", "panel.200", "a fragment's format is halfstep/fragment",
                   "start with format: halfstep/fragment");
        return file.take();
    }
    check_known_keys(file);
    check_needed_keys(file, {"version", "name"});
    check_file_name(file, path, ".fragment.");
    if (!check_limits(file)) return file.take();
    check_duplicate_ids(file);
    check_removals(file);
    check_policy(file);
    check_conditions(file);
    return file.take();
}

}  // namespace halfstep
