#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"

namespace halfstep {

class Library;
class LoopService;
class Transcriber;

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8787;  ///< 0: any free one
    std::filesystem::path web_folder{};
    std::filesystem::path panels_folder{};       ///< where panel.save writes; empty: saving is off
    std::vector<std::string> allowed_origins{};  ///< beside the server's own
    Transcriber* transcriber = nullptr;          ///< outlives the server; null: none
    std::string model{};                         ///< the language model's name; empty: none
    std::string model_seats{};                   ///< --model-seats, for the page to tell
    std::size_t threads = 2;                     ///< that move bytes
    std::size_t workers = 16;                    ///< that may block on the store
    std::size_t connections_max = 4096;
    std::size_t frame_bytes_max = limits::kFrameBytesMax;
    std::size_t outbox_bytes_max = limits::kOutboxBytesMax;
    std::size_t audio_bytes_max = limits::kAudioBytesMax;
    std::size_t transcriptions_max = 4;              ///< under way at one time
    std::chrono::milliseconds slow_client{20'000};   ///< one write may take this long
    std::chrono::milliseconds idle{60'000};          ///< then a socket is pinged
    std::chrono::milliseconds http_request{30'000};  ///< to send a request, or the next one
    std::chrono::milliseconds tick{1'000};           ///< between LoopService::tick calls
};

/// The server: HTTP and the socket on one port, in its own threads.
class Server {
public:
    Server(ServerOptions options, LoopService& loops, const Library& library);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();  ///< stops

    /// Listens, and answers from then on. Once.
    /// @return the port
    /// @error Unavailable serve.101: the port is taken; serve.102: cannot listen there
    Result<std::uint16_t> start();

    /// Closes sockets with 1001 after what they wait for, ends connections, waits for workers.
    /// May be called twice.
    void stop();

private:
    struct Running;
    std::unique_ptr<Running> running_;
};

}  // namespace halfstep
