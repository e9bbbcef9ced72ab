#pragma once

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// JSON-RPC 2.0, text in and text out, without sockets or threads.
namespace halfstep {

inline constexpr std::size_t kBatchCallsMax = 50;

/// How one call ended, for metrics: the method's registered name, or "unknown", or "invalid".
struct CallRecord {
    std::string_view method;
    bool ok = false;
    std::string error_id;  ///< empty when ok
    std::string bug;       ///< what a failed CHECK or a stray exception said; never sent
};

struct CallContext;  // transport/methods.hpp; the dispatcher only hands it on

/// One method: its params object in, its result or what is wrong out.
using RpcMethod = Result<nlohmann::json> (*)(const nlohmann::json& params, CallContext& context);

class RpcDispatcher {
public:
    void add(std::string name, RpcMethod method);

    std::vector<std::string> names() const;

    /// Runs one message, a request, a notification or a batch of them, in order.
    ///
    /// @param ended called after each call
    /// @return      the response's text; empty when nothing is to be sent (notifications)
    /// Never throws for what a client sent; a method that throws is answered with -32603.
    std::string handle(std::string_view text, CallContext& context,
                       const std::function<void(const CallRecord&)>& ended) const;

private:
    std::map<std::string, RpcMethod, std::less<>> methods_;
};

}  // namespace halfstep
