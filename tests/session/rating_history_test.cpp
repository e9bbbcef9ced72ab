#include "session/rating_history.hpp"

#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/default_five.hpp"

using namespace halfstep;

namespace {

RatingHistoryReader reader() {
    return RatingHistoryReader([](const Packet&) -> Result<std::shared_ptr<const PanelSpec>> {
        return std::make_shared<const PanelSpec>(default_five());
    });
}

Feedback feedback(const std::string& rater, const std::string& signal, const std::string& label) {
    Feedback feedback;
    feedback.seat = signal;
    feedback.rater = rater;
    Rating rating;
    rating.signal = signal;
    rating.label = label;
    feedback.ratings = {rating};
    return feedback;
}

std::string line(const std::string& loop, std::uint64_t seq, EventBody body) {
    Event event;
    event.loop = loop;
    event.seq = seq;
    event.body = std::move(body);
    return canonical(to_json(event));
}

LoopStarted started() {
    LoopStarted start;
    start.panel = default_five();
    start.target_level = "senior";
    start.candidate = "C";
    return start;
}

RatingCorrected correction(const std::string& label, const std::string& author) {
    RatingCorrected corrected;
    corrected.seat = "behavioral";
    corrected.signal = "behavioral";
    corrected.label = label;
    corrected.author = author;
    corrected.reason = "heard it live";
    corrected.kind = "own_round";
    corrected.verdict_json = "{}";
    return corrected;
}

/// A loop in which the agent says hire and the coach corrects to something lower.
void add_loop(RatingHistoryReader& history, const std::string& id, const std::string& label) {
    REQUIRE(history.add_line(line(id, 1, started())));
    REQUIRE(history.add_line(
        line(id, 2, EnvelopesOpened{{feedback("agent:behavioral", "behavioral", "hire")}})));
    REQUIRE(history.add_line(line(id, 3, correction(label, "Ruth"))));
}

}  // namespace

TEST_CASE("a correction is its author's rating of the same performance", "[session]") {
    RatingHistoryReader history = reader();
    add_loop(history, "L1", "no_hire");
    const RatingHistory read = history.take();
    CHECK(read.raters == std::vector<std::string>{"agent:behavioral", "human:Ruth"});
    CHECK(read.candidates.size() == 1);
    REQUIRE(read.ratings.size() == 2);
    CHECK(read.ratings[0].label == 4);
    CHECK(read.ratings[1].label == 1);
    CHECK(read.ratings[0].candidate == read.ratings[1].candidate);
    CHECK(read.ratings[0].signal == read.ratings[1].signal);
}

TEST_CASE("the last correction of one author counts, and an own rating is replaced", "[session]") {
    RatingHistoryReader history = reader();
    add_loop(history, "L1", "no_hire");
    REQUIRE(history.add_line(line("L1", 4, correction("lean_hire", "Ruth"))));
    const RatingHistory read = history.take();
    REQUIRE(read.ratings.size() == 2);
    CHECK(read.ratings[1].label == 3);

    RatingHistoryReader own = reader();
    REQUIRE(own.add_line(line("L2", 1, started())));
    REQUIRE(own.add_line(
        line("L2", 2, EnvelopesOpened{{feedback("human:Ruth", "behavioral", "hire")}})));
    REQUIRE(own.add_line(line("L2", 3, correction("no_hire", "Ruth"))));
    const RatingHistory replaced = own.take();
    REQUIRE(replaced.ratings.size() == 1);
    CHECK(replaced.ratings[0].label == 1);
}

TEST_CASE("a coach who keeps correcting downwards is fitted as harsher than the agents",
          "[session]") {
    RatingHistoryReader history = reader();
    for (int k = 0; k < 8; ++k) add_loop(history, "L" + std::to_string(k), "lean_no_hire");
    Packet packet;
    packet.target_level = "senior";
    packet.feedback = {feedback("agent:behavioral", "behavioral", "lean_hire")};
    REQUIRE(history.add_line(canonical(to_json(packet))));
    const Result<RaterFile> file = calibrate(history.take());
    REQUIRE(file);
    const auto severity = [&](const char* rater) {
        return file->raters.at(rater).severity.value_or(0);
    };
    CHECK(severity("human:Ruth") > 0.2 + severity("agent:behavioral"));
}

TEST_CASE("lines that are neither packet nor event, or begin in the middle, are told",
          "[session]") {
    RatingHistoryReader history = reader();
    CHECK(history.add_line("{oops").error().id == "json.101");
    CHECK_FALSE(history.add_line("{}"));
    CHECK(history.add_line(line("L9", 3, correction("hire", "Ruth"))).error().id == "raters.112");
}
