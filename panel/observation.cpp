#include "panel/observation.hpp"

namespace halfstep {
namespace {

constexpr std::array<std::string_view, kObservationKinds.size()> kTexts{
    "decision",     "reason",     "rejected_option", "number",
    "failure_mode", "test",       "complexity",      "clarifying_question",
    "scope",        "influence",  "owned_failure",   "learning",
    "outcome",      "motivation", "concern"};

}  // namespace

std::string_view to_text(ObservationKind kind) {
    return kTexts[static_cast<std::size_t>(kind)];
}

std::optional<ObservationKind> observation_kind_from(std::string_view text) {
    for (const ObservationKind kind : kObservationKinds) {
        if (to_text(kind) == text) return kind;
    }
    return std::nullopt;
}

}  // namespace halfstep
