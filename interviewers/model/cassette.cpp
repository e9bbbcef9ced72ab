#include "interviewers/model/cassette.hpp"

#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/sha256.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFormat = "halfstep/cassette";
constexpr std::string_view kFence = "FENCE";

std::string without_random(std::string text, const std::string& fence) {
    if (fence.empty()) return text;
    for (std::size_t at = text.find(fence); at != std::string::npos;
         at = text.find(fence, at + kFence.size())) {
        text.replace(at, fence.size(), kFence);
    }
    return text;
}

/// What a request is recognised by: all that was said, nothing of who it was said to.
Json request_json(const ModelRequest& request) {
    Json asked{{"task", request.task},
               {"system", without_random(request.system, request.fence)},
               {"user", without_random(request.user, request.fence)},
               {"complaint", request.complaint}};
    if (!request.model.empty()) asked["model"] = request.model;
    return asked;
}

std::string key_of(const Json& request) {
    return sha256_hex(canonical(request));
}

class RecordingClient : public ModelClient {
public:
    RecordingClient(std::unique_ptr<ModelClient> live, std::ofstream file)
        : live_(std::move(live)), file_(std::move(file)) {
        const Json head{{"format", kFormat}, {"version", 1}, {"model", live_->name()}};
        file_ << canonical(head) << "\n" << std::flush;
    }

    std::string name() const override { return live_->name(); }

    Result<ModelReply> complete(const ModelRequest& request, const TextSink& sink,
                                ModelUsage& usage, std::stop_token stop) override {
        ModelUsage cost;
        Result<ModelReply> reply = live_->complete(request, sink, cost, std::move(stop));
        usage += cost;
        if (!reply) return reply;
        const Json line{{"request", request_json(request)},
                        {"reply",
                         {{"model", reply->model},
                          {"text", reply->text},
                          {"input_tokens", cost.input_tokens},
                          {"output_tokens", cost.output_tokens}}}};
        const std::lock_guard lock(mutex_);
        file_ << canonical(line) << "\n" << std::flush;
        return reply;
    }

private:
    std::unique_ptr<ModelClient> live_;
    std::mutex mutex_;
    std::ofstream file_;
};

struct Recorded {
    ModelReply reply;
    ModelUsage usage;
};

class CassetteClient : public ModelClient {
public:
    explicit CassetteClient(std::string model) : name_(std::move(model)) {}

    void add(const Json& request, Recorded recorded) {
        answers_[key_of(request)].push_back(std::move(recorded));
    }

    std::string name() const override { return name_; }

    Result<ModelReply> complete(const ModelRequest& request, const TextSink& sink,
                                ModelUsage& usage, std::stop_token) override {
        const std::string key = key_of(request_json(request));
        const std::lock_guard lock(mutex_);
        const auto found = answers_.find(key);
        if (found == answers_.end()) {
            return Error{ErrorCode::Unavailable, "model.115",
                         "the cassette holds no answer to this request", "",
                         "the panel, the candidate, the seed or a prompt differs from when it was "
                         "recorded; record it anew with --model-record"};
        }
        std::size_t& next = next_[key];
        const Recorded& recorded = found->second[std::min(next, found->second.size() - 1)];
        ++next;
        usage += recorded.usage;
        if (sink) sink(recorded.reply.text);
        return recorded.reply;
    }

private:
    std::string name_;
    std::map<std::string, std::vector<Recorded>> answers_;
    std::mutex mutex_;  ///< of the one below
    std::map<std::string, std::size_t> next_;
};

bool is_head(const Json& line) {
    const auto says = [&](const char* key, const Json& value) {
        return line.contains(key) && line.at(key) == value;
    };
    return line.is_object() && says("format", kFormat) && says("version", 1) &&
           line.contains("model") && line.at("model").is_string();
}

Result<Recorded> read_reply(const Json& line, const std::string& where) {
    const Json none = Json::object();
    JsonReader reader(line.contains("reply") ? line.at("reply") : none, where, "cassette");
    Recorded recorded;
    recorded.reply.text = reader.text("text");
    recorded.reply.model = reader.text("model");
    recorded.usage.requests = 1;
    recorded.usage.input_tokens = reader.integer_or("input_tokens", 0, 0, INT64_MAX);
    recorded.usage.output_tokens = reader.integer_or("output_tokens", 0, 0, INT64_MAX);
    if (!reader.ok()) return reader.error();
    return recorded;
}

}  // namespace

Result<std::unique_ptr<ModelClient>> make_recording_client(std::unique_ptr<ModelClient> live,
                                                           const std::string& file) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    if (!out) {
        return Error{ErrorCode::Io, "cassette.101", "the cassette cannot be written", file,
                     "name a file in a folder that can be written"};
    }
    return std::unique_ptr<ModelClient>(
        std::make_unique<RecordingClient>(std::move(live), std::move(out)));
}

Result<std::unique_ptr<ModelClient>> make_cassette_client(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return Error{ErrorCode::NotFound, "cassette.102", "there is no such cassette", file,
                     "record one first: add --model-record"};
    }
    std::unique_ptr<CassetteClient> client;
    int number = 0;
    for (std::string text; std::getline(in, text);) {
        const std::string where = file + ":" + std::to_string(++number);
        const Result<Json> line = parse_json(text);
        if (!client && line && is_head(*line)) {
            client = std::make_unique<CassetteClient>(line->at("model").get<std::string>());
            continue;
        }
        if (!line || !client || !line->is_object() || !line->contains("request")) {
            return Error{ErrorCode::InvalidData, "cassette.103", "this is no line of a cassette",
                         where, "a cassette is a file that --model-record wrote"};
        }
        Result<Recorded> recorded = read_reply(*line, where);
        if (!recorded) {
            return Error{ErrorCode::InvalidData, "cassette.103", recorded.error().message,
                         recorded.error().where, "a cassette is a file that --model-record wrote"};
        }
        client->add(line->at("request"), std::move(*recorded));
    }
    if (!client) {
        return Error{ErrorCode::InvalidData, "cassette.103", "the cassette is empty", file,
                     "record it again"};
    }
    return std::unique_ptr<ModelClient>(std::move(client));
}

}  // namespace halfstep
