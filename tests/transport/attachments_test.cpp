#include "transport/attachments.hpp"

#include "tests/support/catch.hpp"
#include "tests/transport/fake_loops.hpp"

using namespace halfstep;

namespace {

const Caller kCoach{Role::Coach, ""};

std::string start(FakeLoops& loops) {
    return loops.start({})->loop;
}

std::vector<std::uint64_t> pulled(Attachments& attachments, std::size_t limit = 100) {
    std::vector<Error> failed;
    std::vector<std::uint64_t> seqs;
    for (const Delivery& delivery : attachments.pull(limit, failed)) {
        if (attachments.current(delivery)) seqs.push_back(delivery.event.seq);
    }
    CHECK(failed.empty());
    return seqs;
}

using Seqs = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("events come after the attachment is opened, in order, once", "[transport]") {
    FakeLoops loops;
    int wakes = 0;
    Attachments attachments(loops, [&] { ++wakes; });
    const std::string loop = start(loops);
    loops.append(loop, "a");
    REQUIRE(attachments.attach(loop, kCoach, 0));
    CHECK(pulled(attachments).empty());
    attachments.open();
    CHECK(wakes == 1);
    CHECK(pulled(attachments) == Seqs{1, 2});
    CHECK(pulled(attachments).empty());
    loops.append(loop, "b");
    CHECK(pulled(attachments) == Seqs{3});
}

TEST_CASE("many wake-ups before a pull are one", "[transport]") {
    FakeLoops loops;
    int wakes = 0;
    Attachments attachments(loops, [&] { ++wakes; });
    const std::string loop = start(loops);
    REQUIRE(attachments.attach(loop, kCoach, 1));
    attachments.open();
    CHECK(pulled(attachments).empty());
    wakes = 0;
    for (int k = 0; k < 50; ++k) loops.append(loop, "x");
    CHECK(wakes == 1);
    CHECK(pulled(attachments, 20).size() == 20);
    CHECK(wakes == 2);  // more is left
    CHECK(pulled(attachments, 100).front() == 22);
}

TEST_CASE("a busy loop leaves room for a quiet one", "[transport]") {
    FakeLoops loops;
    Attachments attachments(loops, [] {});
    const std::string busy = start(loops);
    const std::string quiet = start(loops);
    for (int k = 0; k < 100; ++k) loops.append(busy, "x");
    REQUIRE(attachments.attach(busy, kCoach, 0));
    REQUIRE(attachments.attach(quiet, kCoach, 0));
    attachments.open();
    std::vector<Error> failed;
    const std::vector<Delivery> first = attachments.pull(10, failed);
    CHECK(first.size() == 6);
    CHECK(first.back().loop == quiet);
}

TEST_CASE("attaching anew or detaching makes what was pulled before stale", "[transport]") {
    FakeLoops loops;
    Attachments attachments(loops, [] {});
    const std::string loop = start(loops);
    REQUIRE(attachments.attach(loop, kCoach, 0));
    attachments.open();
    std::vector<Error> failed;
    const std::vector<Delivery> before = attachments.pull(10, failed);
    REQUIRE(before.size() == 1);
    REQUIRE(attachments.attach(loop, kCoach, 0));
    CHECK_FALSE(attachments.current(before[0]));
    attachments.open();
    CHECK(pulled(attachments) == Seqs{1});
    attachments.detach(loop);
    loops.append(loop, "unheard");
    CHECK(pulled(attachments).empty());
}

TEST_CASE("the number of loops one connection follows is limited", "[transport]") {
    FakeLoops loops;
    Attachments attachments(loops, [] {});
    std::string last;
    for (std::size_t k = 0; k < Attachments::kLoopsMax; ++k) {
        last = start(loops);
        REQUIRE(attachments.attach(last, kCoach, 0));
    }
    const std::string more = start(loops);
    CHECK(attachments.attach(more, kCoach, 0).error().id == "rpc.120");
    CHECK(attachments.attach(last, kCoach, 0));
    attachments.detach(last);
    CHECK(attachments.attach(more, kCoach, 0));
}
