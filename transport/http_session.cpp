#include "transport/http_session.hpp"

#include <array>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "transport/log.hpp"
#include "transport/pages.hpp"
#include "transport/ws_session.hpp"

namespace halfstep {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::uint32_t kHeaderBytesMax = 16 << 10;
constexpr std::uint64_t kBodyBytesMax = 64 << 10;
constexpr std::string_view kSubprotocol = "halfstep.v1";

using Request = http::request<http::string_body>;

using Fields = http::request_header<>;

std::string text_of(const Fields& request, http::field field) {
    return std::string(request[field]);
}

HttpQuestion question_of(const Fields& request) {
    return {.method = std::string(request.method_string()),
            .target = std::string(request.target()),
            .authorization = text_of(request, http::field::authorization),
            .accept_encoding = text_of(request, http::field::accept_encoding),
            .if_none_match = text_of(request, http::field::if_none_match),
            .host = text_of(request, http::field::host)};
}

/// One of a limited number of places, for as long as it lives.
class Place {
public:
    Place(std::atomic<std::size_t>& used, std::size_t most) : used_(used), most_(most) {
        taken_ = ++used_ <= most_;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { --used_; }
    bool taken() const { return taken_; }

private:
    std::atomic<std::size_t>& used_;
    std::size_t most_;
    bool taken_ = false;
};

bool offers_subprotocol(const Request& request) {
    std::string_view list = request[http::field::sec_websocket_protocol];
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        std::string_view item = list.substr(0, comma);
        list = comma == std::string_view::npos ? "" : list.substr(comma + 1);
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (item == kSubprotocol) return true;
    }
    return false;
}

class HttpSession : public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(Socket socket, ServerState& state, std::shared_ptr<ConnectionSet::Ticket> ticket)
        : stream_(std::move(socket)), state_(state), ticket_(std::move(ticket)) {
        state_.metrics.connection_opened();
    }
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;
    ~HttpSession() { state_.metrics.connection_closed(); }

    Task<> run() {
        ticket_->on_stop(false, [weak = weak_from_this()](StopKind kind) {
            if (auto self = weak.lock()) {
                const Strand strand = self->stream_.get_executor();
                asio::post(strand, [self = std::move(self), kind] { self->stop(kind); });
            }
        });
        while (!stopping_) {
            http::request_parser<http::empty_body> head;
            head.header_limit(kHeaderBytesMax);
            head.body_limit(state_.options.audio_bytes_max);
            stream_.expires_after(state_.options.http_request);
            reading_ = true;
            const auto [unreadable, head_size] =
                co_await http::async_read_header(stream_, buffer_, head, kTuple);
            if (unreadable) {
                reading_ = false;
                co_await refuse_unreadable(unreadable);
                break;
            }
            if (is_recording(question_of(head.get()))) {
                reading_ = false;
                if (!co_await answer_recording(head)) break;
                continue;
            }
            if (head.content_length().value_or(0) > kBodyBytesMax) {
                reading_ = false;
                co_await refuse_unreadable(http::error::body_limit);
                break;
            }
            http::request_parser<http::string_body> parser(std::move(head));
            parser.body_limit(kBodyBytesMax);
            const auto [problem, size] =
                co_await http::async_read(stream_, buffer_, parser, kTuple);
            reading_ = false;
            if (problem) {
                co_await refuse_unreadable(problem);
                break;
            }
            const Request request = parser.release();
            if (beast::websocket::is_upgrade(request)) {
                const std::optional<HttpAnswer> refusal = refuse_upgrade(request);
                if (!refusal) {
                    RequestSource source = source_of(request);
                    co_await serve_socket(std::move(stream_), request, std::move(source), state_,
                                          std::move(ticket_));
                    co_return;
                }
                co_await send(*refusal, request.version(), false, false);
                break;
            }
            if (!co_await answer(request)) break;
        }
        boost::system::error_code ignored;
        stream_.socket().shutdown(Socket::shutdown_send, ignored);
    }

private:
    void stop(StopKind kind) {
        stopping_ = true;
        if (kind == StopKind::Force || reading_) stream_.cancel();
    }

    RequestSource source_of(const Request& request) {
        RequestSource source;
        boost::system::error_code problem;
        const asio::ip::address peer = stream_.socket().remote_endpoint(problem).address();
        source.loopback =
            !problem &&
            (peer.is_loopback() ||
             (peer.is_v6() && peer.to_v6().is_v4_mapped() &&
              asio::ip::make_address_v4(asio::ip::v4_mapped, peer.to_v6()).is_loopback()));
        source.forwarded = request.count(http::field::forwarded) > 0 ||
                           request.count("X-Forwarded-For") > 0 ||
                           request.count("X-Forwarded-Host") > 0;
        source.origin = text_of(request, http::field::origin);
        source.host = text_of(request, http::field::host);
        return source;
    }

    std::optional<HttpAnswer> refuse_upgrade(const Request& request) {
        const std::string_view target = request.target();
        if (target.substr(0, target.find('?')) != "/ws") {
            return plain_answer(404, "the socket is at /ws\n");
        }
        if (!origin_allowed(state_.own, source_of(request))) {
            log_info("refused a socket of another origin");
            return plain_answer(403,
                                "this origin is not allowed; see --allow-origin in the help\n");
        }
        if (!offers_subprotocol(request)) {
            return plain_answer(400, "offer the subprotocol halfstep.v1\n");
        }
        if (state_.draining) return plain_answer(503, "the server is stopping\n");
        return std::nullopt;
    }

