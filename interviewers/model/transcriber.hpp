#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "interviewers/model/http_client.hpp"
#include "interviewers/model/retry.hpp"

namespace halfstep {

/// Where speech is turned into text: an OpenAI-compatible /audio/transcriptions.
struct TranscriptionOptions {
    std::string url;  ///< base address, such as http://127.0.0.1:8000/v1
    std::string model;
    std::string key;  ///< empty: none is sent
    std::chrono::milliseconds deadline{60'000};
    RetryPolicy retry{};
};

struct SpokenSegment {
    std::int64_t at_ms = 0;  ///< since the recording began
    std::int64_t until_ms = 0;
    std::string text;
};

struct Transcription {
    std::string text;
    std::vector<SpokenSegment> segments;  ///< empty when the service gives no times
};

/// Turns recorded speech into text. May be called from any thread at once; blocks.
class Transcriber {
public:
    virtual ~Transcriber() = default;

    /// @param content_type of the audio, such as audio/webm;codecs=opus
    /// @error InvalidArgument transcription.102 not audio, .103 empty; Unavailable .104 to .106
    virtual Result<Transcription> transcribe(const std::string& audio,
                                             const std::string& content_type,
                                             std::stop_token stop) = 0;
};

/// @param http outlives the transcriber
std::unique_ptr<Transcriber> make_transcriber(HttpClient& http, TranscriptionOptions options);

}  // namespace halfstep
