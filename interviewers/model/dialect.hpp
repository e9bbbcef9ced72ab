#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "interviewers/model/http_client.hpp"
#include "interviewers/model/model_client.hpp"

namespace halfstep {

/// Reads one answer as it streams in, or whole when the service does not stream.
class AnswerReader {
public:
    virtual ~AnswerReader() = default;

    /// One event of the stream. Garbage is remembered and fails `finish`.
    virtual void take_event(std::string_view data) = 0;
    /// The body of an answer that was not streamed.
    virtual void take_whole(std::string_view body) = 0;

    /// What the model said, once all has come.
    /// @error Unavailable model.104 the stream ended early (may be tried again), model.111 not what
    ///        the dialect says, model.116 cut at the token limit, model.117 declined
    virtual Result<std::string> finish() = 0;

    std::string text;   ///< so far
    std::string model;  ///< as the service names it; empty: it does not
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
};

std::unique_ptr<AnswerReader> make_answer_reader(Dialect dialect);

/// Optional parts of a request that a service may not know. It says so with a 400 that names them.
using LeftOut = std::set<std::string>;

/// The request in a dialect, without what is left out.
HttpRequest request_in(Dialect dialect, const ModelOptions& options, const ModelRequest& request,
                       const LeftOut& left_out);

/// The optional part a 400 complains about, if it is one that can still be left out.
std::optional<std::string> part_refused(const HttpReply& reply, const LeftOut& left_out);

}  // namespace halfstep
