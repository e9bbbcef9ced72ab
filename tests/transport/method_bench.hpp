#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/library.hpp"
#include "tests/transport/fake_loops.hpp"
#include "transport/methods.hpp"

namespace halfstep {

/// All methods over fake loops and the real library, called without a socket.
struct MethodBench {
    explicit MethodBench(std::filesystem::path panels_folder = {})
        : library({std::filesystem::path(HALFSTEP_SOURCE_DIR) / "scenarios" / "library",
                   panels_folder.parent_path()}),
          services{loops, library, panels_folder, "owner-secret"},
          attachments(loops, [] {}) {}

    std::string send(const std::string& text) {
        CallContext context{services, attachments, local_owner};
        return methods.handle(text, context, [this](const CallRecord& call) {
            records.push_back({call.method, call.ok, call.error_id, call.bug});
        });
    }

    nlohmann::json call(const std::string& method,
                        const nlohmann::json& params = nlohmann::json::object()) {
        const nlohmann::json request = {
            {"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}};
        return nlohmann::json::parse(send(request.dump()));
    }

    std::string error_id(const std::string& method, const nlohmann::json& params) {
        const nlohmann::json answer = call(method, params);
        return answer.contains("error") ? answer["error"]["data"]["id"].get<std::string>() : "";
    }

    FakeLoops loops;
    Library library;
    Services services;
    Attachments attachments;
    RpcDispatcher methods = make_methods();
    bool local_owner = false;
    std::vector<CallRecord> records;
};

}  // namespace halfstep
