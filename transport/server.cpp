#include "transport/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>

#include "base/sha256.hpp"
#include "transport/listener.hpp"
#include "transport/log.hpp"
#include "transport/net.hpp"
#include "transport/server_state.hpp"

namespace halfstep {

using namespace std::chrono_literals;

ServerState::ServerState(ServerOptions given, LoopService& loops, const Library& library)
    : options(std::move(given)),
      own{options.host, options.port, options.allowed_origins},
      services{loops,
               library,
               options.panels_folder,
               random_hex(32),
               options.transcriber,
               options.model,
               options.model_seats},
      methods(make_methods()),
      metrics(methods.names()),
      files(options.web_folder),
      workers(std::make_unique<WorkerPool>(options.workers)) {}

struct Server::Running {
    Running(ServerOptions options, LoopService& loops, const Library& library)
        : state(std::move(options), loops, library) {}

    asio::io_context io;
    ServerState state;
    std::optional<Acceptor> acceptor;
    std::optional<Timer> tick_timer;
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work;
    std::vector<std::thread> threads;
    std::atomic<bool> ticking = true;

    // Time passes for all loops, one call at a time, on a worker.
    Task<> tick() {
        while (ticking) {
            tick_timer->expires_after(state.options.tick);
            co_await tick_timer->async_wait(kTuple);
            if (!ticking) co_return;
            std::function<void()> call = [this] {
                try {
                    state.services.loops.tick();
                } catch (const std::exception& problem) {
                    log_error(std::string("a bug while time passed: ") + problem.what());
                }
            };
            co_await on_worker(*state.workers, std::move(call));
        }
    }
};

Server::Server(ServerOptions options, LoopService& loops, const Library& library)
    : running_(std::make_unique<Running>(std::move(options), loops, library)) {}

Server::~Server() {
    stop();
}

Result<std::uint16_t> Server::start() {
    Running& running = *running_;
    Result<Acceptor> acceptor = listen_at(running.io, running.state);
    if (!acceptor) return acceptor.error();
    running.acceptor.emplace(std::move(*acceptor));
    running.work.emplace(running.io.get_executor());
    const Strand strand = running.acceptor->get_executor();
    running.tick_timer.emplace(strand);
    asio::co_spawn(strand, accept_connections(running.io, *running.acceptor, running.state),
                   asio::detached);
    asio::co_spawn(strand, running.tick(), asio::detached);
    for (std::size_t k = 0; k < running.state.options.threads; ++k) {
        running.threads.emplace_back([&running] { running.io.run(); });
    }
    return running.state.own.port;
}

void Server::stop() {
    Running& running = *running_;
    if (running.threads.empty()) return;
    ConnectionSet& connections = running.state.connections;
    // While sockets are told to go, /readyz still says so to whoever asks.
    running.state.draining = true;
    connections.stop(StopKind::Socket);
    connections.wait_until_gone(true, 5s);
    running.state.ending.request_stop();
    asio::post(running.acceptor->get_executor(), [&running] {
        boost::system::error_code ignored;
        running.acceptor->close(ignored);
        running.ticking = false;
        running.tick_timer->cancel();
    });
    connections.stop(StopKind::All);
    if (!connections.wait_until_gone(false, 3s)) connections.stop(StopKind::Force);
    running.work.reset();
    for (std::thread& thread : running.threads) thread.join();
    running.threads.clear();
    running.state.workers.reset();
}

}  // namespace halfstep
