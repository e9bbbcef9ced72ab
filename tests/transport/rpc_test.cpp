#include "transport/rpc.hpp"

#include "tests/support/catch.hpp"
#include "tests/transport/method_bench.hpp"

using namespace halfstep;
using nlohmann::json;

namespace {

Result<json> echo(const json& params, CallContext&) {
    return params;
}

Result<json> fail(const json&, CallContext&) {
    return Error{ErrorCode::Conflict, "test.101", "somebody was first", "/here", "read again"};
}

Result<json> break_down(const json& params, CallContext&) {
    return params.at("no such key at all");
}

struct Bench : MethodBench {
    Bench() {
        methods = RpcDispatcher();
        methods.add("echo", echo);
        methods.add("fail", fail);
        methods.add("break", break_down);
    }
};

int code_of(const std::string& answer) {
    return json::parse(answer)["error"]["code"];
}

}  // namespace

TEST_CASE("a call is answered with its own id, whatever its type", "[transport]") {
    Bench bench;
    for (const char* id : {"1", "-7", "\"a\"", "null", "1.5"}) {
        const std::string text = std::string(R"({"jsonrpc":"2.0","method":"echo","id":)") + id +
                                 R"(,"params":{"x":[1,2]}})";
        const json answer = json::parse(bench.send(text));
        CHECK(answer["id"] == json::parse(id));
        CHECK(answer["result"]["x"] == json({1, 2}));
        CHECK(answer["jsonrpc"] == "2.0");
    }
    CHECK(json::parse(bench.send(R"({"jsonrpc":"2.0","method":"echo","id":1})"))["result"] ==
          json::object());
}

TEST_CASE("a notification is carried out and never answered, not even with an error",
          "[transport]") {
    Bench bench;
    CHECK(bench.send(R"({"jsonrpc":"2.0","method":"echo"})").empty());
    CHECK(bench.send(R"({"jsonrpc":"2.0","method":"fail"})").empty());
    CHECK(bench.send(R"({"jsonrpc":"2.0","method":"none"})").empty());
    CHECK(bench.send(R"([{"jsonrpc":"2.0","method":"echo"}])").empty());
    REQUIRE(bench.records.size() == 4);
    CHECK(bench.records[0].ok);
    CHECK(bench.records[1].error_id == "test.101");
    CHECK(bench.records[2].method == "unknown");
}

TEST_CASE("an error carries code, message and data", "[transport]") {
    Bench bench;
    const json answer = json::parse(bench.send(R"({"jsonrpc":"2.0","method":"fail","id":1})"));
    CHECK(answer["error"] == json::parse(R"({"code":-32004,"message":"somebody was first",
        "data":{"id":"test.101","where":"/here","hint":"read again"}})"));
}

TEST_CASE("a method that throws is answered without what it threw", "[transport]") {
    Bench bench;
    const std::string answer = bench.send(R"({"jsonrpc":"2.0","method":"break","id":1})");
    CHECK(code_of(answer) == -32603);
    CHECK(answer.find("no such key") == std::string::npos);
    REQUIRE(bench.records.size() == 1);
    CHECK(bench.records[0].bug.find("no such key") != std::string::npos);
}

TEST_CASE("what is no request is refused with the code JSON-RPC gives it", "[transport]") {
    Bench bench;
    for (const char* broken : {"", "{", "\xff", "{\"a\":1,\"a\":2}", "nul"}) {
        CHECK(code_of(bench.send(broken)) == -32700);
    }
    CHECK(code_of(bench.send(std::string(100'000, '['))) == -32700);
    for (const char* wrong :
         {"1", "\"x\"", "null", "{}", "[]", R"({"jsonrpc":"1.0","method":"echo","id":1})",
          R"({"method":"echo","id":1})", R"({"jsonrpc":"2.0","id":1})",
          R"({"jsonrpc":"2.0","method":7,"id":1})", R"({"jsonrpc":"2.0","method":"echo","id":{}})",
          R"({"jsonrpc":"2.0","method":"echo","id":true})"}) {
        CHECK(code_of(bench.send(wrong)) == -32600);
    }
    CHECK(code_of(bench.send(R"({"jsonrpc":"2.0","method":"no","id":1})")) == -32601);
    CHECK(code_of(bench.send(R"({"jsonrpc":"2.0","method":"echo","id":1,"params":[1]})")) ==
          -32602);
}

TEST_CASE("a batch runs in order, answers each call, and is limited", "[transport]") {
    Bench bench;
    const json answers = json::parse(bench.send(
        R"([{"jsonrpc":"2.0","method":"echo","id":1,"params":{"n":1}}, 7,
            {"jsonrpc":"2.0","method":"echo"}, {"jsonrpc":"2.0","method":"fail","id":2}])"));
    REQUIRE(answers.size() == 3);
    CHECK(answers[0]["result"]["n"] == 1);
    CHECK(answers[1]["error"]["code"] == -32600);
    CHECK(answers[1]["id"].is_null());
    CHECK(answers[2]["id"] == 2);
    json crowd = json::array();
    for (std::size_t k = 0; k <= kBatchCallsMax; ++k) {
        crowd.push_back({{"jsonrpc", "2.0"}, {"method", "echo"}, {"id", k}});
    }
    CHECK(code_of(bench.send(crowd.dump())) == -32600);
    crowd.erase(0);
    CHECK(json::parse(bench.send(crowd.dump())).size() == kBatchCallsMax);
}
