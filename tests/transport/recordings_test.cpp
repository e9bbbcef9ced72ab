#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <nlohmann/json.hpp>

#include "interviewers/model/transcriber.hpp"
#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"
#include "tests/transport/fake_loops.hpp"
#include "transport/server.hpp"

using namespace halfstep;
using nlohmann::json;
namespace asio = boost::asio;

namespace {

class FakeTranscriber : public Transcriber {
public:
    Result<Transcription> transcribe(const std::string& audio, const std::string& content_type,
                                     std::stop_token) override {
        bytes = audio.size();
        type = content_type;
        if (fails) return Error{ErrorCode::Unavailable, "transcription.104", "down", "", ""};
        return Transcription{"I sharded by tenant", {{0, 1500, "I sharded"}}};
    }
    std::size_t bytes = 0;
    std::string type;
    bool fails = false;
};

struct Answer {
    int status = 0;
    json body;
};

struct Running {
    explicit Running(bool with_speech = true, ServerOptions options = {})
        : server(prepared(options, with_speech ? &speech : nullptr), loops, library) {
        const Result<std::uint16_t> started = server.start();
        REQUIRE(started);
        port = *started;
        loop = loops.start({})->loop;
    }

    static ServerOptions prepared(ServerOptions options, Transcriber* transcriber) {
        options.port = 0;
        options.transcriber = transcriber;
        return options;
    }

    Answer send(const std::string& head, const std::string& body) {
        asio::io_context io;
        asio::ip::tcp::socket socket(io);
        socket.connect({asio::ip::address_v4::loopback(), port});
        boost::system::error_code failed;
        asio::write(socket,
                    asio::buffer(head + "Host: 127.0.0.1\r\nConnection: close\r\nContent-Length: " +
                                 std::to_string(body.size()) + "\r\n\r\n"),
                    failed);
        asio::write(socket, asio::buffer(body), failed);
        std::string text;
        asio::read(socket, asio::dynamic_buffer(text), failed);
        Answer answer;
        if (text.size() > 12) answer.status = std::stoi(text.substr(9, 3));
        const std::size_t end = text.find("\r\n\r\n");
        if (end != std::string::npos) {
            answer.body = json::parse(text.substr(end + 4), nullptr, false);
        }
        return answer;
    }

    Answer record(const std::string& role, const std::string& audio,
                  const std::string& type = "audio/webm;codecs=opus") {
        const std::string token =
            role.empty() ? "" : "Authorization: Bearer " + role + "-" + loop + "\r\n";
        return send("POST /loops/" + loop + "/transcription HTTP/1.1\r\nContent-Type: " + type +
                        "\r\n" + token,
                    audio);
    }

    FakeTranscriber speech;
    FakeLoops loops;
    Library library{{std::filesystem::path(HALFSTEP_SOURCE_DIR) / "scenarios" / "library"}};
    Server server;
    std::uint16_t port = 0;
    std::string loop;
};

std::string id_of(const Answer& answer) {
    return answer.body.is_object() ? answer.body["error"].value("id", "") : "";
}

}  // namespace

TEST_CASE("a candidate's recording comes back as text with times", "[transport]") {
    Running running;
    const Answer answer = running.record("candidate", std::string(3 << 20, 'a'));
    CHECK(answer.status == 200);
    CHECK(answer.body ==
          json{{"text", "I sharded by tenant"},
               {"segments", {{{"at_ms", 0}, {"until_ms", 1500}, {"text", "I sharded"}}}}});
    CHECK(running.speech.bytes == 3 << 20);
    CHECK(running.speech.type == "audio/webm;codecs=opus");
}

TEST_CASE("a recording is refused before it is read, and the refusal arrives", "[transport]") {
    Running running;
    const std::string audio(2 << 20, 'a');
    CHECK(running.record("", audio).status == 401);
    CHECK(running.record("stranger", audio).status == 403);
    const Answer observer = running.record("observer", audio);
    CHECK(observer.status == 403);
    CHECK(id_of(observer) == "loop.123");
    CHECK(running.speech.bytes == 0);
}

TEST_CASE("a recording over the limit is refused with 413", "[transport]") {
    Running running(true, ServerOptions{.audio_bytes_max = 1000});
    CHECK(running.record("candidate", std::string(1000, 'a')).status == 200);
    CHECK(running.record("candidate", std::string(1001, 'a')).status == 413);
    // Other paths keep their own, smaller limit.
    CHECK(running.send("POST /elsewhere HTTP/1.1\r\n", std::string(100, 'a')).status == 405);
    Running usual;
    CHECK(usual.send("POST /elsewhere HTTP/1.1\r\n", std::string(70'000, 'a')).status == 413);
}

TEST_CASE("without a speech service, or with one that fails, the answer says so", "[transport]") {
    Running without(false);
    const Answer none = without.record("candidate", "aaa");
    CHECK(none.status == 503);
    CHECK(id_of(none) == "transcription.101");
    CHECK(without.send("GET /config.json HTTP/1.1\r\n", "").body["transcription"] == false);
    Running running;
    CHECK(running.send("GET /config.json HTTP/1.1\r\n", "").body["transcription"] == true);
    running.speech.fails = true;
    const Answer down = running.record("candidate", "aaa");
    CHECK(down.status == 503);
    CHECK(id_of(down) == "transcription.104");
    CHECK(running.send("GET /loops/" + running.loop + "/transcription HTTP/1.1\r\n", "").status ==
          405);
}
