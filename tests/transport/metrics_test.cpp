#include "transport/metrics.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

bool has(const std::string& text, const std::string& line) {
    return text.find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("metrics count by method and outcome, and buckets add up", "[transport]") {
    Metrics metrics({"loop.say"});
    metrics.rpc_call("loop.say", true);
    metrics.rpc_call("loop.say", false);
    metrics.rpc_took(std::chrono::microseconds(400));
    metrics.rpc_took(std::chrono::microseconds(1'000));
    metrics.rpc_took(std::chrono::seconds(9));
    metrics.http_answered(204);
    metrics.http_answered(503);
    metrics.connection_opened();
    const std::string text = metrics.text();
    CHECK(has(text, "halfstep_rpc_calls_total{method=\"loop.say\",outcome=\"ok\"} 1"));
    CHECK(has(text, "halfstep_rpc_calls_total{method=\"loop.say\",outcome=\"error\"} 1"));
    CHECK(has(text, "halfstep_rpc_seconds_bucket{le=\"0.0005\"} 1"));
    CHECK(has(text, "halfstep_rpc_seconds_bucket{le=\"0.001\"} 2"));
    CHECK(has(text, "halfstep_rpc_seconds_bucket{le=\"2\"} 2"));
    CHECK(has(text, "halfstep_rpc_seconds_bucket{le=\"+Inf\"} 3"));
    CHECK(has(text, "halfstep_rpc_seconds_sum 9.0014"));
    CHECK(has(text, "halfstep_http_responses_total{class=\"2xx\"} 1"));
    CHECK(has(text, "halfstep_connections 1"));
}

TEST_CASE("what clients send cannot grow the metrics", "[transport]") {
    Metrics metrics({"loop.say"});
    const std::string before = metrics.text();
    for (int k = 0; k < 1'000; ++k) metrics.rpc_call("made.up" + std::to_string(k), false);
    const std::string after = metrics.text();
    CHECK(has(after, "halfstep_rpc_calls_total{method=\"unknown\",outcome=\"error\"} 1000"));
    CHECK(after.size() < before.size() + 10);
}
