#include "interviewers/reading/looks_for.hpp"

#include "interviewers/reading/level.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

TEST_CASE("A point is covered in other forms and other ways", "[interviewers]") {
    const LookFor point{"retransmission after a timeout",
                        {"sends the packet again when no answer"}};
    CHECK(covers(point, "It retransmits when the timeouts pass.", "") > 0.6);
    CHECK(covers(point, "If no answer comes it sends the packet again.", "") > 0.8);
    CHECK(covers(point, "It opens a window of bytes.", "") < 0.2);
    CHECK(covers(point, "", "") == 0.0);
}

TEST_CASE("Words of the question are worth little", "[interviewers]") {
    const std::vector<LookFor> points = points_of("The window limits the bytes in flight.");
    const std::string question = "What does the window limit?";
    CHECK(coverage(points, "The window limits.", question) <
          coverage(points, "Bytes in flight.", question));
}

TEST_CASE("Wider scope reads at a higher level", "[interviewers]") {
    const auto guided = read_level("Learns with guidance and asks questions about small tasks.");
    const auto leading = read_level("Leads the design of a complex project and mentors others.");
    const auto steering = read_level("Sets strategy for the company with the executive board.");
    REQUIRE(guided);
    REQUIRE(leading);
    REQUIRE(steering);
    CHECK(*guided < *leading);
    CHECK(*leading < *steering);
    CHECK_FALSE(read_level("Blue."));
}
