#include "interviewers/model/transcriber.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

namespace halfstep {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

/// What browsers record, and the file name a service tells formats apart by.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kAudioTypes{{
    {"audio/webm", "speech.webm"},
    {"video/webm", "speech.webm"},
    {"audio/ogg", "speech.ogg"},
    {"audio/mp4", "speech.mp4"},
    {"audio/x-m4a", "speech.m4a"},
    {"audio/mpeg", "speech.mp3"},
    {"audio/wav", "speech.wav"},
    {"audio/x-wav", "speech.wav"},
    {"audio/wave", "speech.wav"},
    {"audio/flac", "speech.flac"},
}};

Error unavailable(const char* id, std::string message, std::string hint = "") {
    return Error{ErrorCode::Unavailable, id, std::move(message), "", std::move(hint)};
}

std::int64_t to_ms(const Json& seconds) {
    const double value = seconds.is_number() ? seconds.get<double>() : 0.0;
    return std::isfinite(value) && value > 0 && value < 1e7
               ? static_cast<std::int64_t>(std::llround(value * 1000.0))
               : 0;
}

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \n\r\t");
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(" \n\r\t") - begin + 1);
}

Result<Transcription> read_answer(const std::string& body) {
    const Json value = Json::parse(body, nullptr, false);
    if (!value.is_object() || !value.contains("text") || !value["text"].is_string()) {
        return unavailable("transcription.106",
                           "the answer of the transcription service is not a "
                           "transcription",
                           "see that --transcription-url is an OpenAI-compatible base address");
    }
    Transcription read;
    read.text = trimmed(value["text"].get<std::string>());
    const Json segments = value.value("segments", Json::array());
    if (!segments.is_array()) return read;
    for (const Json& one : segments) {
        if (!one.is_object() || !one.contains("text") || !one["text"].is_string()) continue;
        SpokenSegment segment;
        segment.at_ms = to_ms(one.value("start", Json()));
        segment.until_ms = std::max(segment.at_ms, to_ms(one.value("end", Json())));
        segment.text = trimmed(one["text"].get<std::string>());
        if (!segment.text.empty()) read.segments.push_back(std::move(segment));
    }
    return read;
}

class OpenAiTranscriber : public Transcriber {
public:
    OpenAiTranscriber(HttpClient& http, TranscriptionOptions options)
        : http_(http), options_(std::move(options)), waiter_(make_steady_waiter()) {
        while (options_.url.ends_with('/')) options_.url.pop_back();
    }

    Result<Transcription> transcribe(const std::string& audio, const std::string& content_type,
                                     std::stop_token stop) override {
        const std::string type = content_type.substr(0, content_type.find(';'));
        const auto* known = std::ranges::find(
            kAudioTypes, trimmed(type), [](const auto& entry) { return std::string(entry.first); });
        if (known == kAudioTypes.end()) {
            return Error{ErrorCode::InvalidArgument, "transcription.102",
                         "\"" + type + "\" is no audio that can be transcribed", "Content-Type",
                         "send audio/webm, audio/ogg, audio/mp4, audio/mpeg, audio/wav or "
                         "audio/flac"};
        }
        if (audio.empty()) {
            return Error{ErrorCode::InvalidArgument, "transcription.103", "there is no audio", "",
                         "send the recording as the body"};
        }
        const milliseconds until = waiter_->now() + options_.deadline;
        for (int attempt = 1;; ++attempt) {
            HttpRequest request = request_of(audio, *known);
            request.total_max = request.first_byte_max = until - waiter_->now();
            const HttpReply reply = http_.send(request, nullptr, stop);
            spdlog::debug("transcription: attempt {}: status {}", attempt, reply.status);
            if (reply.failure == HttpFailure::None && reply.status == 200) {
                return read_answer(reply.body);
            }
            // Some models give no times; the words are what matters.
            if (reply.status == 400 && timed_ &&
                told_by(reply).find("response_format") != std::string::npos) {
                timed_ = false;
                continue;
            }
            const milliseconds wait =
                wait_before_retry(options_.retry, attempt, reply.retry_after, seed_++);
            if (!may_pass(reply) || attempt >= options_.retry.attempts_max ||
                waiter_->now() + wait >= until || !waiter_->wait(wait, stop)) {
                return failed(reply);
            }
        }
    }

private:
    HttpRequest request_of(const std::string& audio,
                           const std::pair<std::string_view, std::string_view>& type) const {
        HttpRequest request;
        request.url = options_.url + "/audio/transcriptions";
        if (!options_.key.empty()) {
            request.headers.emplace_back("Authorization", "Bearer " + options_.key);
        }
        request.parts = {{"file", audio, std::string(type.second), std::string(type.first)},
                         {"model", options_.model, "", ""},
                         {"response_format", timed_ ? "verbose_json" : "json", "", ""}};
        return request;
    }

    static Error failed(const HttpReply& reply) {
        const std::string told = told_by(reply);
        std::string message = "the transcription service failed: " + reason_of(reply);
        if (!told.empty()) message += ": " + told;
        if (reply.status == 401 || reply.status == 403) {
            return unavailable("transcription.105", std::move(message),
                               "set its key in HALFSTEP_TRANSCRIPTION_KEY and start again");
        }
        return unavailable("transcription.104", std::move(message), "try again, or type");
    }

    HttpClient& http_;
    TranscriptionOptions options_;
    std::unique_ptr<Waiter> waiter_;
    std::atomic<bool> timed_ = true;
    std::atomic<std::uint64_t> seed_ = 1;
};

}  // namespace

std::unique_ptr<Transcriber> make_transcriber(HttpClient& http, TranscriptionOptions options) {
    return std::make_unique<OpenAiTranscriber>(http, std::move(options));
}

}  // namespace halfstep
