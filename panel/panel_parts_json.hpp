#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "panel/json_reader.hpp"
#include "panel/panel_spec.hpp"

/// The parts of a panel, each read by itself for panel_from_json. `where` is the part's place in
/// the panel as a JSON pointer; errors are panel.1xx.
namespace halfstep {

inline const std::vector<std::string_view> kSeatKinds{"agent", "model", "human"};
inline const std::vector<std::string_view> kSeatFallbacks{"take_over", "abstain"};

using Personas = std::map<std::string, Persona>;

Personas read_personas(JsonReader& panel);
Result<SeatSpec> seat_from_json(const nlohmann::json& value, const std::string& where,
                                const Personas& personas);

Scale read_scale(JsonReader& panel);
Result<SignalSpec> signal_from_json(const nlohmann::json& value, const std::string& where,
                                    const Scale& scale);

Result<RoundSpec> round_from_json(const nlohmann::json& value, const std::string& where);
Result<QuestionSpec> question_from_json(const nlohmann::json& value, const std::string& where);
Result<CompanyValue> value_from_json(const nlohmann::json& value, const std::string& where);

/// A map of names to texts under a key.
std::map<std::string, std::string> read_texts(JsonReader& reader, const char* key);
/// One text under a key, or a list of them.
std::vector<std::string> text_or_list(JsonReader& reader, const char* key);

}  // namespace halfstep
