#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace halfstep {

/// A verdict and the feedback behind it, to print or to pass on. Takes {packet, verdict} as
/// debrief.get gives it; what is missing is left out.
///
/// Every quote leads to its turn of the transcript, where there is one. The HTML stands alone: no
/// script, no outside file, and every word from the packet escaped.
std::string report_html(const nlohmann::json& debrief);
std::string report_markdown(const nlohmann::json& debrief);

/// "down_level" at "mid" as "Hire at mid"; for headings.
std::string outcome_text(const nlohmann::json& ruling);

}  // namespace halfstep
