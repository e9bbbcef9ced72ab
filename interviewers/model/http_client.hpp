#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace halfstep {

/// One part of a multipart/form-data body.
struct FormPart {
    std::string name;
    std::string data;
    std::string filename;  ///< empty: a plain field
    std::string content_type;
};

/// A POST to a service that the person who runs the program named.
struct HttpRequest {
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;                                  ///< sent when there are no parts
    std::vector<FormPart> parts;                       ///< sent as multipart/form-data
    std::chrono::milliseconds first_byte_max{60'000};  ///< until the answer's first byte
    std::chrono::milliseconds stall_max{30'000};       ///< between two bytes after that
    std::chrono::milliseconds total_max{120'000};
    std::size_t answer_bytes_max = 8 << 20;
};

/// Why there is no whole answer.
enum class HttpFailure {
    None,
    BadUrl,
    Connect,    ///< no such host, refused, or cut before the answer began
    Tls,        ///< the certificate does not verify
    FirstByte,  ///< nothing came in time
    Stall,      ///< the answer stopped coming
    Total,      ///< the whole took too long
    Cut,        ///< the connection ended inside the answer
    TooLarge,
    Cancelled,
};

struct HttpReply {
    HttpFailure failure = HttpFailure::None;
    std::string detail;  ///< of a failure, for a log; names no key and nothing that was sent
    int status = 0;      ///< 0: none came
    std::string content_type;
    std::optional<std::chrono::milliseconds> retry_after;
    std::string body;  ///< empty when it went to a sink
};

/// Takes the bytes of a 200 as they come, in order, on the thread that called send. False ends the
/// transfer as Cancelled.
using ByteSink = std::function<bool(std::string_view bytes)>;

/// Sends requests. All calls may be made from any thread at once; they block until the answer is
/// there, so they belong on a thread that may wait. Redirects are answers, not followed;
/// certificates are verified; only http and https are spoken.
class HttpClient {
public:
    virtual ~HttpClient() = default;

    /// @param sink takes the body of a 200; none: it is in the reply. Other bodies always are.
    virtual HttpReply send(const HttpRequest& request, const ByteSink& sink,
                           std::stop_token stop) = 0;
};

/// libcurl's multi interface: one thread, one pool of connections that are kept for the next call.
/// @param transfers_max at one time; more wait for a place, and their time runs meanwhile
std::unique_ptr<HttpClient> make_curl_http_client(std::size_t transfers_max);

}  // namespace halfstep
