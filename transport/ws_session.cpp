#include "transport/ws_session.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>

#include "transport/attachments.hpp"
#include "transport/log.hpp"

namespace halfstep {
namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using namespace std::chrono_literals;

constexpr std::size_t kEventsPerPull = 32;
constexpr auto kPerCommand = 5ms;         // 200 a second
constexpr auto kCommandsBurst = 5'000ms;  // 1,000 at once
constexpr auto kCloseGrace = 3'000ms;
constexpr std::string_view kEventHead = R"({"jsonrpc":"2.0","method":"loop.event","params":)";
constexpr std::string_view kWordsHead = R"({"jsonrpc":"2.0","method":"loop.partial","params":)";
constexpr std::string_view kEventTail = "}";

/// A message to send: an answer's own text, or an event's text shared by all its receivers.
struct Outgoing {
    std::shared_ptr<const std::string> text;
    std::string_view head{};  ///< what goes before the text of a notification, whose tail follows

    std::string_view tail() const { return head.empty() ? "" : kEventTail; }
    std::size_t size() const { return text->size() + head.size() + tail().size(); }
};

class WsSession : public std::enable_shared_from_this<WsSession> {
public:
    WsSession(Stream stream, RequestSource source, ServerState& state,
              std::shared_ptr<ConnectionSet::Ticket> ticket)
        : ws_(std::move(stream)),
          state_(state),
          ticket_(std::move(ticket)),
          source_(std::move(source)),
          strand_(ws_.get_executor()),
          outbox_filled_(strand_),
          outbox_drained_(strand_),
          events_due_(strand_),
          throttle_(strand_),
          watch_(strand_) {
        for (Timer* signal : {&outbox_filled_, &outbox_drained_, &events_due_}) {
            signal->expires_at(SteadyClock::time_point::max());
        }
        state_.metrics.socket_opened();
    }
    WsSession(const WsSession&) = delete;
    WsSession& operator=(const WsSession&) = delete;
    ~WsSession() { state_.metrics.socket_closed(); }

    Task<> run(beast::http::request<beast::http::string_body> request) {
        beast::get_lowest_layer(ws_).expires_never();
        websocket::stream_base::timeout timeouts;
        timeouts.handshake_timeout = 10s;
        timeouts.idle_timeout = state_.options.idle;
        timeouts.keep_alive_pings = true;
        ws_.set_option(timeouts);
        ws_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
            response.set(beast::http::field::server, "halfstep");
            response.set(beast::http::field::sec_websocket_protocol, "halfstep.v1");
        }));
        ws_.read_message_max(state_.options.frame_bytes_max);
        ws_.auto_fragment(false);  // else every 4 KiB is a write and a turn of its own
        const auto [problem] = co_await ws_.async_accept(request, kTuple);
        if (problem) co_return;
        ticket_->on_stop(true, [weak = weak_from_this()](StopKind kind) {
            if (auto self = weak.lock()) {
                const Strand strand = self->strand_;
                asio::post(strand, [self = std::move(self), kind] { self->stop(kind); });
            }
        });
        attachments_ =
            std::make_unique<Attachments>(state_.services.loops, [weak = weak_from_this()] {
                if (auto self = weak.lock()) {
                    const Strand strand = self->strand_;
                    asio::post(strand, [self = std::move(self)] {
                        self->pull_wanted_ = true;
                        self->events_due_.cancel();
                    });
                }
            });
        asio::co_spawn(strand_, write_outbox(shared_from_this()), asio::detached);
        asio::co_spawn(strand_, pump_events(shared_from_this()), asio::detached);
        asio::co_spawn(strand_, watch(shared_from_this()), asio::detached);
        if (state_.draining) begin_close(websocket::close_code::going_away);
        co_await read_requests();
        while (closing_ && !closed_) co_await outbox_drained_.async_wait(kTuple);
        over_ = true;
        wake_all();
    }

