#include "interviewers/model/dialect.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace halfstep {
namespace {

using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;  ///< models write keys in the order of the schema

constexpr std::string_view kAnthropicVersion = "2023-06-01";
/// The tool whose input is the answer: how the Messages form gives structured output.
constexpr std::string_view kTool = "answer";

Error bad_answer(const char* id, std::string message) {
    return Error{ErrorCode::Unavailable, id, std::move(message), "", ""};
}

std::string text_at(const Json& value, const char* key) {
    return value.is_object() && value.contains(key) && value.at(key).is_string()
               ? value.at(key).get<std::string>()
               : "";
}

Json object_at(const Json& value, const char* key) {
    return value.is_object() && value.contains(key) ? value.at(key) : Json();
}

std::int64_t count_at(const Json& value, const char* key) {
    const Json count = object_at(value, key);
    constexpr std::int64_t kTokensMax = 1'000'000'000;
    return count.is_number_integer()
               ? std::clamp<std::int64_t>(count.get<std::int64_t>(), 0, kTokensMax)
               : 0;
}

/// What both dialects share: broken events, errors told inside the stream, how it ended.
class ReaderBase : public AnswerReader {
public:
    void take_event(std::string_view data) override {
        if (data == "[DONE]") {
            ended_ = true;
            return;
        }
        const Json event = Json::parse(data, nullptr, false);
        if (!event.is_object()) {
            broken_ = true;
        } else if (event.contains("error") && !event.at("error").is_null()) {
            told_ = event.at("error").is_object() ? text_at(event.at("error"), "message")
                                                  : text_at(event, "error");
            if (told_.empty()) told_ = "an error without words";
        } else {
            take(event);
        }
    }

    void take_whole(std::string_view body) override {
        const Json answer = Json::parse(body, nullptr, false);
        if (!answer.is_object()) {
            broken_ = true;
            return;
        }
        whole(answer);
        ended_ = true;
    }

    Result<std::string> finish() override {
        if (!told_.empty()) {
            return bad_answer("model.106", "the model's service broke off: " + told_);
        }
        if (broken_) return bad_answer("model.111", "the model's service did not answer in JSON");
        if (!ended_) return bad_answer("model.104", "the model's answer ended in the middle");
        if (stop_ == "length" || stop_ == "max_tokens") {
            return bad_answer("model.116", "the model's answer was cut at the token limit");
        }
        if (stop_ == "content_filter" || stop_ == "refusal") {
            return bad_answer("model.117", "the model declined to answer");
        }
        if (text.empty()) return bad_answer("model.111", "the model answered nothing");
        return text;
    }

protected:
    virtual void take(const Json& event) = 0;
    virtual void whole(const Json& answer) = 0;

    void take_name(const Json& value) {
        if (const std::string name = text_at(value, "model"); !name.empty()) model = name;
    }
    void take_stop(const std::string& reason) {
        if (!reason.empty()) stop_ = reason;
    }
    void end() { ended_ = true; }
    void fail() { broken_ = true; }

private:
    bool broken_ = false;
    bool ended_ = false;
    std::string told_;
    std::string stop_;
};

class OpenAiReader : public ReaderBase {
    void take(const Json& event) override {
        take_name(event);
        take_usage(event);
        const Json choices = object_at(event, "choices");
        if (!choices.is_array() || choices.empty()) return;
        const Json delta = object_at(choices[0], "delta");
        text += text_at(delta, "content");
        if (!text_at(delta, "refusal").empty()) take_stop("refusal");
        const std::string stop = text_at(choices[0], "finish_reason");
        take_stop(stop);
        if (!stop.empty()) end();
    }

    void whole(const Json& answer) override {
        take_name(answer);
        take_usage(answer);
        const Json choices = object_at(answer, "choices");
        if (!choices.is_array() || choices.empty()) return fail();
        const Json message = object_at(choices[0], "message");
        text = text_at(message, "content");
        take_stop(text_at(choices[0], "finish_reason"));
        if (!text_at(message, "refusal").empty()) take_stop("refusal");
    }

    void take_usage(const Json& value) {
        const Json usage = object_at(value, "usage");
        if (!usage.is_object()) return;
        input_tokens = count_at(usage, "prompt_tokens");
        output_tokens = count_at(usage, "completion_tokens");
    }
};

class AnthropicReader : public ReaderBase {
    void take(const Json& event) override {
        const std::string type = text_at(event, "type");
        if (type == "message_start") {
            const Json message = object_at(event, "message");
            take_name(message);
            take_usage(object_at(message, "usage"));
        } else if (type == "content_block_delta") {
            // With the tool forced its input is the answer; words beside it are not.
            text += text_at(object_at(event, "delta"), "partial_json");
        } else if (type == "message_delta") {
            take_usage(object_at(event, "usage"));
            take_stop(text_at(object_at(event, "delta"), "stop_reason"));
        } else if (type == "message_stop") {
            end();
        }
    }

