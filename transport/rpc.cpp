#include "transport/rpc.hpp"

#include <exception>
#include <nlohmann/json.hpp>
#include <optional>

#include "panel/json.hpp"
#include "transport/wire_error.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;
using Ended = std::function<void(const CallRecord&)>;
using Methods = std::map<std::string, RpcMethod, std::less<>>;

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;

Json failure(const Json& id, int code, const Error& error) {
    return {{"jsonrpc", "2.0"},
            {"id", id},
            {"error", {{"code", code}, {"message", error.message}, {"data", error_data(error)}}}};
}

Json invalid_request(const Json& id, const std::string& message, const std::string& where,
                     const std::string& hint, const Ended& ended) {
    const Error error{ErrorCode::InvalidArgument, "rpc.101", message, where, hint};
    ended({.method = "invalid", .ok = false, .error_id = error.id, .bug = {}});
    return failure(id, kInvalidRequest, error);
}

bool is_id(const Json& id) {
    return id.is_string() || id.is_number() || id.is_null();
}

Result<Json> call_guarded(RpcMethod method, const Json& params, CallContext& context,
                          std::string& bug) {
    try {
        return method(params, context);
    } catch (const std::exception& problem) {
        bug = problem.what();
        return Error{ErrorCode::Bug, "rpc.199", "the server met a bug of its own in this call", "",
                     "please report it with what you did; the log has the details"};
    }
}

// nullopt: a notification, which is never answered.
std::optional<Json> handle_call(const Json& request, const Methods& methods, CallContext& context,
                                const Ended& ended) {
    if (!request.is_object()) {
        return invalid_request(nullptr, "a request is an object", "/",
                               R"(send {"jsonrpc": "2.0", "id": 1, "method": ...})", ended);
    }
    const bool answered = request.contains("id");
    const Json id = answered && is_id(request["id"]) ? request["id"] : Json();
    if (answered && !is_id(request["id"])) {
        return invalid_request(nullptr, "an id is text, a number or null", "/id", "", ended);
    }
    const auto version = request.find("jsonrpc");
    if (version == request.end() || *version != "2.0") {
        return invalid_request(id, "\"jsonrpc\" must be \"2.0\"", "/jsonrpc", "", ended);
    }
    const auto name = request.find("method");
    if (name == request.end() || !name->is_string()) {
        return invalid_request(id, "\"method\" must be text", "/method", "", ended);
    }
    const std::string method_name = name->get<std::string>();
    const auto method = methods.find(method_name);
    if (method == methods.end()) {
        ended({.method = "unknown", .ok = false, .error_id = "rpc.103", .bug = {}});
        if (!answered) return std::nullopt;
        return failure(id, kMethodNotFound,
                       {ErrorCode::InvalidArgument, "rpc.103",
                        "there is no method \"" + method_name.substr(0, 100) + "\"", "/method",
                        "rpc.discover lists the methods"});
    }
    const Json no_params = Json::object();
    const auto given = request.find("params");
    const Json& params = given == request.end() || given->is_null() ? no_params : *given;
    std::string bug;
    Result<Json> result = params.is_object() ? call_guarded(method->second, params, context, bug)
                                             : Error{ErrorCode::InvalidArgument, "rpc.104",
                                                     "params must be an object", "/params",
                                                     "name the parameters: {\"loop\": ...}"};
    ended({.method = method->first,
           .ok = result.has_value(),
           .error_id = result ? "" : result.error().id,
           .bug = bug});
    if (!answered) return std::nullopt;
    if (!result) return failure(id, wire_code(result.error().code).rpc, result.error());
    return Json{{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(*result)}};
}

std::string written(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void RpcDispatcher::add(std::string name, RpcMethod method) {
    methods_.emplace(std::move(name), method);
}

std::vector<std::string> RpcDispatcher::names() const {
    std::vector<std::string> all;
    for (const auto& [name, method] : methods_) all.push_back(name);
    return all;
}

std::string RpcDispatcher::handle(std::string_view text, CallContext& context,
                                  const Ended& ended) const {
    const Result<Json> message = parse_json(text);
    if (!message) {
        Error error = message.error();
        error.id = "rpc.100";
        ended({.method = "invalid", .ok = false, .error_id = error.id, .bug = {}});
        return written(failure(nullptr, kParseError, error));
    }
    if (!message->is_array()) {
        const std::optional<Json> answer = handle_call(*message, methods_, context, ended);
        return answer ? written(*answer) : "";
    }
    if (message->empty() || message->size() > kBatchCallsMax) {
        return written(invalid_request(
            nullptr, "a batch holds 1 to " + std::to_string(kBatchCallsMax) + " calls", "/", "",
            ended));
    }
    Json answers = Json::array();
    for (const Json& request : *message) {
        std::optional<Json> answer = handle_call(request, methods_, context, ended);
        if (answer) answers.push_back(std::move(*answer));
    }
    return answers.empty() ? "" : written(answers);
}

}  // namespace halfstep
