#pragma once

#include <atomic>

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
    std::unique_ptr<WorkerPool> workers;
};

}  // namespace halfstep
