#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "interviewers/model/transcriber.hpp"

namespace CLI {
class App;
}

namespace halfstep {

/// Which service turns speech into text. The key is read from HALFSTEP_TRANSCRIPTION_KEY alone: a
/// flag would stand in the process list.
struct TranscriptionFlags {
    std::string url;
    std::string model;
};

void add_transcription_flags(CLI::App& command, TranscriptionFlags& flags);

/// Nothing when no service is named.
/// @error InvalidArgument usage.110: half of it is named, or no address; usage.111: a key would
///        travel unencrypted
Result<std::optional<TranscriptionOptions>> transcription_options(const TranscriptionFlags& flags);

}  // namespace halfstep
