#include "transport/methods.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/sha256.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"

namespace halfstep {

extern const char* const kOpenRpcText;

namespace {

using Json = nlohmann::json;

Result<Json> rpc_discover(const Json&, CallContext&) {
    return openrpc_document();
}

Result<Json> owner_token(const Json&, CallContext& context) {
    if (!context.local_owner) {
        return Error{ErrorCode::Refused, "rpc.110",
                     "only the server's own page, opened on the server's machine, is its owner", "",
                     "open http://127.0.0.1 at the server's port on that machine"};
    }
    return Json{{"token", context.services.owner_token}};
}

}  // namespace

const Json& openrpc_document() {
    static const Json document = Json::parse(kOpenRpcText);
    return document;
}

std::string_view to_text(Role role) {
    switch (role) {
        case Role::Candidate:
            return "candidate";
        case Role::Coach:
            return "coach";
        case Role::Observer:
            return "observer";
        case Role::Seat:
            return "seat";
    }
    return "observer";
}

bool is_library_name(std::string_view name) {
    return !name.empty() && name.size() <= limits::kIdBytesMax && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
           });
}

Error bad_params(Error error) {
    error.code = ErrorCode::InvalidArgument;
    return error;
}

bool is_owner_token(const Services& services, const std::string& token) {
    return !services.owner_token.empty() && equal_constant_time(token, services.owner_token);
}

Result<Caller> caller_of(Services& services, const std::string& loop, const std::string& token) {
    if (!is_owner_token(services, token)) return services.loops.authorise(loop, token);
    const Result<std::vector<LoopHead>> heads = services.loops.list();
    if (!heads) return heads.error();
    const bool known = std::any_of(heads->begin(), heads->end(),
                                   [&](const LoopHead& head) { return head.loop == loop; });
    if (!known) return services.loops.authorise(loop, token);
    return Caller{Role::Coach, ""};
}

Result<PanelSpec> panel_named(const Services& services, const Json& value,
                              const std::string& where) {
    if (value.is_object()) return panel_from_json(value);
    if (!value.is_string()) {
        return Error{ErrorCode::InvalidArgument, "rpc.105",
                     "a panel is a library name or a panel object", where, "panel.list names them"};
    }
    const std::string name = value.get<std::string>();
    if (!is_library_name(name)) {
        return Error{ErrorCode::InvalidArgument, "rpc.106",
                     "\"" + name.substr(0, 100) + "\" is not a library name", where,
                     "letters, digits, '-' and '_'; files are not read over the wire"};
    }
    return services.library.panel(name);
}

RpcDispatcher make_methods() {
    RpcDispatcher methods;
    methods.add("rpc.discover", rpc_discover);
    methods.add("owner.token", owner_token);
    add_loop_methods(methods);
    add_seat_methods(methods);
    add_import_methods(methods);
    add_studio_methods(methods);
    add_panel_methods(methods);
    add_debrief_methods(methods);
    add_health_methods(methods);
    return methods;
}

}  // namespace halfstep
