#include "interviewers/model/transcriber.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/fake_services.hpp"

using namespace halfstep;
using namespace std::chrono_literals;

namespace {

struct Heard {
    Result<Transcription> result;
    nlohmann::json seen;
};

Heard hear(const std::string& behaviour, const std::string& type = "audio/webm;codecs=opus",
           std::chrono::milliseconds deadline = 10s) {
    const auto http = make_curl_http_client(4);
    const std::string url = FakeServices::get().url(behaviour);
    TranscriptionOptions options;
    options.url = url;
    options.model = "whisper-1";
    options.key = "secret-key";
    options.deadline = deadline;
    options.retry = {4, 1ms, 5ms};
    Result<Transcription> result =
        make_transcriber(*http, options)->transcribe("OggS audio bytes", type, {});
    return {std::move(result), FakeServices::get().seen(url)};
}

}  // namespace

TEST_CASE("speech is sent as a form and comes back with times", "[model]") {
    const Heard heard = hear("honest");
    REQUIRE(heard.result);
    CHECK(heard.result->text == "I sharded by tenant.");
    REQUIRE(heard.result->segments.size() == 2);
    CHECK(heard.result->segments[1].text == "by tenant.");
    CHECK(heard.result->segments[1].at_ms == 1500);
    CHECK(heard.result->segments[1].until_ms == 2250);
    const nlohmann::json request = heard.seen.at(0);
    CHECK(request["path"] == "v1/audio/transcriptions");
    CHECK(request["headers"]["authorization"] == "Bearer secret-key");
    const std::string body = request["body"];
    for (const char* part : {"name=\"file\"; filename=\"speech.webm\"", "Content-Type: audio/webm",
                             "OggS audio bytes", "whisper-1", "verbose_json"}) {
        CHECK(body.find(part) != std::string::npos);
    }
}

TEST_CASE("a speech model without times is asked for the words alone", "[model]") {
    const Heard heard = hear("no-times");
    REQUIRE(heard.result);
    CHECK(heard.result->text == "I sharded by tenant.");
    CHECK(heard.result->segments.empty());
    CHECK(heard.seen.size() == 2);
}

TEST_CASE("a speech service that fails for a moment is asked again", "[model]") {
    for (const char* behaviour : {"500-once", "429-once", "429-retry-after", "cut-once"}) {
        CAPTURE(behaviour);
        const Heard heard = hear(behaviour);
        CHECK(heard.result);
        CHECK(heard.seen.size() == 2);
    }
}

TEST_CASE("a speech service that stays down is an error that says why", "[model]") {
    const auto error = [](const std::string& behaviour) {
        const Heard heard = hear(behaviour, "audio/ogg", 1s);
        REQUIRE_FALSE(heard.result);
        CHECK(heard.result.error().code == ErrorCode::Unavailable);
        return heard.result.error().id + ": " + heard.result.error().message;
    };
    CHECK(error("always-500") ==
          "transcription.104: the transcription service failed: it answered 500: no");
    CHECK(error("always-401") ==
          "transcription.105: the transcription service failed: it answered 401: no");
    CHECK(error("429-retry-tomorrow") ==
          "transcription.104: the transcription service failed: it answered 429: slow down");
    CHECK(error("redirect") ==
          "transcription.104: the transcription service failed: it answered "
          "with a redirect (302), which is not followed");
    CHECK(error("slow-first-byte").ends_with("took too long"));
    CHECK(error("cut").find("the connection ended inside its answer") != std::string::npos);
    CHECK(error("html") ==
          "transcription.106: the answer of the transcription service is not a transcription");
}

TEST_CASE("what is no audio is not sent anywhere", "[model]") {
    const Heard heard = hear("honest", "text/plain");
    REQUIRE_FALSE(heard.result);
    CHECK(heard.result.error().id == "transcription.102");
    CHECK(heard.seen.empty());
}
