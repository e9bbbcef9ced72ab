#include "session/event_store.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "panel/json.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
namespace fs = std::filesystem;

namespace {

Event answer(std::uint64_t seq, const std::string& text) {
    AnswerGiven given;
    given.round = "coding";
    given.text = text;
    return Event{"l1", seq, 1'700'000'000'000, 1, given};
}

LoopHead head_of(const std::string& loop) {
    return LoopHead{loop, "senior-backend", "C-17", "senior", 5, 0, {{"candidate", "abc"}}};
}

/// What every store must do, whatever it is made of.
void keeps_the_contract(EventStore& store) {
    REQUIRE(store.create(head_of("l1")));
    CHECK(store.create(head_of("l1")).error().code == ErrorCode::Conflict);
    CHECK(store.append("nobody", {}, {}).error().code == ErrorCode::NotFound);
    CHECK(store.read("nobody", 0).error().code == ErrorCode::NotFound);
    CHECK_FALSE(store.head("nobody").value());

    const std::vector<Event> first{answer(1, "one"), answer(2, "caf\xC3\xA9 \xF0\x9F\x8E\xAF")};
    const std::vector<SealedFeedback> sealed{{"coding", "{}"}};
    REQUIRE(store.append("l1", first, sealed));
    CHECK(store.sealed("l1")->at(0).seat == "coding");

    // A batch that is wrong in any part leaves nothing.
    const std::vector<Event> gap{answer(3, "three"), answer(5, "five")};
    CHECK(store.append("l1", gap, {}).error().code == ErrorCode::Conflict);
    const std::vector<Event> late{answer(2, "again")};
    CHECK(store.append("l1", late, {}).error().code == ErrorCode::Conflict);
    const Result<std::vector<Event>> all = store.read("l1", 0);
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK(to_json((*all)[1]) == to_json(first[1]));
    CHECK(store.read("l1", 1)->size() == 1);
    CHECK(store.read("l1", 99)->empty());

    const std::optional<LoopHead> head = store.head("l1").value();
    REQUIRE(head);
    CHECK(head->seq_last == 2);
    CHECK(head->tokens == head_of("l1").tokens);
    REQUIRE(store.create(head_of("l2")));
    CHECK(store.list()->size() == 2);
}

/// Two writers race for every seq; each seq has one winner.
void resolves_races(EventStore& store) {
    REQUIRE(store.create(head_of("l1")));
    std::atomic<int> stored = 0;
    const auto writer = [&] {
        for (int k = 0; k < 50; ++k) {
            for (;;) {
                const std::uint64_t next = store.head("l1").value()->seq_last + 1;
                const std::vector<Event> one{answer(next, "x")};
                if (store.append("l1", one, {})) break;
            }
            ++stored;
        }
    };
    std::thread other(writer);
    writer();
    other.join();
    const std::vector<Event> all = store.read("l1", 0).value();
    CHECK(stored == 100);
    REQUIRE(all.size() == 100);
    for (std::size_t k = 0; k < all.size(); ++k) CHECK(all[k].seq == k + 1);
}

struct TemporaryFolder {
    fs::path path = fs::temp_directory_path() / ("halfstep-test-" + std::to_string(::getpid()));
    TemporaryFolder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~TemporaryFolder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("the memory store keeps the contract", "[session]") {
    keeps_the_contract(*make_memory_event_store());
    resolves_races(*make_memory_event_store());
}

TEST_CASE("the SQLite store keeps the contract, also after opening it again", "[session]") {
    const TemporaryFolder folder;
    const std::string file = folder.path / "a.db";
    keeps_the_contract(**make_sqlite_event_store(file));
    CHECK((*make_sqlite_event_store(file))->read("l1", 0)->size() == 2);
    resolves_races(**make_sqlite_event_store(folder.path / "b.db"));
}

TEST_CASE("what append acknowledged survives a killed process", "[session]") {
    const TemporaryFolder folder;
    const std::string file = folder.path / "kill.db";
    int acknowledged[2];
    REQUIRE(::pipe(acknowledged) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto store = make_sqlite_event_store(file);
        if (!store || !(*store)->create(head_of("l1"))) ::_exit(1);
        for (std::uint64_t seq = 1;; ++seq) {
            const std::vector<Event> one{answer(seq, "word")};
            if (!(*store)->append("l1", one, {})) ::_exit(1);
            if (::write(acknowledged[1], &seq, sizeof seq) != sizeof seq) ::_exit(1);
        }
    }
    ::close(acknowledged[1]);
    std::uint64_t seen = 0;
    for (int k = 0; k < 25; ++k) REQUIRE(::read(acknowledged[0], &seen, sizeof seen) > 0);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(acknowledged[0], &seen, sizeof seen) > 0) {
    }
    ::close(acknowledged[0]);
    auto store = make_sqlite_event_store(file);
    REQUIRE(store);
    CHECK((*store)->read("l1", 0)->size() >= seen);
    CHECK(seen >= 25);
}

TEST_CASE("a store that cannot be opened says so", "[session]") {
    const auto store = make_sqlite_event_store("/nonexistent/folder/x.db");
    REQUIRE_FALSE(store);
    CHECK(store.error().id == "store.105");
}
