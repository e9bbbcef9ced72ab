#include "transport/server.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <chrono>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"
#include "tests/transport/fake_loops.hpp"

using namespace halfstep;
using namespace std::chrono_literals;
using nlohmann::json;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using Tcp = asio::ip::tcp;

namespace {

struct Running {
    explicit Running(ServerOptions options = {}) : server(prepared(options), loops, library) {
        const Result<std::uint16_t> started = server.start();
        REQUIRE(started);
        port = *started;
    }

    static ServerOptions prepared(ServerOptions options) {
        options.port = 0;
        options.tick = 20ms;
        return options;
    }

    FakeLoops loops;
    Library library{{std::filesystem::path(HALFSTEP_SOURCE_DIR) / "scenarios" / "library"}};
    Server server;
    std::uint16_t port = 0;
};

struct Offer {
    std::string protocol = "halfstep.v1";
    std::string origin{};
    std::string target = "/ws";
};

class Client {
public:
    explicit Client(const Running& running, const Offer& offer = {}, int receive_bytes = 0)
        : ws_(io_) {
        Tcp::socket& socket = ws_.next_layer();
        socket.open(Tcp::v4());
        if (receive_bytes > 0) {
            socket.set_option(asio::socket_base::receive_buffer_size(receive_bytes));
        }
        socket.connect({asio::ip::address_v4::loopback(), running.port});
        ws_.set_option(
            websocket::stream_base::decorator([&offer](websocket::request_type& request) {
                if (!offer.protocol.empty()) {
                    request.set(beast::http::field::sec_websocket_protocol, offer.protocol);
                }
                if (!offer.origin.empty()) request.set(beast::http::field::origin, offer.origin);
            }));
        const std::string host = "127.0.0.1:" + std::to_string(running.port);
        ws_.handshake(answer_, host, offer.target, failed);
        status = answer_.result_int();
        ws_.read_message_max(64 << 20);
    }

    std::string protocol() { return std::string(answer_["Sec-WebSocket-Protocol"]); }

    void send(const std::string& text) { ws_.write(asio::buffer(text), failed); }
    void send_binary(const std::string& bytes) {
        ws_.binary(true);
        ws_.write(asio::buffer(bytes), failed);
    }

    // The next message, or null when the connection ended.
    json next() {
        beast::flat_buffer buffer;
        ws_.read(buffer, failed);
        if (failed) return nullptr;
        return json::parse(beast::buffers_to_string(buffer.data()));
    }

    json call(const std::string& method, const json& params = json::object()) {
        const int id = id_next_++;
        send(json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump());
        while (true) {
            json message = next();
            if (message.is_null() || message.value("id", json()) == id) return message;
            events.push_back(message["params"]);
        }
    }

    json event() {
        if (!events.empty()) {
            json first = events.front();
            events.erase(events.begin());
            return first;
        }
        const json message = next();
        return message.is_null() ? message : message["params"];
    }

    int close_code() {
        while (!failed) next();
        return static_cast<int>(ws_.reason().code);
    }

    void drop() { ws_.next_layer().close(); }

    beast::error_code failed;
    unsigned status = 0;
    std::vector<json> events;

private:
    asio::io_context io_;
    websocket::stream<Tcp::socket> ws_;
    websocket::response_type answer_;
    int id_next_ = 1;
};

struct Started {
    std::string loop;
    json result;

