#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace halfstep {

/// What of a request the pages look at, without Beast.
struct HttpQuestion {
    std::string method;
    std::string target;  ///< path and query as sent
    std::string authorization;
    std::string accept_encoding;
    std::string if_none_match;
    std::string host;
};

struct HttpAnswer {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers;
    std::shared_ptr<const std::string> body = std::make_shared<const std::string>();
};

}  // namespace halfstep