private:
    Task<> read_requests() {
        beast::flat_buffer buffer;
        while (!closing_) {
            buffer.clear();
            const auto [problem, size] = co_await ws_.async_read(buffer, kTuple);
            if (problem) co_return;
            if (!ws_.got_text()) {
                begin_close(websocket::close_code::unknown_data);
                co_return;
            }
            co_await wait_for_turn();
            busy_ = true;
            co_await answer(beast::buffers_to_string(buffer.data()));
            busy_ = false;
            outbox_drained_.cancel();
            // A client that does not read its answers is not read either.
            while (outbox_high() && !closing_) co_await outbox_drained_.async_wait(kTuple);
        }
    }

    Task<> answer(std::string message) {
        std::string answer;
        std::vector<CallRecord> calls;
        std::function<void()> work = [&] {
            const auto began = SteadyClock::now();
            CallContext context{state_.services, *attachments_,
                                is_local_owner(state_.own, source_)};
            answer = state_.methods.handle(message, context,
                                           [&](const CallRecord& call) { calls.push_back(call); });
            state_.metrics.rpc_took(
                std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began));
        };
        co_await on_worker(*state_.workers, std::move(work));
        for (const CallRecord& call : calls) record(call);
        if (calls.size() > 1) paid_until_ += kPerCommand * (calls.size() - 1);
        if (!answer.empty()) {
            enqueue({std::make_shared<const std::string>(std::move(answer))});
        }
        attachments_->open();
    }

    void record(const CallRecord& call) {
        state_.metrics.rpc_call(call.method, call.ok);
        if (call.ok && call.method == "loop.start") state_.metrics.loop_started();
        if (!call.bug.empty()) {
            log_error("connection " + std::to_string(ticket_->id()) + ": a bug in " +
                      std::string(call.method) + ": " + call.bug);
        } else if (!call.ok) {
            log_debug("connection " + std::to_string(ticket_->id()) + ": " +
                      std::string(call.method) + " failed with " + call.error_id);
        }
    }

    // Commands over the rate wait their turn; nothing is lost, and the client feels it.
    Task<> wait_for_turn() {
        const auto now = SteadyClock::now();
        paid_until_ = std::max(paid_until_, now) + kPerCommand;
        if (paid_until_ - now <= kCommandsBurst) co_return;
        throttle_.expires_at(paid_until_ - kCommandsBurst);
        co_await throttle_.async_wait(kTuple);
    }

    static Task<> write_outbox(std::shared_ptr<WsSession> self) {
        while (true) {
            while (self->outbox_.empty() && !self->ending()) {
                co_await self->outbox_filled_.async_wait(kTuple);
            }
            if (self->ending()) co_return;
            const Outgoing message = std::move(self->outbox_.front());
            self->outbox_.pop_front();
            const std::string_view tail = message.tail();
            const std::array<asio::const_buffer, 3> buffers = {
                asio::buffer(message.head.data(), message.head.size()), asio::buffer(*message.text),
                asio::buffer(tail.data(), tail.size())};
            self->writing_ = true;
            self->write_began_ = SteadyClock::now();
            const auto [problem, size] = co_await self->ws_.async_write(buffers, kTuple);
            self->writing_ = false;
            self->outbox_bytes_ -= message.size();
            if (message.head == kEventHead) self->state_.metrics.events_sent(1);
            self->outbox_drained_.cancel();
            if (problem) co_return;  // the reader meets the same end
        }
    }

    static Task<> pump_events(std::shared_ptr<WsSession> self) {
        while (!self->ending()) {
            while (!self->pull_wanted_ && !self->ending()) {
                co_await self->events_due_.async_wait(kTuple);
            }
            co_await self->wait_for_room();
            if (self->ending()) co_return;
            self->pull_wanted_ = false;
            std::vector<Delivery> deliveries;
            std::vector<Error> failed;
            std::function<void()> work = [&] {
                deliveries = self->attachments_->pull(kEventsPerPull, failed);
            };
            co_await on_worker(*self->state_.workers, std::move(work));
            for (const Error& error : failed) {
                log_warning("connection " + std::to_string(self->ticket_->id()) +
                            ": events cannot be read: [" + error.id + "] " + error.message);
            }
            for (Delivery& delivery : deliveries) {
                co_await self->wait_for_room();
                if (self->ending()) co_return;
                if (self->attachments_->current(delivery)) {
                    self->enqueue(
                        {std::move(delivery.event.json), delivery.words ? kWordsHead : kEventHead});
                }
            }
            // Events that cannot be read end what the client relies on: let it come back.
            if (!failed.empty()) self->begin_close(websocket::close_code::internal_error);
        }
    }

    Task<> wait_for_room() {
        while (outbox_high() && !ending()) co_await outbox_drained_.async_wait(kTuple);
    }

    // Ends a client that takes nothing, and a close that is not answered.
    static Task<> watch(std::shared_ptr<WsSession> self) {
        const auto step =
            std::clamp<SteadyClock::duration>(self->state_.options.slow_client / 8, 10ms, 1s);
        while (!self->over_) {
            self->watch_.expires_after(step);
            co_await self->watch_.async_wait(kTuple);
            const auto now = SteadyClock::now();
            if (self->writing_ && !self->closing_ &&
                now - self->write_began_ > self->state_.options.slow_client) {
                self->close_slow_client();
            }
            if (self->closing_ && now - self->close_began_ > kCloseGrace) {
                beast::get_lowest_layer(self->ws_).close();
            }
        }
    }

    void close_slow_client() {
        state_.metrics.slow_client_closed();
        log_info("connection " + std::to_string(ticket_->id()) + " does not read; closing it");
        begin_close(websocket::close_code::try_again_later);
    }

    bool outbox_high() const {
        return outbox_bytes_ > state_.options.outbox_bytes_max / 2 ||
               outbox_.size() > limits::kOutboxMessagesMax / 2;
    }

    void enqueue(Outgoing message) {
        if (ending()) return;
        const std::size_t bytes = message.size();
        // One message always fits into an empty outbox, whatever its size.
        if (outbox_bytes_ > 0 && (outbox_bytes_ + bytes > state_.options.outbox_bytes_max ||
                                  outbox_.size() >= limits::kOutboxMessagesMax)) {
            close_slow_client();
            return;
        }
        outbox_bytes_ += bytes;
        outbox_.push_back(std::move(message));
        outbox_filled_.cancel();
    }

    bool ending() const { return closing_ || over_; }

    void wake_all() {
        outbox_filled_.cancel();
        outbox_drained_.cancel();
        events_due_.cancel();
        throttle_.cancel();
        watch_.cancel();
    }

    void begin_close(websocket::close_code code) {
        if (ending()) return;
        closing_ = true;
        close_began_ = SteadyClock::now();
        wake_all();
        asio::co_spawn(strand_, close(shared_from_this(), code), asio::detached);
    }

    static Task<> close(std::shared_ptr<WsSession> self, websocket::close_code code) {
        co_await self->ws_.async_close(websocket::close_reason(code), kTuple);
        self->closed_ = true;
        self->wake_all();
    }

    void stop(StopKind kind) {
        if (kind == StopKind::Force) {
            beast::get_lowest_layer(ws_).close();
            return;
        }
        if (stopping_) return;
        stopping_ = true;
        asio::co_spawn(strand_, drain(shared_from_this()), asio::detached);
    }

    // What was asked is answered before the close, if the client takes it.
    static Task<> drain(std::shared_ptr<WsSession> self) {
        Timer step(self->strand_);
        const auto deadline = SteadyClock::now() + 2s;
        while ((self->busy_ || self->writing_ || !self->outbox_.empty()) && !self->ending() &&
               SteadyClock::now() < deadline) {
            step.expires_after(10ms);
            co_await step.async_wait(kTuple);
        }
        self->begin_close(websocket::close_code::going_away);
    }

    websocket::stream<Stream> ws_;
    ServerState& state_;
    std::shared_ptr<ConnectionSet::Ticket> ticket_;
    RequestSource source_;
    Strand strand_;
    std::unique_ptr<Attachments> attachments_;

    // Timers that never expire serve as signals: waiting looks at its condition before and after.
    Timer outbox_filled_;
    Timer outbox_drained_;
    Timer events_due_;
    Timer throttle_;
    Timer watch_;

    std::deque<Outgoing> outbox_;
    std::size_t outbox_bytes_ = 0;
    SteadyClock::time_point write_began_;
    SteadyClock::time_point close_began_;
    SteadyClock::time_point paid_until_;
    bool pull_wanted_ = false;
    bool writing_ = false;
    bool busy_ = false;      // a command is on a worker
    bool stopping_ = false;  // the server ends
    bool closing_ = false;   // a close was begun by us
    bool closed_ = false;    // and is done
    bool over_ = false;      // nothing more will be read
};

}  // namespace

Task<> serve_socket(Stream stream,
                    boost::beast::http::request<boost::beast::http::string_body> request,
                    RequestSource source, ServerState& state,
                    std::shared_ptr<ConnectionSet::Ticket> ticket) {
    const auto session =
        std::make_shared<WsSession>(std::move(stream), std::move(source), state, std::move(ticket));
    co_await session->run(std::move(request));
}

}  // namespace halfstep
