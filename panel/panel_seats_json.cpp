#include "panel/panel_parts_json.hpp"

#include "panel/persona_presets.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kPersonasMax = 50;

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

}  // namespace

Personas read_personas(JsonReader& panel) {
    Personas personas;
    const Json& values = panel.array_or_empty("personas");
    for (std::size_t k = 0; k < values.size() && k < kPersonasMax && panel.ok(); ++k) {
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
        reader.choice_or("fallback", kSeatFallbacks, seat.kind == SeatKind::Human ? 1 : 0));
    seat.deadline_minutes = reader.integer_or("deadline_minutes", 0, 0, 100'000);
    if (!reader.ok()) return reader.error();
    return seat;
}

}  // namespace halfstep
