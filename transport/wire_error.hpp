#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "base/result.hpp"

namespace halfstep {

/// What one ErrorCode is on the wire: a JSON-RPC error code and an HTTP status.
struct WireCode {
    int rpc = 0;
    int http = 0;
};

/// The one table from our errors to the wire's; also in docs/wire.md.
WireCode wire_code(ErrorCode code);

/// {id, where, hint}: the data of a JSON-RPC error.
nlohmann::json error_data(const Error& error);

}  // namespace halfstep
