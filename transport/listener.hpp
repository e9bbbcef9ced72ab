#pragma once

#include "base/result.hpp"
#include "transport/net.hpp"
#include "transport/server_state.hpp"

namespace halfstep {

/// Binds and listens at the address of the state's options, and tells the state its port.
/// @error Unavailable serve.101: taken; serve.102: cannot listen there
Result<Acceptor> listen_at(asio::io_context& io, ServerState& state);

/// Accepts until the acceptor is closed; each connection gets a strand of its own.
Task<> accept_connections(asio::io_context& io, Acceptor& acceptor, ServerState& state);

}  // namespace halfstep
