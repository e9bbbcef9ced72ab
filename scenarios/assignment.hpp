#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "scenarios/transcript_reader.hpp"

namespace halfstep {

/// "Ana=candidate", "Redis=nobody": who somebody is. Names are compared without regard to case.
struct SpeakerRole {
    std::string name;
    std::optional<Speaker> role;  ///< none: not a speaker, its words belong to the turn before
};

/// "00:12:30=design", "#14=design" or "start=design": where a round begins.
struct RoundStart {
    std::optional<std::int64_t> at_ms;  ///< the first turn at or after this time, or
    std::size_t turn = 1;               ///< this turn, from 1 over all rounds
    std::string round;
};

/// What a person says about a recording so that it can be read as a mock interview.
struct Assignment {
    std::vector<SpeakerRole> speakers;
    std::vector<RoundStart> rounds;
};

/// @error InvalidArgument transcript.130, transcript.131: not of these forms
Result<SpeakerRole> speaker_role_from(std::string_view text);
Result<RoundStart> round_start_from(std::string_view text);

struct NamedSpeaker {
    std::string name;
    std::size_t turns = 0;
    std::size_t words = 0;
};

/// The speakers, in the order in which they first speak.
std::vector<NamedSpeaker> speakers_of(const SpokenTranscript& spoken);

/// What was said as a transcript. Speakers called interviewer or candidate are taken at their word;
/// with one candidate known everybody else interviews, and whoever is left over from interviewers
/// is the candidate.
///
/// @error InvalidData transcript.126: nobody of that name speaks; transcript.127: no times to find
///   a round by; transcript.128: no such turn; transcript.133: it cannot be told who the candidate
///   is; transcript.134: one voice only; and what with_speakers says
Result<Transcript> assign(const SpokenTranscript& spoken, const Assignment& assignment,
                          const std::string& file);

}  // namespace halfstep
