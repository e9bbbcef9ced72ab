#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace halfstep {

/// tests/support/fake_services.py as a process of its own: a model and a speech service over real
/// HTTP. One serves a whole test program; it ends with it.
class FakeServices {
public:
    /// The one of this program, started when first asked for.
    static FakeServices& get();

    /// A base address that behaves so; each call's is a fresh caller.
    std::string url(const std::string& behaviour);
    /// The same over TLS, with a certificate that nobody vouches for.
    std::string tls_url(const std::string& behaviour);

    /// The requests that came to an address of either, oldest first: {path, headers, body,
    /// at_once: how many ran then, peer: the port it came from}.
    nlohmann::json seen(const std::string& url) const;

    FakeServices(const FakeServices&) = delete;
    FakeServices& operator=(const FakeServices&) = delete;
    ~FakeServices();

private:
    FakeServices();

    int stdin_ = -1;
    int process_ = -1;
    std::uint16_t port_ = 0;
    std::uint16_t tls_port_ = 0;
    int callers_ = 0;
};

}  // namespace halfstep