    void whole(const Json& answer) override {
        take_name(answer);
        take_usage(object_at(answer, "usage"));
        take_stop(text_at(answer, "stop_reason"));
        const Json blocks = object_at(answer, "content");
        if (!blocks.is_array()) return fail();
        for (const Json& block : blocks) {
            if (text_at(block, "type") == "tool_use") text = object_at(block, "input").dump();
        }
    }

    void take_usage(const Json& usage) {
        if (!usage.is_object()) return;
        if (usage.contains("input_tokens")) input_tokens = count_at(usage, "input_tokens");
        if (usage.contains("output_tokens")) output_tokens = count_at(usage, "output_tokens");
    }
};

Ordered messages_of(const ModelRequest& request) {
    Ordered messages = Ordered::array({{{"role", "user"}, {"content", request.user}}});
    if (!request.complaint.empty()) {
        messages.push_back({{"role", "assistant"}, {"content", request.wrong_answer}});
        messages.push_back({{"role", "user"}, {"content", request.complaint}});
    }
    return messages;
}

const std::string& model_asked(const ModelOptions& options, const ModelRequest& request) {
    return request.model.empty() ? options.model : request.model;
}

Ordered openai_body(const ModelOptions& options, const ModelRequest& request,
                    const LeftOut& left_out) {
    Ordered messages = messages_of(request);
    messages.insert(messages.begin(), Ordered{{"role", "system"}, {"content", request.system}});
    Ordered body{{"model", model_asked(options, request)},
                 {"messages", std::move(messages)},
                 {"stream", true}};
    const bool new_name = left_out.contains("max_tokens");
    body[new_name ? "max_completion_tokens" : "max_tokens"] = request.output_tokens_max;
    if (!left_out.contains("temperature")) body["temperature"] = 0;
    if (!left_out.contains("stream_options")) body["stream_options"] = {{"include_usage", true}};
    if (!left_out.contains("response_format")) {
        body["response_format"] = {{"type", "json_schema"},
                                   {"json_schema",
                                    {{"name", request.task},
                                     {"strict", true},
                                     {"schema", Ordered::parse(request.schema)}}}};
    }
    return body;
}

Ordered anthropic_body(const ModelOptions& options, const ModelRequest& request,
                       const LeftOut& left_out) {
    Ordered body{{"model", model_asked(options, request)},
                 {"system", request.system},
                 {"messages", messages_of(request)},
                 {"max_tokens", request.output_tokens_max},
                 {"stream", true},
                 {"tools",
                  {{{"name", kTool},
                    {"description", "Your answer."},
                    {"input_schema", Ordered::parse(request.schema)}}}},
                 {"tool_choice", {{"type", "tool"}, {"name", kTool}}}};
    if (!left_out.contains("temperature")) body["temperature"] = 0;
    return body;
}

}  // namespace

std::unique_ptr<AnswerReader> make_answer_reader(Dialect dialect) {
    if (dialect == Dialect::Anthropic) return std::make_unique<AnthropicReader>();
    return std::make_unique<OpenAiReader>();
}

HttpRequest request_in(Dialect dialect, const ModelOptions& options, const ModelRequest& request,
                       const LeftOut& left_out) {
    HttpRequest http;
    http.headers = {{"Content-Type", "application/json"},
                    {"Accept", "text/event-stream, application/json"}};
    if (dialect == Dialect::OpenAi) {
        http.url = options.url + "/chat/completions";
        if (!options.key.empty()) {
            http.headers.emplace_back("Authorization", "Bearer " + options.key);
        }
        http.body = openai_body(options, request, left_out).dump();
    } else {
        http.url = options.url + "/messages";
        http.headers.emplace_back("anthropic-version", kAnthropicVersion);
        if (!options.key.empty()) http.headers.emplace_back("x-api-key", options.key);
        http.body = anthropic_body(options, request, left_out).dump();
    }
    return http;
}

std::optional<std::string> part_refused(const HttpReply& reply, const LeftOut& left_out) {
    if (reply.failure != HttpFailure::None || (reply.status != 400 && reply.status != 422)) {
        return std::nullopt;
    }
    constexpr std::array kParts{"response_format", "stream_options", "temperature", "max_tokens"};
    const std::string told = told_by(reply);
    for (const char* part : kParts) {
        if (told.find(part) != std::string::npos && !left_out.contains(part)) return part;
    }
    return std::nullopt;
}

}  // namespace halfstep
