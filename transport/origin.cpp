#include "transport/origin.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace halfstep {
namespace {

struct Authority {
    std::string host;  // lower case, without brackets
    std::uint16_t port = 0;
};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::optional<std::uint16_t> port_from(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return port;
}

// "host", "host:port", "[v6]:port".
std::optional<Authority> authority_from(std::string_view text, std::uint16_t port_default) {
    Authority authority{.host = {}, .port = port_default};
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        authority.host = lower(text.substr(1, close - 1));
        text.remove_prefix(close + 1);
        if (text.empty()) return authority;
        if (!text.starts_with(':')) return std::nullopt;
    } else {
        const std::size_t colon = text.find(':');
        authority.host = lower(text.substr(0, colon));
        if (colon == std::string_view::npos) return authority;
        text.remove_prefix(colon);
    }
    const std::optional<std::uint16_t> port = port_from(text.substr(1));
    if (!port || authority.host.empty()) return std::nullopt;
    authority.port = *port;
    return authority;
}

std::optional<Authority> origin_authority(std::string_view origin) {
    for (const auto& [scheme, port] :
         {std::pair<std::string_view, std::uint16_t>{"http://", 80}, {"https://", 443}}) {
        if (origin.starts_with(scheme)) {
            return authority_from(origin.substr(scheme.size()), port);
        }
    }
    return std::nullopt;
}

bool is_ipv4(std::string_view host) {
    return !host.empty() && std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(),
                       [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

bool is_address(std::string_view host) {
    return is_ipv4(host) || host.find(':') != std::string_view::npos;
}

}  // namespace

bool is_loopback_name(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return host == "localhost" || host == "::1" || (is_ipv4(host) && host.starts_with("127."));
}

bool origin_allowed(const OwnAddress& own, const RequestSource& source) {
    if (source.origin.empty()) return true;
    const auto& allowed = own.allowed_origins;
    if (std::find(allowed.begin(), allowed.end(), source.origin) != allowed.end()) return true;
    const std::optional<Authority> origin = origin_authority(source.origin);
    if (!origin || origin->port != own.port) return false;
    if (is_loopback_name(origin->host) || origin->host == lower(own.host)) return true;
    // Listening on every address: a literal address cannot have been rebound, so equality is
    // enough.
    const std::optional<Authority> host = authority_from(source.host, 80);
    return is_address(origin->host) && host && host->host == origin->host &&
           host->port == origin->port;
}

bool is_local_owner(const OwnAddress& own, const RequestSource& source) {
    if (!source.loopback || source.forwarded || source.origin.empty()) return false;
    const std::optional<Authority> origin = origin_authority(source.origin);
    const std::optional<Authority> host = authority_from(source.host, 80);
    return origin && host && origin->port == own.port && host->port == own.port &&
           is_loopback_name(origin->host) && is_loopback_name(host->host);
}

}  // namespace halfstep
