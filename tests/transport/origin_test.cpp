#include "transport/origin.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

const OwnAddress kOwn{"127.0.0.1", 8787, {"https://coach.example"}};

bool allowed(const std::string& origin, const std::string& host = "127.0.0.1:8787",
             const OwnAddress& own = kOwn) {
    return origin_allowed(own, {true, false, origin, host});
}

}  // namespace

TEST_CASE("an origin is the server's own, a localhost name at its port, or on the list",
          "[transport]") {
    for (const char* good :
         {"", "http://127.0.0.1:8787", "http://localhost:8787", "http://LOCALHOST:8787",
          "http://[::1]:8787", "http://127.9.9.9:8787", "https://coach.example"}) {
        INFO(good);
        CHECK(allowed(good));
    }
    for (const char* bad :
         {"null", "http://localhost", "http://localhost:8788", "http://localhost:8787.evil.example",
          "http://localhost.evil.example:8787", "http://127.0.0.1.evil.example:8787",
          "http://127.evil:8787", "ftp://localhost:8787", "http://coach.example",
          "https://coach.example.evil", "http://", "http://:8787", "http://[::1", "http://a:b:c",
          "http://user@localhost:8787"}) {
        INFO(bad);
        CHECK_FALSE(allowed(bad));
    }
}

TEST_CASE("a name that equals the Host header is not trusted for it, an address is",
          "[transport]") {
    const OwnAddress everywhere{"0.0.0.0", 8787, {}};
    CHECK_FALSE(allowed("http://rebound.example:8787", "rebound.example:8787", everywhere));
    CHECK(allowed("http://192.0.2.5:8787", "192.0.2.5:8787", everywhere));
    CHECK_FALSE(allowed("http://192.0.2.6:8787", "192.0.2.5:8787", everywhere));
    const OwnAddress named{"box.example", 8787, {}};
    CHECK(allowed("http://box.example:8787", "box.example:8787", named));
}

TEST_CASE("the owner is at the machine, on its own page, without a proxy", "[transport]") {
    const RequestSource owner{true, false, "http://localhost:8787", "127.0.0.1:8787"};
    CHECK(is_local_owner(kOwn, owner));
    const auto but = [&](auto change) {
        RequestSource source = owner;
        change(source);
        return is_local_owner(kOwn, source);
    };
    CHECK_FALSE(but([](RequestSource& s) { s.loopback = false; }));
    CHECK_FALSE(but([](RequestSource& s) { s.forwarded = true; }));
    CHECK_FALSE(but([](RequestSource& s) { s.origin = ""; }));
    CHECK_FALSE(but([](RequestSource& s) { s.origin = "https://coach.example"; }));
    CHECK_FALSE(but([](RequestSource& s) { s.origin = "http://localhost:9"; }));
    CHECK_FALSE(but([](RequestSource& s) { s.host = "rebound.example:8787"; }));
}
