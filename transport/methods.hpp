#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.hpp"
#include "session/loop_service.hpp"
#include "transport/attachments.hpp"
#include "transport/rpc.hpp"

namespace halfstep {

class JsonReader;
class Library;
class Transcriber;

/// What the methods work on; lives as long as the server.
struct Services {
    LoopService& loops;
    const Library& library;
    std::filesystem::path panels_folder;  ///< where panel.save writes; empty: saving is off
    std::string owner_token;              ///< opens every loop as coach; new at each start
    Transcriber* transcriber = nullptr;   ///< null: speech cannot be sent here
    std::string model{};                  ///< of seats that a model plays; empty: none
    std::string model_seats{};            ///< all, or ids; which agents' seats it takes, too
};

/// One connection's call.
struct CallContext {
    Services& services;
    Attachments& attachments;
    bool local_owner = false;
};

/// Every method of the wire. They block on the store: call them on a worker.
RpcDispatcher make_methods();

/// Who a token makes the caller in a loop; the owner's token makes a coach in all of them.
Result<Caller> caller_of(Services& services, const std::string& loop, const std::string& token);

bool is_owner_token(const Services& services, const std::string& token);

/// transport/schema/openrpc.json.
const nlohmann::json& openrpc_document();

/// "candidate", "coach", "observer", "seat".
std::string_view to_text(Role role);

/// True for what may name a panel over the wire: letters, digits, '-', '_' and '.', no path.
bool is_library_name(std::string_view name);

void add_loop_methods(RpcDispatcher& methods);
void add_seat_methods(RpcDispatcher& methods);
void add_import_methods(RpcDispatcher& methods);
void add_studio_methods(RpcDispatcher& methods);
void add_panel_methods(RpcDispatcher& methods);
void add_debrief_methods(RpcDispatcher& methods);
void add_health_methods(RpcDispatcher& methods);

/// A panel by library name or as an inline object.
Result<PanelSpec> panel_named(const Services& services, const nlohmann::json& value,
                              const std::string& where);

/// What loop.start and loop.import begin a loop with.
Result<StartRequest> start_request(JsonReader& reader, CallContext& context);

/// {loop, candidate, coach, observer, tokens}
nlohmann::json to_json(const StartedLoop& started);

/// The error of a parameter that is not of its type, as InvalidArgument.
Error bad_params(Error error);

}  // namespace halfstep
