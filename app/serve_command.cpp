#include "app/serve_command.hpp"

#include <signal.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/model_flags.hpp"
#include "base/limits.hpp"
#include "scenarios/library.hpp"
#include "session/event_store.hpp"
#include "session/log_import.hpp"
#include "session/loop_service.hpp"
#include "session/replay.hpp"
#include "transport/server.hpp"

namespace halfstep {
namespace {

namespace fs = std::filesystem;

struct ServeOptions {
    std::string listen = "127.0.0.1:8787";
    std::string data;
    std::string scenarios;
    std::string web;
    std::string sample;
    std::vector<std::string> allowed_origins;
    std::size_t connections_max = ServerOptions{}.connections_max;
    TranscriptionFlags transcription;
    ModelFlags model;
};

constexpr std::size_t kTransfersMax = 16;  ///< calls to other services at one time

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Result<fs::path> data_folder(const std::string& given) {
    const Result<std::string> named =
        given.empty() ? default_data_folder() : Result<std::string>(given);
    if (!named) return named.error();
    std::error_code problem;
    fs::create_directories(*named, problem);
    if (problem || !fs::is_directory(*named, problem)) {
        return Error{
            ErrorCode::Io, "serve.105",
            "cannot make the data folder" + (problem ? ": " + problem.message() : std::string()),
            *named, "name a folder that can be written with --data DIR"};
    }
    return fs::path(*named);
}

/// A played loop put where the page finds it.
Result<Done> import_file(EventStore& store, const std::string& log) {
    const Result<std::string> text = read_input(log, limits::kPacketBytesMax);
    if (!text) return text.error();
    const Result<std::vector<Event>> events = read_log(*text);
    if (!events) return events.error();
    return import_log(store, *events);
}

std::string address_text(const ListenAddress& address, std::uint16_t port) {
    const bool v6 = address.host.find(':') != std::string::npos;
    return (v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(port);
}

/// Signals that end the program, held back from every thread and waited for by one.
class StopSignals {
public:
    /// Must be made before any thread is.
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        signal(SIGPIPE, SIG_IGN);
    }
    void wait() const {
        int received = 0;
        sigwait(&set_, &received);
    }

private:
    sigset_t set_;
};

int serve(const ServeOptions& options) {
    const Result<ListenAddress> address = listen_address(options.listen);
    if (!address) return report(address.error());
    const Result<fs::path> data = data_folder(options.data);
    if (!data) return report(data.error());
    const auto speech = transcription_options(options.transcription);
    if (!speech) return report(speech.error());
    const StopSignals stop_signals;
    const std::unique_ptr<HttpClient> http = make_curl_http_client(kTransfersMax);
    const std::unique_ptr<Transcriber> transcriber =
        *speech ? make_transcriber(*http, **speech) : nullptr;

    const Result<std::unique_ptr<ModelSeats>> model = ModelSeats::make(options.model, *http);
    if (!model) return report(model.error());

    auto store = make_sqlite_event_store((*data / "loops.db").string());
    if (!store) return report(store.error());
    if (!options.sample.empty()) {
        const Result<Done> imported = import_file(**store, options.sample);
        if (!imported) return report(imported.error());
    }
    const std::unique_ptr<LoopService> loops =
        make_loop_service(std::move(*store), now_ms, (*model)->seating());
    std::vector<fs::path> folders = library_folders(options.scenarios);
    folders.push_back(*data);  // panels that coaches saved
    const Library library(std::move(folders));

    ServerOptions server_options;
    server_options.host = address->host;
    server_options.port = address->port;
    server_options.web_folder = options.web.empty() ? web_folder() : fs::path(options.web);
    server_options.panels_folder = *data / "panels";
    server_options.allowed_origins = options.allowed_origins;
    server_options.connections_max = options.connections_max;
    server_options.transcriber = transcriber.get();
    server_options.model = (*model)->model();
    server_options.model_seats = options.model.seats;
    Server server(server_options, *loops, library);
    const Result<std::uint16_t> port = server.start();
    if (!port) return report(port.error());
    const std::string at = address_text(*address, *port);
    spdlog::info("serving {} with data in {}", at, data->string());
    const auto written = write_output("listening on http://" + at + "\n");
    if (!written) return report(written.error());

    stop_signals.wait();
    spdlog::info("stopping");
    server.stop();
    spdlog::info("stopped");
    return kExitDone;
}

}  // namespace

Result<ListenAddress> listen_address(const std::string& text) {
    const Error wrong{ErrorCode::InvalidArgument, "serve.103",
                      "\"" + text + "\" is not an address to listen on", "--listen",
                      "write HOST:PORT, such as 127.0.0.1:8787 or [::1]:8787"};
    const std::size_t colon = text.rfind(':');
    std::string host = colon == std::string::npos ? "" : text.substr(0, colon);
    const std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string::npos) {
        return wrong;
    }
    ListenAddress address;
    const auto [end, problem] =
        std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (problem != std::errc() || end != port.data() + port.size()) return wrong;
    address.host = !host.empty() ? host : colon == std::string::npos ? "127.0.0.1" : "0.0.0.0";
    return address;
}

Result<std::string> default_data_folder() {
    const char* xdg = std::getenv("XDG_DATA_HOME");
    if (xdg && *xdg) return std::string(xdg) + "/halfstep";
    const char* home = std::getenv("HOME");
    if (home && *home) return std::string(home) + "/.local/share/halfstep";
    return Error{ErrorCode::InvalidArgument, "serve.104",
                 "there is no home folder to keep loops in", "--data", "name one: --data DIR"};
}

void add_serve_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand("serve", "Serve the page and the socket");
    auto options = std::make_shared<ServeOptions>();
    command->add_option("--listen", options->listen, "HOST:PORT; port 0 takes a free one")
        ->capture_default_str();
    command->add_option("--data", options->data,
                        "Folder of loops.db and saved panels; made when missing "
                        "[~/.local/share/halfstep]");
    command->add_option("--scenarios", options->scenarios,
                        "A folder with more panels and candidates");
    command->add_option("--web", options->web, "Folder of the built page");
    command->add_option("--sample", options->sample, "A log to have among the loops, for replay");
    command->add_option("--allow-origin", options->allowed_origins,
                        "Another origin whose pages may use the socket, such as "
                        "http://localhost:5173; may be repeated");
    command
        ->add_option("--connections", options->connections_max, "Connections at most at one time")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    add_model_flags(*command, options->model);
    add_transcription_flags(*command, options->transcription);
    command->callback([&run, options] { run = [options] { return serve(*options); }; });
}

}  // namespace halfstep
