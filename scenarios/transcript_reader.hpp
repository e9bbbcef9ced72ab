#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// Reads a transcript from anywhere: halfstep/transcript JSON, plain text ("# behavioral" heads a
/// round, "Interviewer:" and "Candidate:" start a turn), WebVTT with voice tags, SRT. The form is
/// told from the text itself.
///
/// @error InvalidData transcript.1xx with file:line and what to write instead
Result<Transcript> read_transcript(std::string_view text, const std::string& file);

}  // namespace halfstep
