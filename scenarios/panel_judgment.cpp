#include "scenarios/panel_judgment.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "panel/condition.hpp"
#include "panel/json.hpp"

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

/// Letters and digits in lower case: what two texts say, whatever their spaces and stops.
std::string plain(const std::string& text) {
    std::string letters;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code >= 0x80 || std::isalnum(code)) letters += static_cast<char>(std::tolower(code));
    }
    return letters;
}

void warn_of_anchors(Examination& file) {
    const Words labels = labels_of(file.root());
    const std::string target = text_under(file.root(), "target_level");
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        if (!signal.contains("anchors") || !signal["anchors"].is_object()) return;
        if (!signal["anchors"].empty() && !target.empty() && !signal["anchors"].contains(target)) {
            file.warn(pointer + "/anchors", "panel.304",
                      "no anchors at " + target + ", the level interviewed for",
                      "say what earns each rating there");
        }
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
                    label_of_text.emplace(plain(anchors[label].get<std::string>()), label);
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

/// The longest round that asks a question, in seconds; 0 when none does.
std::int64_t longest_round(Examination& file, const std::string& question) {
    std::int64_t longest = 0;
    file.each("rounds", [&](const Json& round, const std::string&) {
        if (!contains(texts_under(round, "questions"), question)) return;
        const Json minutes = round.value("minutes", Json(45));
        if (minutes.is_number_integer()) {
            longest = std::max(longest,
                               std::clamp<std::int64_t>(minutes.get<std::int64_t>(), 0, 480) * 60);
        }
    });
    return longest;
}

/// The greatest number of seconds that must pass for it to hold.
std::int64_t seconds_needed(const Condition& condition) {
    std::int64_t seconds = condition.kind == Condition::Kind::Longer ? condition.seconds : 0;
    if (condition.kind != Condition::Kind::All) return seconds;
    for (const Condition& part : condition.parts) {
        seconds = std::max(seconds, seconds_needed(part));
    }
    return seconds;
}

void warn_of_impossible_conditions(Examination& file) {
    file.each("questions", [&](const Json& question, const std::string& pointer) {
        const Json follow_ups = question.value("follow_ups", Json());
        if (!follow_ups.is_array()) return;
        const std::int64_t longest = longest_round(file, text_under(question, "id"));
        for (std::size_t k = 0; k < follow_ups.size(); ++k) {
            if (!follow_ups[k].is_object() || !follow_ups[k].contains("when")) continue;
            const Result<Condition> when = condition_from_json(follow_ups[k]["when"], "");
            if (!when) continue;
            const std::string place = pointer + "/follow_ups/" + std::to_string(k) + "/when";
            if (never_holds(*when)) {
                file.warn(place, "panel.308", "can never hold: its parts exclude each other",
                          "drop one of them, or join them with any");
            } else if (longest > 0 && seconds_needed(*when) >= longest) {
                file.warn(place, "panel.308",
                          "can never hold: no round that asks this is longer than " +
                              std::to_string(longest / 60) + " minutes",
                          "write a shorter time");
            }
        }
    });
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
                          "only " + labels.back() + " passes this floor at " + level,
                          "set the floor to the lowest rating that the team could live with");
            }
        }
    });
}

/// Seats whose rating counts for a signal: those it names, or those that list it.
std::set<std::string> owners_of(Examination& file, const Json& signal) {
    const Words named = texts_under(signal, "owner");
    std::set<std::string> owners(named.begin(), named.end());
    if (!owners.empty()) return owners;
    file.each("seats", [&](const Json& seat, const std::string&) {
        if (contains(texts_under(seat, "signals"), text_under(signal, "id"))) {
            owners.insert(text_under(seat, "id"));
        }
    });
    return owners;
}

void warn_of_signals_without_questions(Examination& file) {
    if (file.ids("rounds").empty()) return;
    std::set<std::string> with_round;
    file.each("rounds", [&](const Json& round, const std::string&) {
        const std::string seat = text_under(round, "seat");
        with_round.insert(seat.empty() ? text_under(round, "id") : seat);
    });
    std::set<std::string> shown;
    file.each("questions", [&](const Json& question, const std::string&) {
        for (const std::string& signal : texts_under(question, "signals")) shown.insert(signal);
    });
    file.each("signals", [&](const Json& signal, const std::string& pointer) {
        const std::string id = text_under(signal, "id");
        const std::set<std::string> owners = owners_of(file, signal);
        const bool heard = std::ranges::any_of(
            owners, [&](const std::string& seat) { return with_round.contains(seat); });
        if (heard && !shown.empty() && !shown.contains(id)) {
            file.warn(pointer, "panel.313", "no question is meant to show \"" + id + "\"",
                      "name it under the signals of a question");
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

}  // namespace

void judge_panel(Examination& file) {
    warn_of_unowned_signals(file);
    warn_of_unreachable_questions(file);
    warn_of_short_rounds(file);
    warn_of_anchors(file);
    warn_of_repeated_conditions(file);
    warn_of_dead_follow_ups(file);
    warn_of_impossible_conditions(file);
    warn_of_high_floors(file);
    warn_of_signals_without_questions(file);
    warn_of_silent_rounds(file);
}

}  // namespace halfstep
