#include "interviewers/reading/consistency.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "panel/json.hpp"
#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

std::vector<Mismatch> compared(const std::string& first, const std::string& second) {
    RoundRecord one = one_answer(first);
    RoundRecord other = one_answer(second);
    one.round = "one";
    other.round = "other";
    return compare_stories(one, read_round(one, false), other, read_round(other, false));
}

std::size_t about(const std::vector<Mismatch>& found, const std::string& what) {
    return static_cast<std::size_t>(std::count_if(
        found.begin(), found.end(), [&](const Mismatch& m) { return m.about == what; }));
}

const std::string kStory =
    "Parcel labels jammed at the sorting belt of a depot in Bruges. I designed one printer queue "
    "per belt. Jams fell from 31 jams a week to 4 jams.";

}  // namespace

TEST_CASE("The same story with other figures is a mismatch that quotes both", "[interviewers]") {
    const auto found = compared(kStory,
                                "At the depot in Bruges parcel labels jammed the sorting belt. I "
                                "made printer queues per belt, and jams went from 90 jams to 12 "
                                "jams a week.");
    REQUIRE(about(found, "number") == 1);
    CHECK(found[0].earlier.quote.find("31 jams") != std::string::npos);
    CHECK(found[0].later.quote.find("90 jams") != std::string::npos);
    CHECK(found[0].later.round == "other");
}

TEST_CASE("The same figures in other clothes are none, nor are other figures of other things",
          "[interviewers]") {
    CHECK(compared(kStory,
                   "In Bruges, at the sorting belt of the depot, labels for parcels jammed "
                   "thirty-one times. I had printer queues per belt. It cost 9,000 euros.")
              .empty());
    CHECK(compared(kStory, "I rewrote the tax forms of a bank in 12 weeks with 90 jams of paper.")
              .empty());
}

TEST_CASE("Other figures of the same thing are a mismatch, of another measure or a plan none",
          "[interviewers]") {
    const auto numbers = [](const std::string& first, const std::string& second) {
        return about(compared(first, second), "number");
    };
    const std::string latency = "I cut the p99 of the search endpoint from 900 ms to 120 ms.";
    CHECK(numbers(latency, "The search endpoint was at 400 ms p99 and I got it to 90 ms.") == 1);
    CHECK(numbers(latency, "The search endpoint had a median of 80 ms and is at 30 ms.") == 0);
    CHECK(numbers(latency, "The search endpoint came down from 0.9 seconds to 125 ms.") == 0);
    const std::string team = "I led a team of five engineers on the ledger rewrite.";
    CHECK(numbers(team, "On the ledger rewrite I had twelve engineers.") == 1);
    CHECK(numbers(team, "The ledger team has twelve engineers today.") == 0);
    CHECK(numbers("The migration of the billing database took three months.",
                  "We planned six weeks for the billing database, and it was late.") == 0);
}

TEST_CASE("Figures that only sound alike are no mismatch", "[interviewers]") {
    // Another time, another plan, a later state, and a rate that is no duration.
    CHECK(compared(kStory,
                   "In Bruges, at the sorting belt of the depot, parcel labels jammed. In "
                   "the first nine weeks I watched the printer queue, jams were 31 jams a "
                   "week and then one jam.")
              .empty());
    CHECK(compared("The oven line at the bakery baked loaves for shops. Waste fell from 21 per "
                   "cent to 13 in four months.",
                   "The oven line at the bakery baked loaves for shops. Waste went from 21 per "
                   "cent to 9.6 in two years.")
              .empty());
    CHECK(compared("The oven line at the bakery baked loaves for shops. Wrong loaves fell from "
                   "eleven a week to three in seven months.",
                   "The oven line at the bakery baked loaves for shops, 44 in five shops. I left "
                   "with two wrong loaves a week.")
              .empty());
}

TEST_CASE("Work claimed in one round and given to another in the next is a mismatch",
          "[interviewers]") {
    const auto found = compared(kStory,
                                "The sorting belt in Bruges, parcel labels jammed there at the "
                                "depot. The printer queue per belt was designed by Lotte before "
                                "I came.");
    REQUIRE(about(found, "ownership") == 1);
    CHECK(about(compared(kStory,
                         "The sorting belt in Bruges, parcel labels jammed there at the depot. "
                         "I designed the printer queue per belt, Lotte the screens."),
                "ownership") == 0);
    // A name beside the same things is no other author.
    CHECK(compared(kStory,
                   "The sorting belt in Bruges, parcel labels jammed there at the depot. What "
                   "moved Lotte was the printer queue on the belt.")
              .empty());
    const auto said_outright = compared(
        "The feeds of the radio came out empty at the station in Ghent. I rolled it back at once.",
        "The worst was when the feeds of the radio came out empty at the station in Ghent. I was "
        "on a train, so it was Lotte who did the rollback.");
    CHECK(about(said_outright, "ownership") == 1);
}

TEST_CASE("A point denied later in the round is taken back, a new point is not", "[interviewers]") {
    const auto found = [](const std::string& text) {
        const RoundRecord round = one_answer(text);
        return taken_back(round, read_round(round, false));
    };
    const auto back = found(
        "The cache can serve stale prices to a customer. I paid for that twice. Then again the "
        "cache can never serve stale prices to a customer.");
    REQUIRE(back.size() == 1);
    CHECK(back[0].about == "taken_back");
    CHECK(back[0].later.quote.find("never") != std::string::npos);
    CHECK(found("The cache can serve stale prices. The queue never loses an order.").empty());
    CHECK(found("The cache can serve stale prices. The cache can serve stale prices for a minute.")
              .empty());
}

TEST_CASE("Labelled stories told twice: those that contradict are told from those that agree",
          "[interviewers]") {
    const auto path = std::filesystem::path(HALFSTEP_SOURCE_DIR) / "tests/cases/behavioral";
    std::ifstream gold(path / "gold.jsonl");
    for (std::string line; std::getline(gold, line);) {
        const auto entry = nlohmann::json::parse(line);
        if (entry["kind"] != "consistency") continue;
        std::ifstream in(path / entry["file"].get<std::string>());
        std::ostringstream text;
        text << in.rdbuf();
        const Transcript told = transcript_from_json(parse_json(text.str()).value()).value();
        const auto found = compare_stories(told.rounds[0], read_round(told.rounds[0], false),
                                           told.rounds[1], read_round(told.rounds[1], false));
        INFO(entry["id"]);
        for (const Mismatch& m : found)
            UNSCOPED_INFO(m.about << ": " << m.earlier.quote << " / " << m.later.quote);
        CHECK(found.empty() == !entry["contradiction"].get<bool>());
    }
}

TEST_CASE("A negation in another clause takes nothing back", "[interviewers]") {
    const auto found = [](const std::string& text) {
        const RoundRecord round = one_answer(text);
        return taken_back(round, read_round(round, false));
    };
    CHECK(found("The stop has held two nightly runs, both rightly, and nobody was called at five. "
                "I drank coffee. The stop has held two nightly runs, both rightly, it is hers now.")
              .empty());
    CHECK(found("The stop has held two nightly runs. I drank coffee. The stop has never held two "
                "nightly runs.")
              .size() == 1);
}
