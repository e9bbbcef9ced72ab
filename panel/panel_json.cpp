#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"
#include "panel/persona_presets.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

const std::vector<std::string_view> kSeatKinds{"agent", "model", "human"};
const std::vector<std::string_view> kFallbacks{"take_over", "abstain"};
constexpr std::int64_t kMilliMax = 11'000;

// ---- writing -----------------------------------------------------------------------------------

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
        {"fallback", kFallbacks[static_cast<std::size_t>(seat.fallback)]},
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

// ---- reading -----------------------------------------------------------------------------------

template <typename T, typename Decode>
std::vector<T> read_list(JsonReader& reader, const char* key, std::size_t most, Decode decode) {
    std::vector<T> items;
    const Json& values = reader.array_or_empty(key);
    if (values.size() > most) {
        reader.fail(112, reader.where_of(key), std::to_string(values.size()) + " are too many",
                    "at most " + std::to_string(most));
    }
    for (std::size_t k = 0; k < values.size() && reader.ok(); ++k) {
        Result<T> item = decode(values[k], reader.where_of(key) + "/" + std::to_string(k));
        if (!item) {
            reader.absorb(item.error());
        } else {
            items.push_back(std::move(*item));
        }
    }
    return items;
}

/// A map of names to whole numbers, or to labels of the scale where there is one.
std::map<std::string, std::int64_t> read_numbers(JsonReader& reader, const char* key,
                                                 std::int64_t high, const Scale* scale) {
    std::map<std::string, std::int64_t> numbers;
    const Json* values = reader.find(key);
    if (!values) return numbers;
    JsonReader map(*values, reader.where_of(key), "panel");
    for (const auto& [name, value] : values->items()) {
        if (!map.ok()) break;
        if (scale && value.is_string()) {
            const auto index = scale->index_of(value.get<std::string>());
            if (!index) {
                map.fail(120, map.where_of(name.c_str()),
                         "\"" + value.get<std::string>() + "\" is not a label of the scale",
                         "use one of the scale's labels, or milli-steps");
                break;
            }
            // "The lowest rating that passes": half a step below that label fails.
            numbers[name] =
                std::max<std::int64_t>(0, static_cast<std::int64_t>(*index) * 1000 - 500);
            continue;
        }
        numbers[name] = map.integer(name.c_str(), 0, high);
    }
    if (!map.ok()) reader.absorb(map.error());
    return numbers;
}

std::map<std::string, std::string> read_texts(JsonReader& reader, const char* key) {
    std::map<std::string, std::string> texts;
    const Json* values = reader.find(key);
    if (!values) return texts;
    JsonReader map(*values, reader.where_of(key), "panel");
    for (const auto& [name, value] : values->items()) texts[name] = map.text(name.c_str());
    if (!map.ok()) reader.absorb(map.error());
    return texts;
}

Scale read_scale(JsonReader& reader) {
    const Json* value = reader.find("scale");
    if (!value) return default_scale();
    JsonReader object(*value, reader.where_of("scale"), "panel");
    Scale scale;
    scale.labels = read_list<ScaleLabel>(
        object, "labels", limits::kScaleLabelsMax,
        [](const Json& item, const std::string& where) -> Result<ScaleLabel> {
            JsonReader label(item, where, "panel");
            ScaleLabel read{label.text("label"), label.text_or("meaning", "")};
            if (!label.ok()) return label.error();
            return read;
        });
    if (scale.labels.empty()) scale.labels = default_scale().labels;
    const std::string bar = object.text_or("bar", "lean_hire");
    const auto index = scale.index_of(bar);
    if (!index || *index == 0 || scale.labels.size() < limits::kScaleLabelsMin) {
        object.fail(121, object.where_of("bar"),
                    "the bar \"" + bar + "\" must be a label above the lowest",
                    "name the lowest label that meets the bar");
    }
    scale.bar = index.value_or(1);
    if (!object.ok()) reader.absorb(object.error());
    return scale;
}

std::vector<std::string> text_or_list(JsonReader& reader, const char* key) {
    const Json* value = reader.find(key);
    if (value && value->is_string()) return {value->get<std::string>()};
    return reader.texts_or_empty(key);
}

Result<OwnWords> own_words_from_json(const Json& value, const std::string& where) {
    if (value.is_string()) return OwnWords{{value.get<std::string>()}, {}};
    JsonReader reader(value, where, "panel");
    OwnWords entry{text_or_list(reader, "words"), {}};
    if (const auto means = reader.optional_text("means")) {
        entry.means = observation_named(*means);
        if (!entry.means) {
            reader.fail(107, reader.where_of("means"),
                        "nothing observed is called \"" + *means + "\"",
                        "such as number, failure mode, learning");
        }
    }
    if (!reader.ok()) return reader.error();
    return entry;
}

