#include "transport/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace halfstep {
namespace {

void describe(std::string& out, std::string_view name, std::string_view kind,
              std::string_view help) {
    fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind);
}

template <typename Number>
void single(std::string& out, std::string_view name, std::string_view kind, std::string_view help,
            Number value) {
    describe(out, name, kind, help);
    fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

// Microseconds as seconds, exactly, without floating point.
std::string seconds(std::int64_t us) {
    std::string text = fmt::format("{}.{:06}", us / 1'000'000, us % 1'000'000);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

Metrics::Metrics(const std::vector<std::string>& methods) {
    for (const std::string& method : methods) calls_.emplace(method, std::make_unique<Outcomes>());
    for (const char* other : {"unknown", "invalid"}) {
        calls_.emplace(other, std::make_unique<Outcomes>());
    }
}

void Metrics::rpc_call(std::string_view method, bool ok) {
    auto found = calls_.find(method);
    if (found == calls_.end()) found = calls_.find("unknown");
    ++(ok ? found->second->ok : found->second->failed);
}

void Metrics::rpc_took(std::chrono::microseconds time) {
    const auto bucket = std::lower_bound(kBucketsUs.begin(), kBucketsUs.end(), time.count());
    ++took_[static_cast<std::size_t>(bucket - kBucketsUs.begin())];
    took_us_ += time.count();
}

void Metrics::http_answered(int status) {
    ++http_[static_cast<std::size_t>(std::clamp(status / 100, 1, 5))];
}

std::string Metrics::text() const {
    std::string out;
    single(out, "halfstep_connections", "gauge", "Open TCP connections.", connections_.load());
    single(out, "halfstep_sockets", "gauge", "Open WebSocket sessions.", sockets_.load());
    single(out, "halfstep_connections_refused_total", "counter", "Connections over the limit.",
           connections_refused_.load());
    single(out, "halfstep_slow_clients_total", "counter",
           "Sessions closed because the client did not read.", slow_clients_.load());
    single(out, "halfstep_loops_started_total", "counter", "Loops started.", loops_.load());
    single(out, "halfstep_events_sent_total", "counter", "Events sent to clients.", events_.load());
    describe(out, "halfstep_rpc_calls_total", "counter", "Calls by method and outcome.");
    const auto line = std::back_inserter(out);
    for (const auto& [method, outcomes] : calls_) {
        fmt::format_to(line, "halfstep_rpc_calls_total{{method=\"{}\",outcome=\"ok\"}} {}\n",
                       method, outcomes->ok.load());
        fmt::format_to(line, "halfstep_rpc_calls_total{{method=\"{}\",outcome=\"error\"}} {}\n",
                       method, outcomes->failed.load());
    }
    describe(out, "halfstep_rpc_seconds", "histogram", "Time from a message to its answer.");
    std::uint64_t below = 0;
    for (std::size_t k = 0; k < kBucketsUs.size(); ++k) {
        below += took_[k].load();
        fmt::format_to(line, "halfstep_rpc_seconds_bucket{{le=\"{}\"}} {}\n",
                       seconds(kBucketsUs[k]), below);
    }
    below += took_.back().load();
    fmt::format_to(line, "halfstep_rpc_seconds_bucket{{le=\"+Inf\"}} {}\n", below);
    fmt::format_to(line, "halfstep_rpc_seconds_sum {}\n", seconds(took_us_.load()));
    fmt::format_to(line, "halfstep_rpc_seconds_count {}\n", below);
    describe(out, "halfstep_http_responses_total", "counter", "HTTP answers by class of status.");
    for (std::size_t k = 1; k < http_.size(); ++k) {
        fmt::format_to(line, "halfstep_http_responses_total{{class=\"{}xx\"}} {}\n", k,
                       http_[k].load());
    }
    return out;
}

}  // namespace halfstep
