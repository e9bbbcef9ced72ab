#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace halfstep {

/// What the server counts, as Prometheus text. Label values come from fixed sets, so the output
/// cannot grow by what clients send. All calls may be made from any thread.
class Metrics {
public:
    /// @param methods the names a call can be counted under; others count as "unknown"
    explicit Metrics(const std::vector<std::string>& methods);
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void connection_opened() { ++connections_; }
    void connection_closed() { --connections_; }
    void connection_refused() { ++connections_refused_; }
    void socket_opened() { ++sockets_; }
    void socket_closed() { --sockets_; }
    void slow_client_closed() { ++slow_clients_; }
    void loop_started() { ++loops_; }
    void events_sent(std::uint64_t count) { events_ += count; }
    void rpc_call(std::string_view method, bool ok);
    void rpc_took(std::chrono::microseconds time);
    void http_answered(int status);

    /// Text exposition format 0.0.4.
    std::string text() const;

private:
    struct Outcomes {
        std::atomic<std::uint64_t> ok = 0;
        std::atomic<std::uint64_t> failed = 0;
    };
    static constexpr std::array<std::int64_t, 9> kBucketsUs = {
        500, 1'000, 2'500, 5'000, 10'000, 50'000, 100'000, 500'000, 2'000'000};

    std::atomic<std::int64_t> connections_ = 0;
    std::atomic<std::int64_t> sockets_ = 0;
    std::atomic<std::uint64_t> connections_refused_ = 0;
    std::atomic<std::uint64_t> slow_clients_ = 0;
    std::atomic<std::uint64_t> loops_ = 0;
    std::atomic<std::uint64_t> events_ = 0;
    std::map<std::string, std::unique_ptr<Outcomes>, std::less<>> calls_;
    std::array<std::atomic<std::uint64_t>, kBucketsUs.size() + 1> took_ = {};
    std::atomic<std::int64_t> took_us_ = 0;
    std::array<std::atomic<std::uint64_t>, 6> http_ = {};  // by hundreds of the status
};

}  // namespace halfstep
