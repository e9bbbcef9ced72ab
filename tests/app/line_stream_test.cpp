#include "app/line_stream.hpp"

#include <atomic>
#include <sstream>

#include "tests/support/catch.hpp"

using namespace halfstep;

TEST_CASE("answers keep the order of their lines, whatever the number of workers", "[app]") {
    std::string input;
    std::string expected;
    for (int k = 1; k <= 1000; ++k) {
        input += "line " + std::to_string(k) + "\n";
        if (k % 7 == 0) input += "  \n";
        expected += "<line " + std::to_string(k) + ">\n";
    }
    for (const std::size_t workers : {1U, 2U, 5U}) {
        std::istringstream in(input);
        std::ostringstream out;
        std::atomic<int> calls = 0;
        CHECK(answer_lines(in, out, workers, 100, [&](const std::string& line, std::size_t) {
            ++calls;
            return "<" + line + ">";
        }));
        CHECK(out.str() == expected);
        CHECK(calls == 1000);
    }
}

TEST_CASE("a line's number counts blank lines, and a long line is cut", "[app]") {
    std::istringstream in("a\n\n" + std::string(500, 'x') + "\nlast");
    std::ostringstream out;
    CHECK(answer_lines(in, out, 2, 100, [](const std::string& line, std::size_t number) {
        return std::to_string(number) + ":" + std::to_string(line.size());
    }));
    CHECK(out.str() == "1:1\n3:101\n4:4\n");
}

TEST_CASE("an output that fails ends the batch", "[app]") {
    std::istringstream in("a\nb\n");
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    CHECK_FALSE(
        answer_lines(in, out, 1, 100, [](const std::string& line, std::size_t) { return line; }));
}
