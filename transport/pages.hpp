#pragma once

#include <atomic>
#include <optional>
#include <stop_token>

#include "transport/http_message.hpp"
#include "transport/methods.hpp"
#include "transport/metrics.hpp"
#include "transport/static_files.hpp"

namespace halfstep {

/// Everything HTTP but the socket: health, metrics, a loop's packet, log and report, the page.
struct Pages {
    Services& services;
    const Metrics& metrics;
    const StaticFiles& files;
    const std::atomic<bool>& draining;

    /// Blocks on the store or the disk. HEAD is answered as GET; the session drops the body.
    /// Security headers are already on the answer.
    HttpAnswer answer(const HttpQuestion& question) const;
};

/// A recording sent to /loops/ID/transcription: who sends it, before its body is read, and then
/// what was said: {"text", "segments": [{"at_ms", "until_ms", "text"}]}. Both block.
/// @error as HTTP answers: http.101 without a token, loop.1xx, transcription.1xx
std::optional<HttpAnswer> refuse_recording(Services& services, const HttpQuestion& question);
HttpAnswer transcribe_recording(Services& services, const HttpQuestion& question,
                                const std::string& audio, const std::string& content_type,
                                std::stop_token stop);

/// True for POST /loops/ID/transcription.
bool is_recording(const HttpQuestion& question);

/// An Error as an HTTP answer: {"error": {id, message, where, hint}} with the table's status.
HttpAnswer error_answer(const Error& error);

/// A plain answer that has the security headers, for what never reaches the pages.
HttpAnswer plain_answer(int status, std::string_view text);

}  // namespace halfstep
