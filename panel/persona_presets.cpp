#include "panel/persona_presets.hpp"

#include <utility>

namespace halfstep {
namespace {

// Characters coaches ask for; every number may be overridden in the file.
const std::pair<std::string_view, Persona> kPresets[]{
    {"even", {}},
    {"warm", {.strictness = -0.2, .patience_words = 280, .patience_seconds = 150, .warmth = 0.9}},
    {"skeptic", {.strictness = 0.3, .warmth = 0.3, .probing = 5, .stubbornness = 0.6}},
    {"stern",
     {.strictness = 0.6,
      .patience_words = 140,
      .patience_seconds = 75,
      .warmth = 0.1,
      .probing = 4,
      .stubbornness = 0.5}},
    {"quiet", {.patience_words = 400, .patience_seconds = 240, .warmth = 0.4, .probing = 1}},
    {"hurried", {.patience_words = 110, .patience_seconds = 60, .warmth = 0.4, .probing = 2}},
    {"dominant", {.strictness = 0.2, .warmth = 0.4, .stubbornness = 0.8, .loudness = 0.8}},
    {"bar_raiser",
     {.strictness = 0.4, .warmth = 0.4, .probing = 5, .stubbornness = 0.7, .loudness = 0.3}},
};

}  // namespace

std::optional<Persona> persona_preset(std::string_view name) {
    for (const auto& [known, persona] : kPresets) {
        if (known == name) return persona;
    }
    return std::nullopt;
}

std::vector<std::string> persona_presets() {
    std::vector<std::string> names;
    for (const auto& [name, unused] : kPresets) names.emplace_back(name);
    return names;
}

}  // namespace halfstep
