#include "transport/listener.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "transport/http_session.hpp"
#include "transport/log.hpp"

namespace halfstep {
namespace {

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\n"
    "Connection: close\r\n\r\n";

Error cannot_listen(const ServerState& state, const boost::system::error_code& problem) {
    const std::string port = std::to_string(state.options.port);
    if (problem == asio::error::address_in_use) {
        const int other = state.options.port < 65535 ? state.options.port + 1 : 8787;
        return {ErrorCode::Unavailable, "serve.101",
                "port " + port + " on " + state.options.host + " is taken", "--listen",
                "stop the program that has it, or choose another: --listen " + state.options.host +
                    ":" + std::to_string(other)};
    }
    return {ErrorCode::Unavailable, "serve.102",
            "cannot listen on " + state.options.host + ":" + port + ": " + problem.message(),
            "--listen", "use an address of this machine, such as 127.0.0.1:8787"};
}

Result<Tcp::endpoint> endpoint_of(asio::io_context& io, const ServerState& state) {
    boost::system::error_code problem;
    const asio::ip::address address = asio::ip::make_address(state.options.host, problem);
    if (!problem) return Tcp::endpoint(address, state.options.port);
    Tcp::resolver resolver(io);
    const auto found = resolver.resolve(state.options.host, std::to_string(state.options.port),
                                        Tcp::resolver::passive, problem);
    if (problem || found.empty()) return cannot_listen(state, problem);
    return found.begin()->endpoint();
}

// Without a coroutine: a fresh socket always takes these few bytes.
void refuse(Socket socket) {
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(kFull.data(), kFull.size()), ignored);
    socket.shutdown(Socket::shutdown_both, ignored);
}

}  // namespace

Result<Acceptor> listen_at(asio::io_context& io, ServerState& state) {
    const Result<Tcp::endpoint> endpoint = endpoint_of(io, state);
    if (!endpoint) return endpoint.error();
    Acceptor acceptor(asio::make_strand(io));
    boost::system::error_code problem;
    acceptor.open(endpoint->protocol(), problem);
    if (!problem) acceptor.set_option(asio::socket_base::reuse_address(true), problem);
    if (!problem) acceptor.bind(*endpoint, problem);
    if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
    if (problem) return cannot_listen(state, problem);
    state.own.port = acceptor.local_endpoint().port();
    return acceptor;
}

Task<> accept_connections(asio::io_context& io, Acceptor& acceptor, ServerState& state) {
    Timer pause(acceptor.get_executor());
    while (acceptor.is_open()) {
        auto [problem, socket] = co_await acceptor.async_accept(asio::make_strand(io), kTuple);
        if (problem == asio::error::operation_aborted) co_return;
        if (problem) {
            // Out of file descriptors, most likely: wait for connections to end.
            log_warning("cannot accept: " + problem.message());
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(kTuple);
            continue;
        }
        std::shared_ptr<ConnectionSet::Ticket> ticket =
            state.connections.enter(state.options.connections_max);
        if (!ticket) {
            state.metrics.connection_refused();
            refuse(std::move(socket));
            continue;
        }
        boost::system::error_code ignored;
        socket.set_option(Tcp::no_delay(true), ignored);
        const Strand strand = socket.get_executor();
        asio::co_spawn(strand, serve_connection(std::move(socket), state, std::move(ticket)),
                       asio::detached);
    }
}

}  // namespace halfstep
