#pragma once

#include <atomic>
#include <stop_token>

#include "transport/connection_set.hpp"
#include "transport/methods.hpp"
#include "transport/metrics.hpp"
#include "transport/origin.hpp"
#include "transport/server.hpp"
#include "transport/static_files.hpp"
#include "transport/worker_pool.hpp"

namespace halfstep {

/// What all connections share; made once, outlives them.
struct ServerState {
    ServerState(ServerOptions given, LoopService& loops, const Library& library);

    ServerOptions options;
    OwnAddress own;
    Services services;
    RpcDispatcher methods;
    Metrics metrics;
    StaticFiles files;
    ConnectionSet connections;
    std::atomic<bool> draining = false;
    std::atomic<std::size_t> transcriptions = 0;  ///< under way
    std::stop_source ending;                      ///< calls to other services end with the server
    std::unique_ptr<WorkerPool> workers;
};

}  // namespace halfstep
