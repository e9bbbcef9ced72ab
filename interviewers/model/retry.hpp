#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/result.hpp"
#include "interviewers/model/http_client.hpp"

namespace halfstep {

/// Time as a retry sees it; injected so that tests own it.
class Waiter {
public:
    virtual ~Waiter() = default;
    virtual std::chrono::milliseconds now() = 0;  ///< from any origin, never backwards
    /// False when it was stopped before the time was over.
    virtual bool wait(std::chrono::milliseconds time, std::stop_token stop) = 0;
};

std::unique_ptr<Waiter> make_steady_waiter();

struct RetryPolicy {
    int attempts_max = 4;
    std::chrono::milliseconds first{500};  ///< at most this before the second attempt, then doubled
    std::chrono::milliseconds longest{20'000};
};

/// How long to wait after a failed attempt: drawn evenly from 0 to the doubled bound ("full
/// jitter"), so that many callers do not come back at once; what the server asked for instead, when
/// it did.
/// @param attempt 1 for the first
/// @source M. Brooker, Exponential backoff and jitter, 2015
std::chrono::milliseconds wait_before_retry(const RetryPolicy& policy, int attempt,
                                            std::optional<std::chrono::milliseconds> retry_after,
                                            std::uint64_t seed);

/// True for what may be gone in a moment: timeouts, cut connections, 408, 429, 5xx.
bool may_pass(const HttpReply& reply);

/// "it answered 503 Service Unavailable", "it did not answer in time": for people.
std::string reason_of(const HttpReply& reply);

/// The answer's own words about what is wrong (error.message of JSON), cut short; may be empty.
std::string told_by(const HttpReply& reply);

}  // namespace halfstep
