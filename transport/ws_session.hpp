#pragma once

#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "transport/net.hpp"
#include "transport/server_state.hpp"

namespace halfstep {

using Stream = boost::beast::basic_stream<Tcp, Strand>;

/// A socket from the upgrade request, already judged, to its end. Requests are read one at a time
/// and answered in order; events of attached loops are sent between the answers.
Task<> serve_socket(Stream stream,
                    boost::beast::http::request<boost::beast::http::string_body> request,
                    RequestSource source, ServerState& state,
                    std::shared_ptr<ConnectionSet::Ticket> ticket);

}  // namespace halfstep