    json with(const std::string& role, json more = json::object()) const {
        more["loop"] = loop;
        more["token"] = result[role];
        return more;
    }
};

Started start_loop(Client& client) {
    const json answer = client.call("loop.start", {{"panel", "senior-backend"}});
    REQUIRE(answer.contains("result"));
    return {answer["result"]["loop"], answer["result"]};
}

json say(Client& client, const Started& loop, const std::string& key, const std::string& text) {
    return client.call("loop.say", loop.with("candidate", {{"key", key}, {"text", text}}));
}

// A whole HTTP exchange, byte for byte; the connection is closed after it.
std::string http_exchange(const Running& running, const std::string& request) {
    asio::io_context io;
    Tcp::socket socket(io);
    socket.connect({asio::ip::address_v4::loopback(), running.port});
    beast::error_code failed;
    asio::write(socket, asio::buffer(request), failed);
    std::string answer;
    asio::read(socket, asio::dynamic_buffer(answer), failed);
    return answer;
}

std::string get(const Running& running, const std::string& target,
                const std::string& headers = "") {
    return http_exchange(running, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers +
                                      "Connection: close\r\n\r\n");
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a loop is started, followed and spoken in over the socket", "[transport]") {
    Running running;
    Client client(running);
    REQUIRE_FALSE(client.failed);
    CHECK(client.protocol() == "halfstep.v1");
    const Started loop = start_loop(client);
    for (const char* role : {"candidate", "coach", "observer"}) {
        CHECK(loop.result["tokens"][role] == loop.result[role]);
    }
    const json attached = client.call("loop.attach", loop.with("candidate"));
    CHECK(attached["result"]["role"] == "candidate");
    CHECK(client.events.empty());  // the answer comes before the first event
    CHECK(client.event()["seq"] == 1);
    const json first = say(client, loop, "k1", "I would \"measure\" it, é ☃");
    CHECK(first["result"]["seq"] == 2);
    CHECK(say(client, loop, "k1", "again")["result"]["seq"] == 2);
    CHECK(client.event()["text"] == "I would \"measure\" it, é ☃");
    CHECK(say(client, loop, "k2", "more")["result"]["seq"] == 3);
    CHECK(client.event()["seq"] == 3);
}

TEST_CASE("a client that reconnects with its last seq misses nothing and sees nothing twice",
          "[transport]") {
    Running running;
    std::optional<Started> loop;
    std::uint64_t seen = 0;
    std::vector<std::uint64_t> order;
    std::atomic<bool> speaking = true;
    std::thread speaker;
    for (int session = 0; session < 6; ++session) {
        Client client(running);
        if (!loop) {
            loop = start_loop(client);
            speaker = std::thread([&] {
                for (int k = 0; k < 600; ++k) running.loops.append(loop->loop, "word");
                speaking = false;
            });
        }
        client.call("loop.attach", loop->with("observer", {{"after_seq", seen}}));
        for (int k = 0; k < (session < 5 ? 60 : 301); ++k) {
            const json event = client.event();
            REQUIRE(event.is_object());
            seen = event["seq"];
            order.push_back(seen);
        }
        client.drop();
    }
    speaker.join();
    REQUIRE(order.size() == 601);
    for (std::size_t k = 0; k < order.size(); ++k) CHECK(order[k] == k + 1);
}

TEST_CASE("one connection follows several loops, and attaching again starts over", "[transport]") {
    Running running;
    Client client(running);
    const Started one = start_loop(client);
    const Started two = start_loop(client);
    client.call("loop.attach", one.with("coach"));
    client.call("loop.attach", two.with("coach"));
    running.loops.append(one.loop, "a");
    running.loops.append(two.loop, "b");
    std::map<std::string, std::vector<int>> seen;
    for (int k = 0; k < 4; ++k) {
        const json event = client.event();
        seen[event["loop"]].push_back(event["seq"]);
    }
    CHECK(seen[one.loop] == std::vector<int>{1, 2});
    CHECK(seen[two.loop] == std::vector<int>{1, 2});
    client.call("loop.attach", one.with("coach", {{"after_seq", 1}}));
    CHECK(client.event()["seq"] == 2);
    client.call("loop.detach", {{"loop", one.loop}});
    running.loops.append(one.loop, "unheard");
    running.loops.append(two.loop, "heard");
    CHECK(client.event()["text"] == "heard");
}

TEST_CASE("a loop that waits does not hold up another", "[transport]") {
    Running running;
    Client slow(running);
    Client quick(running);
    const Started first = start_loop(slow);
    const Started second = start_loop(quick);
    auto waiting = std::async(std::launch::async, [&] { return say(slow, first, "k", "wait"); });
    while (running.loops.waiting == 0) std::this_thread::sleep_for(1ms);
    for (int k = 0; k < 20; ++k) {
        CHECK(say(quick, second, std::to_string(k), "on")["result"]["seq"] == k + 2);
    }
    CHECK(waiting.wait_for(0s) == std::future_status::timeout);
    running.loops.release();
    CHECK(waiting.get()["result"]["seq"] == 2);
}

TEST_CASE("the wrong origin, subprotocol or path never becomes a socket", "[transport]") {
    Running running(ServerOptions{.allowed_origins = {"https://coach.example"}});
    const std::string port = std::to_string(running.port);
    CHECK(Client(running, {.protocol = ""}).status == 400);
    CHECK(Client(running, {.protocol = "halfstep.v2"}).status == 400);
    CHECK(Client(running, {.protocol = "chat, halfstep.v1"}).status == 101);
    CHECK(Client(running, {.origin = "http://evil.example"}).status == 403);
    CHECK(Client(running, {.origin = "http://localhost:1"}).status == 403);
    CHECK(Client(running, {.origin = "null"}).status == 403);
    CHECK(Client(running, {.origin = "http://localhost:" + port}).status == 101);
    CHECK(Client(running, {.origin = "https://coach.example"}).status == 101);
    CHECK(Client(running, {.target = "/elsewhere"}).status == 404);
}

TEST_CASE("messages over the limit and binary ones end the connection, each with its code",
          "[transport]") {
    Running running;
    {
        Client client(running);
        client.send(std::string(limits::kFrameBytesMax, ' '));  // just fits; is not JSON
        CHECK(client.next()["error"]["code"] == -32700);
        client.send(std::string(limits::kFrameBytesMax + 1, ' '));
        CHECK(client.close_code() == 1009);
    }
    {
        Client client(running);
        client.send_binary("{}");
        CHECK(client.close_code() == 1003);
    }
    Client other(running);
    CHECK(other.call("panel.list").contains("result"));
}

TEST_CASE("what is not JSON-RPC is answered and the connection lives on", "[transport]") {
    Running running;
    Client client(running);
    client.send("{\"jsonrpc\": \"2.0\", \"id\": 1,");
    CHECK(client.next()["error"]["code"] == -32700);
    client.send("[]");
    CHECK(client.next()["error"]["code"] == -32600);
    client.send(R"([{"jsonrpc":"2.0","id":"a","method":"panel.list"},
                    {"jsonrpc":"2.0","method":"panel.list"},
                    {"jsonrpc":"2.0","id":"b","method":"no.such"}])");
    const json batch = client.next();
    REQUIRE(batch.size() == 2);
    CHECK(batch[0]["id"] == "a");
    CHECK(batch[1]["error"]["code"] == -32601);
    const Started loop = start_loop(client);
    const json wrong = client.call("loop.attach", {{"loop", loop.loop}, {"token", "guess"}});
    CHECK(wrong["error"]["code"] == -32003);
    CHECK(wrong["error"]["data"]["id"] == "loop.102");
    const json none = client.call("loop.attach", {{"loop", loop.loop}});
    CHECK(none["error"]["code"] == -32003);
    const json other = client.call("loop.attach", {{"loop", "L9"}, {"token", "guess"}});
    CHECK(other["error"]["code"] == -32002);
}