    Task<> refuse_unreadable(boost::system::error_code problem) {
        int status = 0;
        if (problem == http::error::header_limit || problem == http::error::buffer_overflow) {
            status = 431;
        } else if (problem == http::error::body_limit) {
            status = 413;
        } else if (problem.category() == make_error_code(http::error::bad_target).category() &&
                   problem != http::error::end_of_stream &&
                   problem != http::error::partial_message) {
            status = 400;
        }
        if (status == 0) co_return;  // the client went away, or took too long
        const HttpAnswer refusal = plain_answer(
            status, status == 400 ? "this is not HTTP\n" : "this request is over a limit\n");
        co_await send(refusal, 11, false, false);
    }

    // Who sends is known before the body is read, so that a stranger's is never kept.
    Task<bool> answer_recording(http::request_parser<http::empty_body>& head) {
        const HttpQuestion question = question_of(head.get());
        const std::string type = text_of(head.get(), http::field::content_type);
        const unsigned version = head.get().version();
        const Place place(state_.transcriptions, state_.options.transcriptions_max);
        std::optional<HttpAnswer> refusal;
        std::function<void()> ask = [&] { refusal = refuse_recording(state_.services, question); };
        co_await on_worker(*state_.workers, std::move(ask));
        if (!refusal && !place.taken()) {
            refusal = error_answer({ErrorCode::Unavailable, "transcription.107",
                                    "too many recordings are being transcribed", "",
                                    "send it again in a few seconds"});
        }
        if (refusal) {
            co_await send(*refusal, version, false, false);
            co_await read_to_the_end();
            co_return false;
        }
        http::request_parser<http::string_body> parser(std::move(head));
        parser.body_limit(state_.options.audio_bytes_max);
        stream_.expires_after(state_.options.http_request * 2);
        reading_ = true;
        const auto [problem, size] = co_await http::async_read(stream_, buffer_, parser, kTuple);
        reading_ = false;
        if (problem) {
            co_await refuse_unreadable(problem);
            co_return false;
        }
        const Request request = parser.release();
        HttpAnswer result;
        std::function<void()> work = [&] {
            result = transcribe_recording(state_.services, question, request.body(), type,
                                          state_.ending.get_token());
        };
        stream_.expires_never();
        co_await on_worker(*state_.workers, std::move(work));
        co_return co_await send(result, version, request.keep_alive() && !stopping_, false);
    }

    // A client that is still sending would lose the answer to a reset.
    Task<> read_to_the_end() {
        boost::system::error_code ignored;
        stream_.socket().shutdown(Socket::shutdown_send, ignored);
        std::array<char, 16 << 10> rest;
        stream_.expires_after(state_.options.http_request);
        reading_ = true;
        for (std::size_t bytes = 0; bytes < state_.options.audio_bytes_max;) {
            const auto [problem, size] =
                co_await stream_.async_read_some(asio::buffer(rest), kTuple);
            if (problem) break;
            bytes += size;
        }
        reading_ = false;
    }

    Task<bool> answer(const Request& request) {
        HttpAnswer result;
        const std::string_view target = request.target();
        if (target.substr(0, target.find('?')) == "/ws") {
            result = plain_answer(426, "this is a WebSocket; offer halfstep.v1\n");
            result.headers.emplace_back("Upgrade", "websocket");
        } else {
            const HttpQuestion question = question_of(request);
            const Pages pages{state_.services, state_.metrics, state_.files, state_.draining};
            std::function<void()> work = [&] { result = pages.answer(question); };
            co_await on_worker(*state_.workers, std::move(work));
        }
        co_return co_await send(result, request.version(), request.keep_alive() && !stopping_,
                                request.method() == http::verb::head);
    }

    // False when the connection must end.
    Task<bool> send(const HttpAnswer& answer, unsigned version, bool keep_alive, bool head) {
        http::response<http::span_body<const char>> response;
        response.version(version);
        response.result(static_cast<unsigned>(answer.status));
        response.set(http::field::server, "halfstep");
        response.set(http::field::content_type, answer.content_type);
        for (const auto& [name, value] : answer.headers) response.set(name, value);
        response.keep_alive(keep_alive);
        response.body() = beast::span<const char>(answer.body->data(), answer.body->size());
        if (answer.status != 304) response.content_length(answer.body->size());
        state_.metrics.http_answered(answer.status);
        stream_.expires_after(state_.options.http_request * 2);
        http::response_serializer<http::span_body<const char>> serializer(response);
        boost::system::error_code problem;
        if (head || answer.status == 304) {
            const auto [failed, size] =
                co_await http::async_write_header(stream_, serializer, kTuple);
            problem = failed;
        } else {
            const auto [failed, size] = co_await http::async_write(stream_, serializer, kTuple);
            problem = failed;
        }
        co_return !problem && keep_alive;
    }

    Stream stream_;
    ServerState& state_;
    std::shared_ptr<ConnectionSet::Ticket> ticket_;
    beast::flat_buffer buffer_{kHeaderBytesMax + kBodyBytesMax};
    bool reading_ = false;
    bool stopping_ = false;
};

}  // namespace

Task<> serve_connection(Socket socket, ServerState& state,
                        std::shared_ptr<ConnectionSet::Ticket> ticket) {
    const auto session = std::make_shared<HttpSession>(std::move(socket), state, std::move(ticket));
    try {
        co_await session->run();
    } catch (const std::exception& problem) {
        log_error(std::string("a connection ended by an exception: ") + problem.what());
    }
}

}  // namespace halfstep
