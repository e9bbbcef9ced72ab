#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "scenarios/transcript_lines.hpp"
#include "scenarios/transcript_reader.hpp"

/// The forms in which transcripts come, one reader each; read_spoken tells them apart.
namespace halfstep {

/// What is wrong with a line of a transcript.
Error transcript_error(const std::string& file, int line, const char* id, std::string message,
                       std::string hint);

/// "Dana Ito: words" line by line, in the ways people and recorders write it.
SpokenTranscript read_plain_text(const std::vector<Line>& lines);

/// WebVTT and SRT, which differ in their heads and in the comma of their times only; also
/// "[00:01.000 --> 00:02.000] words" on one line.
/// @error InvalidData transcript.121 times that cannot be read
Result<SpokenTranscript> read_captions(const std::vector<Line>& lines, const std::string& file);

/// What speech recognisers write: a list of {speaker, text, start, end}, seconds. A speaker may be
/// a number, the words may be called "transcript".
/// @error InvalidData transcript.1xx with the item
Result<SpokenTranscript> read_segments(const nlohmann::json& list, const std::string& file);

}  // namespace halfstep
