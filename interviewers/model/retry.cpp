#include "interviewers/model/retry.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/rng.hpp"
#include "base/utf8.hpp"

namespace halfstep {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kToldMax = 200;

class SteadyWaiter : public Waiter {
public:
    milliseconds now() override {
        return std::chrono::duration_cast<milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
    bool wait(milliseconds time, std::stop_token stop) override {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        return !stopped.wait_for(lock, stop, time, [&] { return stop.stop_requested(); });
    }
};

}  // namespace

std::unique_ptr<Waiter> make_steady_waiter() {
    return std::make_unique<SteadyWaiter>();
}

milliseconds wait_before_retry(const RetryPolicy& policy, int attempt,
                               std::optional<milliseconds> retry_after, std::uint64_t seed) {
    if (retry_after) return *retry_after;
    milliseconds bound = policy.first;
    for (int k = 1; k < attempt && bound < policy.longest; ++k) bound *= 2;
    bound = std::min(bound, policy.longest);
    const double share = uniform01(seed, static_cast<std::uint64_t>(attempt), 0);
    return milliseconds(static_cast<std::int64_t>(share * static_cast<double>(bound.count())));
}

bool may_pass(const HttpReply& reply) {
    switch (reply.failure) {
        case HttpFailure::Connect:
        case HttpFailure::FirstByte:
        case HttpFailure::Stall:
        case HttpFailure::Cut:
            return true;
        case HttpFailure::None:
            return reply.status == 408 || reply.status == 429 || reply.status >= 500;
        default:
            return false;
    }
}

std::string reason_of(const HttpReply& reply) {
    const std::string detail = reply.detail.empty() ? "" : " (" + reply.detail + ")";
    switch (reply.failure) {
        case HttpFailure::None:
            break;
        case HttpFailure::BadUrl:
            return "its address cannot be read" + detail;
        case HttpFailure::Connect:
            return "it cannot be reached" + detail;
        case HttpFailure::Tls:
            return "its certificate does not verify" + detail;
        case HttpFailure::FirstByte:
            return "it did not begin to answer in time";
        case HttpFailure::Stall:
            return "it stopped in the middle of its answer";
        case HttpFailure::Total:
            return "its answer took too long";
        case HttpFailure::Cut:
            return "the connection ended inside its answer";
        case HttpFailure::TooLarge:
            return "its answer is too large";
        case HttpFailure::Cancelled:
            return "the call was cancelled";
    }
    if (reply.status >= 300 && reply.status < 400) {
        return "it answered with a redirect (" + std::to_string(reply.status) +
               "), which is not followed";
    }
    return "it answered " + std::to_string(reply.status);
}

std::string told_by(const HttpReply& reply) {
    const nlohmann::json value = nlohmann::json::parse(reply.body, nullptr, false);
    if (!value.is_object() || !value.contains("error")) return "";
    const nlohmann::json& error = value.at("error");
    std::string text;
    if (error.is_string()) text = error.get<std::string>();
    if (error.is_object() && error.contains("message") && error.at("message").is_string()) {
        text = error.at("message").get<std::string>();
    }
    return std::string(slice(text, {0, kToldMax}));
}

}  // namespace halfstep
