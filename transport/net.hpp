#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>

/// The Asio types of the transport, all with one concrete executor: a connection's strand.
namespace halfstep {

namespace asio = boost::asio;

class WorkerPool;

using Tcp = asio::ip::tcp;
using Strand = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<Tcp, Strand>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Strand>;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Strand>;

template <typename T = void>
using Task = asio::awaitable<T, Strand>;

/// Throws boost::system::system_error.
inline constexpr asio::use_awaitable_t<Strand> kTask{};
/// Gives the error code first.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Strand>> kTuple{kTask};

/// Runs blocking work on the pool; the coroutine goes on on its own strand afterwards. The work's
/// references must live in the coroutine's frame or longer; it must not throw.
Task<> on_worker(WorkerPool& pool, std::function<void()> work);

}  // namespace halfstep
