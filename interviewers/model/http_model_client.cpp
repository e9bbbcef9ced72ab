#include <spdlog/spdlog.h>

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "base/utf8.hpp"
#include "interviewers/model/dialect.hpp"
#include "interviewers/model/event_stream.hpp"
#include "interviewers/model/model_client.hpp"

namespace halfstep {
namespace {

using std::chrono::milliseconds;

Error failed(const HttpReply& reply) {
    const std::string told = told_by(reply);
    Error error{ErrorCode::Unavailable, "model.106",
                "the model failed: " + reason_of(reply) + (told.empty() ? "" : ": " + told), "",
                ""};
    switch (reply.failure) {
        case HttpFailure::None:
            break;
        case HttpFailure::FirstByte:
        case HttpFailure::Stall:
        case HttpFailure::Total:
            error.id = "model.103";
            return error;
        case HttpFailure::Cut:
            error.id = "model.104";
            return error;
        case HttpFailure::TooLarge:
            error.id = "model.110";
            return error;
        case HttpFailure::Cancelled:
            error = {ErrorCode::Refused, "model.114", "the call to the model was stopped", "", ""};
            return error;
        default:
            error.id = "model.102";
            error.hint = "see that --model-url is right and its server runs";
            return error;
    }
    if (reply.status == 429) {
        error.id = "model.105";
    } else if (reply.status == 401 || reply.status == 403) {
        error.id = "model.107";
        error.hint = "set the service's key in HALFSTEP_MODEL_KEY and start again";
    } else if (reply.status >= 300 && reply.status < 400) {
        error.id = "model.108";
        error.hint = "name the address it redirects to with --model-url, if you trust it";
    } else if (reply.status >= 400 && reply.status < 500) {
        error.id = "model.107";
        error.hint = "see that --model and --model-url name a model it has";
    }
    return error;
}

/// One attempt's outcome: an answer, or an error and whether it may pass.
struct Attempt {
    Result<ModelReply> result;
    bool again = false;
    std::optional<milliseconds> retry_after;
    std::optional<std::string> refused_part;
};

class HttpModelClient : public ModelClient {
public:
    HttpModelClient(HttpClient& http, Waiter& waiter, ModelOptions options)
        : http_(http), waiter_(waiter), options_(std::move(options)) {
        while (options_.url.ends_with('/')) options_.url.pop_back();
    }

    std::string name() const override { return options_.model; }

    Result<ModelReply> complete(const ModelRequest& request, const TextSink& sink,
                                ModelUsage& usage, std::stop_token stop) override {
        const milliseconds until = waiter_.now() + request.deadline;
        const std::string& model = request.model.empty() ? options_.model : request.model;
        const std::uint64_t seed = options_.seed + calls_++;
        for (int attempt = 1;; ++attempt) {
            const milliseconds left = until - waiter_.now();
            Attempt made = try_once(request, model, left, sink, usage, stop);
            if (made.result) {
                if (made.result->model.empty()) made.result->model = model;
                return made.result;
            }
            spdlog::debug("model {}: attempt {} failed: {}", model, attempt,
                          made.result.error().id);
            if (made.refused_part) {
                const std::lock_guard lock(mutex_);
                left_out_[model].insert(*made.refused_part);
                continue;
            }
            if (!made.again || attempt >= options_.retry.attempts_max) return made.result;
            const milliseconds wait =
                wait_before_retry(options_.retry, attempt, made.retry_after, seed);
            if (waiter_.now() + wait >= until) return made.result;
            if (!waiter_.wait(wait, stop)) {
                return Error{ErrorCode::Refused, "model.114", "the call to the model was stopped",
                             "", ""};
            }
        }
    }

private:
    Attempt try_once(const ModelRequest& request, const std::string& model, milliseconds left,
                     const TextSink& sink, ModelUsage& usage, const std::stop_token& stop) {
        LeftOut left_out;
        {
            const std::lock_guard lock(mutex_);
            left_out = left_out_[model];
        }
        HttpRequest http = request_in(options_.dialect, options_, request, left_out);
        http.total_max = left;
        http.first_byte_max = options_.first_byte_max;
        http.stall_max = options_.stall_max;
        http.answer_bytes_max = options_.answer_bytes_max;
        const auto reader = make_answer_reader(options_.dialect);
        EventStream events;
        std::string whole;
        const HttpReply reply = http_.send(
            http,
            [&](std::string_view bytes) {
                whole += bytes;
                events.feed(bytes, [&](std::string_view data) { reader->take_event(data); });
                if (sink && !reader->text.empty()) sink(reader->text);
                return true;
            },
            stop);
        ++usage.requests;
        Attempt attempt = read(reply, *reader, whole);
        usage.input_tokens += reader->input_tokens;
        usage.output_tokens += reader->output_tokens;
        if (!attempt.result) attempt.refused_part = part_refused(reply, left_out);
        return attempt;
    }

    Attempt read(const HttpReply& reply, AnswerReader& reader, const std::string& whole) const {
        if (reply.failure != HttpFailure::None || reply.status != 200) {
            return {failed(reply), may_pass(reply), reply.retry_after, {}};
        }
        if (reply.content_type.starts_with("application/json")) {
            reader.take_whole(whole);
        } else if (!reply.content_type.starts_with("text/event-stream")) {
            return {Error{ErrorCode::Unavailable, "model.109",
                          "the model's service answered with \"" +
                              to_valid_utf8(reply.content_type.substr(0, 60)) +
                              "\" instead of a stream of events",
                          "", "see that --model-url is the base address of its API"},
                    false,
                    {},
                    {}};
        }
        const Result<std::string> text = reader.finish();
        if (!text) {
            const std::string& id = text.error().id;
            return {
                text.error(), id == "model.104" || id == "model.106" || id == "model.111", {}, {}};
        }
        return {ModelReply{*text, reader.model}, false, {}, {}};
    }

    HttpClient& http_;
    Waiter& waiter_;
    ModelOptions options_;
    std::atomic<std::uint64_t> calls_ = 0;
    std::mutex mutex_;
    std::map<std::string, LeftOut> left_out_;  ///< by model: what was refused before
};

}  // namespace

ModelUsage& ModelUsage::operator+=(const ModelUsage& more) {
    requests += more.requests;
    input_tokens += more.input_tokens;
    output_tokens += more.output_tokens;
    return *this;
}

std::unique_ptr<ModelClient> make_http_model_client(HttpClient& http, Waiter& waiter,
                                                    ModelOptions options) {
    return std::make_unique<HttpModelClient>(http, waiter, std::move(options));
}

}  // namespace halfstep