Result<SignalSpec> signal_from_json(const Json& value, const std::string& where,
                                    const Scale& scale) {
    JsonReader reader(value, where, "panel");
    SignalSpec signal;
    signal.id = reader.text("id");
    signal.meaning = reader.text_or("meaning", "");
    signal.owner = text_or_list(reader, "owner");
    signal.weights = read_numbers(reader, "weights", 1000, nullptr);
    signal.floors = read_numbers(reader, "floors", kMilliMax, &scale);
    signal.relief = reader.integer_or("relief", 0, 0, kMilliMax);
    signal.compensable = reader.integer_or("compensable", 0, 0, 1000);
    signal.adjacent = read_numbers(reader, "adjacent", 1000, nullptr);
    if (const Json* anchors = reader.find("anchors"); anchors && anchors->is_object()) {
        JsonReader levels(*anchors, reader.where_of("anchors"), "panel");
        for (const auto& [level, unused] : anchors->items()) {
            signal.anchors[level] = read_texts(levels, level.c_str());
        }
        if (!levels.ok()) reader.absorb(levels.error());
    }
    signal.vocabulary = read_list<OwnWords>(reader, "vocabulary", 200, own_words_from_json);
    signal.usual_rejection = reader.text_or("usual_rejection", "");
    if (!reader.ok()) return reader.error();
    return signal;
}

using Personas = std::map<std::string, Persona>;

/// A persona of the panel or a preset. @error panel.130
Result<Persona> persona_named(const std::string& name, const Personas& own,
                              const std::string& where) {
    if (const auto found = own.find(name); found != own.end()) return found->second;
    if (const auto preset = persona_preset(name)) return *preset;
    return Error{ErrorCode::InvalidData, "panel.130", "there is no persona \"" + name + "\"", where,
                 "add it to personas, or name a preset such as skeptic"};
}

/// The name of a persona, or numbers over those of its preset.
Result<Persona> persona_from_json(const Json& value, const std::string& where,
                                  const Personas& own) {
    if (value.is_string()) return persona_named(value.get<std::string>(), own, where);
    JsonReader reader(value, where, "panel");
    Persona persona;
    if (const auto preset = reader.optional_text("preset")) {
        Result<Persona> base = persona_named(*preset, own, reader.where_of("preset"));
        if (!base) return base.error();
        persona = *base;
    }
    const auto number = [&](const char* key, double& field, double low, double high) {
        field = reader.optional_number(key, low, high).value_or(field);
    };
    number("strictness", persona.strictness, -2, 2);
    number("warmth", persona.warmth, 0, 1);
    persona.probing = reader.integer_or("probing", persona.probing, 0, 6);
    number("stubbornness", persona.stubbornness, 0, 1);
    number("loudness", persona.loudness, 0, 1);
    if (const Json* patience = reader.find("patience")) {
        JsonReader limits(*patience, reader.where_of("patience"), "panel");
        persona.patience_words = limits.integer_or("words", persona.patience_words, 20, 5000);
        persona.patience_seconds = limits.integer_or("seconds", persona.patience_seconds, 5, 3600);
        if (!limits.ok()) reader.absorb(limits.error());
    }
    if (!reader.ok()) return reader.error();
    return persona;
}

Personas read_personas(JsonReader& panel) {
    Personas personas;
    const Json& values = panel.array_or_empty("personas");
    for (std::size_t k = 0; k < values.size() && k < 50 && panel.ok(); ++k) {
        const std::string where = panel.where_of("personas") + "/" + std::to_string(k);
        JsonReader item(values[k], where, "panel");
        const std::string id = item.text("id");
        // Built from presets alone, so that no persona can lead back to itself.
        Result<Persona> persona = persona_from_json(values[k], where, {});
        if (!item.ok()) panel.absorb(item.error());
        if (!persona) {
            panel.absorb(persona.error());
        } else {
            personas.emplace(id, *persona);
        }
    }
    return personas;
}