TEST_CASE("a bug in one call is answered without its words and harms nobody else", "[transport]") {
    Running running;
    Client client(running);
    const Started loop = start_loop(client);
    running.loops.throws = true;
    const json answer = client.call("loop.finish", loop.with("candidate", {{"key", "k"}}));
    CHECK(answer["error"]["code"] == -32603);
    CHECK_FALSE(contains(answer.dump(), "secret"));
    CHECK(say(client, loop, "k", "still here")["result"]["seq"] == 2);
}

TEST_CASE("a client that does not read is closed with 1013 and can resume", "[transport]") {
    Running running(ServerOptions{.slow_client = 1s});
    Client talker(running);
    const Started loop = start_loop(talker);
    Client slow(running, {}, 4096);
    slow.call("loop.attach", loop.with("observer"));
    const std::string page(200'000, 'x');
    for (int k = 0; k < 100; ++k) running.loops.append(loop.loop, page);
    std::this_thread::sleep_for(1500ms);
    std::uint64_t last = 0;
    while (true) {
        const json event = slow.event();
        if (event.is_null()) break;
        CHECK(event["seq"] == last + 1);
        last = event["seq"];
    }
    CHECK(slow.close_code() == 1013);
    CHECK(last < 101);
    Client again(running);
    again.call("loop.attach", loop.with("observer", {{"after_seq", last}}));
    for (std::uint64_t seq = last + 1; seq <= 101; ++seq) CHECK(again.event()["seq"] == seq);
    CHECK(contains(get(running, "/metrics"), "halfstep_slow_clients_total 1"));
}

TEST_CASE("a client that is slow but reads gets every event", "[transport]") {
    Running running(ServerOptions{.outbox_bytes_max = 1 << 20});
    Client client(running, {}, 4096);
    const Started loop = start_loop(client);
    client.call("loop.attach", loop.with("observer"));
    for (int k = 0; k < 40; ++k) running.loops.append(loop.loop, std::string(200'000, 'x'));
    for (int seq = 1; seq <= 41; ++seq) {
        std::this_thread::sleep_for(2ms);
        REQUIRE(client.event()["seq"] == seq);
    }
}

TEST_CASE("the owner is who sits at the machine on the server's own page", "[transport]") {
    Running running;
    const std::string own = "http://127.0.0.1:" + std::to_string(running.port);
    Client page(running, {.origin = own});
    const Started loop = start_loop(page);
    CHECK(page.call("loop.list")["result"].size() == 1);
    const json token = page.call("owner.token")["result"]["token"];
    const json attached = page.call("loop.attach", {{"loop", loop.loop}, {"token", token}});
    CHECK(attached["result"]["role"] == "coach");
    CHECK(page.call("loop.attach", {{"loop", "L9"}, {"token", token}})["error"]["data"]["id"] ==
          "loop.101");
    Client script(running);
    CHECK(script.call("loop.list")["error"]["code"] == -32003);
    CHECK(script.call("owner.token")["error"]["code"] == -32003);
    const json seen = script.call("loop.list", {{"token", loop.result["observer"]}});
    REQUIRE(seen["result"].size() == 1);
    CHECK(seen["result"][0]["role"] == "observer");
    CHECK_FALSE(contains(seen.dump(), "tokens"));
}

TEST_CASE("HTTP keeps to its limits and methods", "[transport]") {
    Running running(ServerOptions{.http_request = 500ms});
    CHECK(contains(get(running, "/healthz"), "200 OK"));
    CHECK(contains(http_exchange(running, "nonsense\r\n\r\n"), "400 Bad Request"));
    CHECK(contains(get(running, "/", "X-Long: " + std::string(20'000, 'x') + "\r\n"), " 431 "));
    CHECK(contains(
        http_exchange(running, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n"),
        " 413 "));
    CHECK(contains(http_exchange(running,
                                 "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: "
                                 "close\r\n\r\nhi"),
                   " 405 "));
    CHECK(contains(get(running, "/ws"), " 426 "));
    const std::string head =
        http_exchange(running, "HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(contains(head, "Content-Length: 3"));
    CHECK(head.ends_with("\r\n\r\n"));
    // Half a request, then nothing: the connection ends by itself.
    const auto began = std::chrono::steady_clock::now();
    CHECK(http_exchange(running, "GET / HTTP/1.1\r\nHost:").empty());
    CHECK(std::chrono::steady_clock::now() - began < 5s);
}

TEST_CASE("connections over the limit are told so", "[transport]") {
    Running running(ServerOptions{.connections_max = 2});
    Client one(running);
    Client two(running);
    CHECK(Client(running).status == 503);
    one.drop();
    bool let_in = false;
    for (int k = 0; k < 200 && !let_in; ++k) {
        std::this_thread::sleep_for(10ms);
        let_in = Client(running).status == 101;
    }
    CHECK(let_in);
    CHECK(two.call("panel.list").contains("result"));
}

TEST_CASE("stopping answers what was asked, closes sockets with 1001 and frees the port",
          "[transport]") {
    std::optional<Running> running;
    running.emplace();
    Client client(*running);
    Client idle(*running);
    const Started loop = start_loop(client);
    auto answer = std::async(std::launch::async, [&] { return say(client, loop, "k", "wait"); });
    while (running->loops.waiting == 0) std::this_thread::sleep_for(1ms);
    auto stopped = std::async(std::launch::async, [&] { running->server.stop(); });
    CHECK(idle.close_code() == 1001);
    CHECK(contains(get(*running, "/readyz"), " 503 "));
    running->loops.release();
    CHECK(answer.get()["result"]["seq"] == 2);
    CHECK(client.close_code() == 1001);
    REQUIRE(stopped.wait_for(10s) == std::future_status::ready);
    running->server.stop();
    FakeLoops loops;
    Server next(ServerOptions{.port = running->port}, loops, running->library);
    CHECK(next.start());
}

TEST_CASE("a taken port is told with what to do", "[transport]") {
    Running running;
    FakeLoops loops;
    Server second(ServerOptions{.port = running.port}, loops, running.library);
    const Result<std::uint16_t> started = second.start();
    REQUIRE_FALSE(started);
    const std::string port = std::to_string(running.port);
    CHECK(started.error().code == ErrorCode::Unavailable);
    CHECK(started.error().message == "port " + port + " on 127.0.0.1 is taken");
    CHECK(contains(started.error().hint, "--listen 127.0.0.1:"));
    Server elsewhere(ServerOptions{.host = "203.0.113.7", .port = 0}, loops, running.library);
    CHECK(elsewhere.start().error().id == "serve.102");
}

TEST_CASE("time passes for the loops while the server runs", "[transport]") {
    Running running;
    for (int k = 0; k < 200 && running.loops.ticks < 3; ++k) std::this_thread::sleep_for(10ms);
    CHECK(running.loops.ticks >= 3);
}
