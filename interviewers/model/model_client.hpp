#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "interviewers/model/http_client.hpp"
#include "interviewers/model/retry.hpp"

namespace halfstep {

/// One request to a language model. The answer must be a JSON object that the schema describes.
struct ModelRequest {
    std::string model;   ///< by name; empty: the one the client was made for
    std::string task;    ///< "move" or "feedback"; names the schema and the call in a log
    std::string system;  ///< who it is and what the rules are: the program's own words
    std::string user;    ///< what it works on; what others said stands between fences
    std::string fence;   ///< the random word of those fences
    std::string schema;  ///< JSON Schema
    /// A first answer that did not fit and what was wrong with it: the model is asked to repair it.
    std::string wrong_answer;
    std::string complaint;
    std::int64_t output_tokens_max = 4'000;
    std::chrono::milliseconds deadline{60'000};  ///< for all attempts together
};

/// What calls cost. Tokens are the service's own count, 0 where it gives none.
struct ModelUsage {
    std::int64_t requests = 0;  ///< that reached the service, retries included
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;

    ModelUsage& operator+=(const ModelUsage& more);
};

struct ModelReply {
    std::string text;   ///< UTF-8
    std::string model;  ///< as the service names it
};

/// Takes the whole answer so far, from the start again after a retry; on the thread of the call.
using TextSink = std::function<void(std::string_view text)>;

/// A language model. May be called from any thread at once; blocks, so never on a strand.
class ModelClient {
public:
    virtual ~ModelClient() = default;

    /// @param usage grows by what the call cost, also when it fails
    /// @error Unavailable model.102 to model.113; Refused model.114 when it was stopped
    virtual Result<ModelReply> complete(const ModelRequest& request, const TextSink& sink,
                                        ModelUsage& usage, std::stop_token stop) = 0;

    /// The name it is asked for by.
    virtual std::string name() const = 0;
};

/// The two forms of request that are spoken.
enum class Dialect {
    OpenAi,     ///< chat completions: hosted APIs, llama.cpp's server, vLLM, Ollama
    Anthropic,  ///< Messages
};

struct ModelOptions {
    std::string url;  ///< base address, such as http://127.0.0.1:8080/v1
    std::string model;
    Dialect dialect = Dialect::OpenAi;
    std::string key;  ///< empty: none is sent
    std::chrono::milliseconds first_byte_max{45'000};
    std::chrono::milliseconds stall_max{20'000};
    std::size_t answer_bytes_max = 1 << 20;
    RetryPolicy retry{};
    std::uint64_t seed = 1;  ///< of the jitter
};

/// Speaks to a service. Streams; retries what may pass inside the deadline.
/// @param http,waiter outlive the client
std::unique_ptr<ModelClient> make_http_model_client(HttpClient& http, Waiter& waiter,
                                                    ModelOptions options);

}  // namespace halfstep
