#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace halfstep {

/// Where the server is reached, for judging a request's Origin and Host.
struct OwnAddress {
    std::string host;  ///< as listened on: "127.0.0.1", "0.0.0.0", "::1", a name
    std::uint16_t port = 0;
    std::vector<std::string> allowed_origins;  ///< as given by --allow-origin
};

/// What a request's headers say about who sent it. Empty: the header was absent.
struct RequestSource {
    bool loopback = false;   ///< the peer's address is a loopback one
    bool forwarded = false;  ///< a Forwarded or X-Forwarded-* header: it came through a proxy
    std::string origin;
    std::string host;
};

/// True for "localhost", 127.0.0.0/8 and "::1", with or without brackets.
bool is_loopback_name(std::string_view host);

/// Whether a page of this origin may use the socket. An absent Origin is no browser and is let in.
/// A name is never trusted for being equal to the Host header: a rebound DNS name would be.
bool origin_allowed(const OwnAddress& own, const RequestSource& source);

/// The person at the server's own machine, on the server's own page: loopback peer, no proxy, and
/// Origin and Host both a loopback name at our port.
bool is_local_owner(const OwnAddress& own, const RequestSource& source);

}  // namespace halfstep
