#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "panel/feedback.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"
#include "panel/transcript.hpp"

/// The JSON forms of contract.md, checked on the way in: an Error names the place as a JSON
/// pointer. Writing is canonical: equal values give equal bytes (keys sorted, no spaces).
namespace halfstep {

class JsonReader;

/// Parses UTF-8 JSON; refuses duplicate keys, nesting over 64 and malformed UTF-8.
Result<nlohmann::json> parse_json(std::string_view text);
/// Sorted keys, no spaces: the form that is hashed.
std::string canonical(const nlohmann::json& value);

/// A line of text, or an object of all, any or not; null is always.
nlohmann::json to_json(const Condition& condition);
Result<Condition> condition_from_json(const nlohmann::json& value, const std::string& where);

nlohmann::json to_json(const PanelSpec& panel);
/// Takes the object a panel file holds (after YAML and `extends`). Checks types and references;
/// everything a person should be told at once is scenarios/lint's work.
Result<PanelSpec> panel_from_json(const nlohmann::json& value);

nlohmann::json to_json(const Transcript& transcript);
Result<Transcript> transcript_from_json(const nlohmann::json& value);

nlohmann::json to_json(const Feedback& feedback);
Result<Feedback> feedback_from_json(const nlohmann::json& value, const std::string& where);

nlohmann::json to_json(const std::vector<RefusedCard>& cards);
/// The list under "refused"; empty when there is none.
std::vector<RefusedCard> read_refused(JsonReader& reader);
std::size_t read_proposed(JsonReader& reader);

nlohmann::json to_json(const Packet& packet);
Result<Packet> packet_from_json(const nlohmann::json& value);

nlohmann::json to_json(const Change& change);
Result<Change> change_from_json(const nlohmann::json& value, const std::string& where);

nlohmann::json to_json(const Event& event);
/// Older versions of a kind's data are brought up to date first.
Result<Event> event_from_json(const nlohmann::json& value);

std::string_view to_text(MoveKind move);
std::string_view to_text(TurnKind kind);
std::string_view to_text(EvidenceForm form);
std::string_view to_text(Confidence confidence);

/// SHA-256 of the canonical JSON: what FeedbackSealed carries.
std::string seal_of(const Feedback& feedback);

}  // namespace halfstep