Result<SeatSpec> seat_from_json(const Json& value, const std::string& where,
                                const Personas& personas) {
    JsonReader reader(value, where, "panel");
    SeatSpec seat;
    seat.id = reader.text("id");
    seat.title = reader.text_or("title", seat.id);
    seat.kind = static_cast<SeatKind>(reader.choice_or("kind", kSeatKinds, 0));
    seat.signals = text_or_list(reader, "signals");
    if (const Json* persona = reader.find("persona")) {
        Result<Persona> read = persona_from_json(*persona, reader.where_of("persona"), personas);
        if (!read) return read.error();
        seat.persona = *read;
    }
    seat.fallback = static_cast<SeatFallback>(
        reader.choice_or("fallback", kFallbacks, seat.kind == SeatKind::Human ? 1 : 0));
    seat.deadline_minutes = reader.integer_or("deadline_minutes", 0, 0, 100'000);
    if (!reader.ok()) return reader.error();
    return seat;
}

Result<RoundSpec> round_from_json(const Json& value, const std::string& where) {
    JsonReader reader(value, where, "panel");
    RoundSpec round;
    round.id = reader.text("id");
    round.seat = reader.text_or("seat", round.id);
    round.minutes = reader.integer_or("minutes", 45, 1, 480);
    round.questions = reader.texts_or_empty("questions");
    round.kind = reader.text_or("kind", round.id);
    if (!reader.ok()) return reader.error();
    return round;
}

Result<LookFor> look_for_from_json(const Json& value, const std::string& where) {
    if (value.is_string()) return LookFor{value.get<std::string>(), {}};
    JsonReader reader(value, where, "panel");
    LookFor look{reader.text("point"), reader.texts_or_empty("ways")};
    if (!reader.ok()) return reader.error();
    return look;
}

Result<FollowUp> follow_up_from_json(const Json& value, const std::string& where) {
    JsonReader reader(value, where, "panel");
    FollowUp follow_up;
    const Json* when = reader.find("when");
    Result<Condition> condition = condition_from_json(when ? *when : Json(), where + "/when");
    if (!condition) {
        reader.absorb(condition.error());
    } else {
        follow_up.when = std::move(*condition);
        follow_up.when_text = to_text(follow_up.when);
    }
    follow_up.ask = reader.text("ask");
    if (!reader.ok()) return reader.error();
    return follow_up;
}

Result<QuestionSpec> question_from_json(const Json& value, const std::string& where) {
    JsonReader reader(value, where, "panel");
    QuestionSpec question;
    question.id = reader.text("id");
    question.ask = reader.text("ask");
    question.signals = text_or_list(reader, "signals");
    question.looks_for = read_list<LookFor>(reader, "looks_for", 100, look_for_from_json);
    question.follow_ups = read_list<FollowUp>(reader, "follow_ups", 100, follow_up_from_json);
    question.challenges = text_or_list(reader, "challenges");
    if (const Json* problem = reader.find("problem")) {
        JsonReader object(*problem, reader.where_of("problem"), "panel");
        question.problem =
            ProblemSpec{object.text_or("statement", ""), read_texts(object, "starter"),
                        read_texts(object, "tests"), object.texts_or_empty("pitfalls")};
        if (!object.ok()) reader.absorb(object.error());
    }
    if (!reader.ok()) return reader.error();
    return question;
}

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

Result<ValueSign> sign_from_json(const Json& value, const std::string& where) {
    Result<LookFor> point = look_for_from_json(value, where);
    if (!point) return point.error();
    ValueSign sign{std::move(*point), {}};
    if (!value.is_object() || !value.contains("when")) return sign;
    Result<Condition> when = condition_from_json(value["when"], where + "/when");
    if (!when) return when.error();
    sign.when = std::move(*when);
    return sign;
}

Result<CompanyValue> value_from_json(const Json& value, const std::string& where) {
    CompanyValue read;
    if (value.is_string()) {
        read.id = value.get<std::string>();
        return read;
    }
    JsonReader reader(value, where, "panel");
    read.id = reader.text("id");
    read.meaning = reader.text_or("meaning", "");
    read.signals = text_or_list(reader, "signals");
    read.counts = read_list<ValueSign>(reader, "counts", 50, sign_from_json);
    read.ask = reader.text_or("ask", "");
    if (!reader.ok()) return reader.error();
    return read;
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
    panel.signals = read_list<SignalSpec>(reader, "signals", limits::kSignalsMax,
                                          [&](const Json& item, const std::string& where) {
                                              return signal_from_json(item, where, panel.scale);
                                          });
    const Personas personas = read_personas(reader);
    panel.seats = read_list<SeatSpec>(reader, "seats", limits::kSeatsMax,
                                      [&](const Json& item, const std::string& where) {
                                          return seat_from_json(item, where, personas);
                                      });
    panel.rounds = read_list<RoundSpec>(reader, "rounds", limits::kRoundsMax, round_from_json);
    panel.questions =
        read_list<QuestionSpec>(reader, "questions", limits::kQuestionsMax, question_from_json);
    panel.policy = policy_from_json(reader);
    panel.values = read_list<CompanyValue>(reader, "values", 100, value_from_json);
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
