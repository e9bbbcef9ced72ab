#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

const std::vector<std::string_view> kChanges{"set_rating", "drop_card",    "set_policy",
                                             "set_level",  "retry_answer", "set_persona"};

Json to_json(const PersonaChange& persona) {
    Json value = Json::object();
    if (persona.strictness) value["strictness"] = *persona.strictness;
    if (persona.stubbornness) value["stubbornness"] = *persona.stubbornness;
    if (persona.loudness) value["loudness"] = *persona.loudness;
    return value;
}

PersonaChange read_persona(JsonReader& change) {
    PersonaChange persona;
    const Json* value = change.find("persona");
    const Json missing;
    JsonReader reader(value ? *value : missing, change.where_of("persona"), "change");
    persona.strictness = reader.optional_number("strictness", -2, 2);
    persona.stubbornness = reader.optional_number("stubbornness", 0, 1);
    persona.loudness = reader.optional_number("loudness", 0, 1);
    for (const char* key : {"patience", "warmth", "probing"}) {
        if (!reader.find(key)) continue;
        reader.fail(209, reader.where_of(key), "shapes what is asked, and that has been said",
                    "change strictness, stubbornness or loudness, or run another loop");
    }
    if (!reader.ok()) change.absorb(reader.error());
    return persona;
}

}  // namespace

nlohmann::json to_json(const Change& change) {
    Json value{{"change", kChanges[static_cast<std::size_t>(change.kind)]}};
    const auto add = [&](const char* key, const std::string& text) {
        if (!text.empty()) value[key] = text;
    };
    add("seat", change.seat);
    add("signal", change.signal);
    add("rating", change.rating);
    add("card", change.card);
    add("policy", change.policy);
    add("level", change.level);
    if (change.kind == Change::Kind::RetryAnswer) {
        value["round"] = change.round;
        value["turn"] = change.turn;
        value["text"] = change.text;
    }
    if (change.kind == Change::Kind::SetPersona) value["persona"] = to_json(change.persona);
    return value;
}

Result<Change> change_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "change");
    Change change;
    // "change" names the kind; "kind" and "type" are what people try first and are read alike.
    const char* key = reader.find("change") ? "change" : reader.find("kind") ? "kind" : "type";
    change.kind = static_cast<Change::Kind>(reader.find(key) ? reader.choice(key, kChanges)
                                                             : reader.choice("change", kChanges));
    change.seat = reader.text_or("seat", "");
    switch (change.kind) {
        case Change::Kind::SetRating:
            change.signal = reader.text("signal");
            change.rating = reader.text("rating");
            break;
        case Change::Kind::DropCard:
            change.card = reader.text("card");
            break;
        case Change::Kind::SetPolicy:
            change.policy = reader.text("policy");
            break;
        case Change::Kind::SetLevel:
            change.level = reader.text("level");
            break;
        case Change::Kind::RetryAnswer:
            change.round = reader.text("round");
            change.turn = static_cast<std::size_t>(reader.integer("turn", 0, kTurnMax));
            change.text = reader.text("text");
            break;
        case Change::Kind::SetPersona:
            reader.text("seat");
            change.persona = read_persona(reader);
            break;
    }
    if (!reader.ok()) return reader.error();
    return change;
}

}  // namespace halfstep
