#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "panel/packet.hpp"

namespace halfstep {

/// A verdict for a person at a terminal: the decision, the signals as a table, the reasons with the
/// words they rest on, what would have changed it. At most 100 columns, no colour.
///
/// @param verdict a halfstep/verdict object
/// @param packet  what it was decided on
std::string verdict_table(const nlohmann::json& verdict, const Packet& packet);

/// "hire at senior", "hire at mid, one level down from senior", "no hire", "more signal needed".
std::string decision_in_words(const nlohmann::json& verdict);

/// Text broken at spaces into lines of at most `columns`, every line but the first indented.
std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent);

}  // namespace halfstep
