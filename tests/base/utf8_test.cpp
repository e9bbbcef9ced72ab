#include "base/utf8.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

TEST_CASE("is_utf8 refuses overlong forms, surrogates and cut sequences", "[base]") {
    CHECK(is_utf8("plain, caf\xC3\xA9, \xF0\x9F\x8E\xAF"));
    CHECK_FALSE(is_utf8("\xC0\xAF"));
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));
    CHECK_FALSE(is_utf8("caf\xC3"));
}

TEST_CASE("spans count code points, not bytes", "[base]") {
    const std::string text = "\xC3\xA9t\xC3\xA9 \xF0\x9F\x8E\xAF done";  // été 🎯 done
    CHECK(code_point_count(text) == 10);
    CHECK(slice(text, {0, 3}) == "\xC3\xA9t\xC3\xA9");
    CHECK(slice(text, {4, 5}) == "\xF0\x9F\x8E\xAF");
    CHECK(slice(text, {6, 99}) == "done");
    CHECK(slice(text, {99, 120}).empty());
    CHECK(slice(text, {3, 3}).empty());
    CHECK(code_points_before(text, text.find("done")) == 6);
}

TEST_CASE("to_valid_utf8 replaces each malformed byte", "[base]") {
    CHECK(to_valid_utf8("a\xFF"
                        "b") ==
          "a\xEF\xBF\xBD"
          "b");
    CHECK(to_valid_utf8("caf\xC3\xA9") == "caf\xC3\xA9");
}
