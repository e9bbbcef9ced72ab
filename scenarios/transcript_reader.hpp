#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// A turn as a transcript from anywhere gives it: who spoke is a name, not yet a role.
struct SpokenTurn {
    int line = 0;      ///< of the file, from 1
    std::string name;  ///< as written; empty where nobody is named
    Turn turn;         ///< its speaker is not set yet
};

struct SpokenRound {
    std::string round;  ///< as headed; "interview" without a heading
    std::vector<SpokenTurn> turns;
};

struct SpokenTranscript {
    std::vector<SpokenRound> rounds;
};

/// Reads what was said and by whom: halfstep/transcript JSON or a list of {speaker, text, start,
/// end}, alone or under "segments" or "utterances"; plain text ("# behavioral" heads a round,
/// "Dana Ito:" starts a turn); WebVTT; SRT. The form is told from the text itself.
///
/// @error InvalidData transcript.1xx with file:line and what to write instead
Result<SpokenTranscript> read_spoken(std::string_view text, const std::string& file);

/// The same with a role for each name; those not given are taken at their word.
/// @error InvalidData transcript.120, 122, 125 at the first turn whose speaker has no role
Result<Transcript> with_speakers(const SpokenTranscript& spoken,
                                 const std::map<std::string, Speaker>& speakers,
                                 const std::string& file);

/// Reads a transcript whose speakers are called Interviewer and Candidate.
///
/// @error InvalidData transcript.1xx with file:line and what to write instead
Result<Transcript> read_transcript(std::string_view text, const std::string& file);

}  // namespace halfstep
