#include "base/sha256.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

TEST_CASE("sha256_hex gives the published digests", "[base]") {
    // FIPS 180-4 examples.
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("equal_constant_time compares length and bytes", "[base]") {
    CHECK(equal_constant_time("token", "token"));
    CHECK_FALSE(equal_constant_time("token", "tokem"));
    CHECK_FALSE(equal_constant_time("token", "toke"));
}

TEST_CASE("random_hex has the asked length and does not repeat", "[base]") {
    CHECK(random_hex(16).size() == 32);
    CHECK(random_hex(16) != random_hex(16));
}
