#pragma once

#include <memory>

#include "transport/net.hpp"
#include "transport/server_state.hpp"

namespace halfstep {

/// One connection from its first byte to its last: requests in order, and from an upgrade on the
/// socket.
Task<> serve_connection(Socket socket, ServerState& state,
                        std::shared_ptr<ConnectionSet::Ticket> ticket);

}  // namespace halfstep
