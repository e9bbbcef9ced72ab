#include "interviewers/reading/own_words.hpp"

#include <set>

#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

std::vector<SignalSpec> with_words(std::vector<OwnWords> words) {
    SignalSpec signal;
    signal.id = "behavioral";
    signal.vocabulary = std::move(words);
    return {signal};
}

RoundReading read_with(const std::string& answer, std::vector<OwnWords> words) {
    RoundReading reading = read_round(one_answer(answer), false);
    read_own_words(with_words(std::move(words)), reading);
    return reading;
}

std::optional<Observation> seen_in(const RoundReading& reading, ObservationKind kind) {
    for (const Observation& found : reading.observations) {
        if (found.kind == kind) return found;
    }
    return std::nullopt;
}

const std::vector<OwnWords> kPairCheck{
    {{"pair check", "counter signature"}, ObservationKind::Test}};

}  // namespace

TEST_CASE("words that mean something are that evidence, in other forms too", "[interviewers]") {
    const std::string answer = "I put every payout through a pair check before it left the house.";
    CHECK_FALSE(seen(ObservationKind::Test, answer));
    const RoundReading reading = read_with(answer, kPairCheck);
    const auto found = seen_in(reading, ObservationKind::Test);
    REQUIRE(found);
    CHECK(slice(answer, found->span) == "pair check");
    CHECK(found->turn == 1);
    CHECK(found->weight == 2);
    CHECK(seen_in(read_with("I collected counter signatures for it.", kPairCheck),
                  ObservationKind::Test));
}

TEST_CASE("a list of own words, or one denied or set aside, is no evidence", "[interviewers]") {
    CHECK_FALSE(
        seen_in(read_with("Pair check, counter signature.", kPairCheck), ObservationKind::Test));
    CHECK_FALSE(
        seen_in(read_with("I did not use a pair check.", kPairCheck), ObservationKind::Test));
    const std::string once = "I put every payout through a pair check. ";
    const RoundReading twice = read_with(once + once, kPairCheck);
    std::size_t count = 0;
    for (const Observation& found : twice.observations) {
        count += found.kind == ObservationKind::Test ? 1 : 0;
    }
    CHECK(count == 1);
}

TEST_CASE("a word alone makes the reason it stands in concrete", "[interviewers]") {
    const std::string answer =
        "I moved the writers behind a queue because backpressure had to reach the shops.";
    const auto plain = seen(ObservationKind::Reason, answer);
    REQUIRE(plain);
    const auto own =
        seen_in(read_with(answer, {{{"backpressure"}, std::nullopt}}), ObservationKind::Reason);
    REQUIRE(own);
    CHECK(own->weight == 3);
    CHECK(plain->weight < 3);
}

TEST_CASE("a coach's own word for a fault is a concern with its quote", "[interviewers]") {
    const RoundReading reading = read_with("I restarted it blindly and went home.",
                                           {{{"restarted it blindly"}, ObservationKind::Concern}});
    const auto found = seen_in(reading, ObservationKind::Concern);
    REQUIRE(found);
    CHECK(found->polarity == Polarity::Concern);
}

TEST_CASE("own words change the feedback of a seat", "[interviewers]") {
    const RoundRecord round =
        one_answer("I put every payout through a pair check. I asked Ilse to sign as the second.");
    SeatView view = seat_of(round);
    const Feedback before = assess(view);
    view.signals = with_words(kPairCheck);
    const Feedback after = assess(view);
    const auto kinds = [](const Feedback& feedback) {
        std::set<std::string> all;
        for (const EvidenceCard& card : feedback.cards) {
            all.insert(card.kinds.begin(), card.kinds.end());
        }
        return all;
    };
    CHECK_FALSE(kinds(before).contains("test"));
    CHECK(kinds(after).contains("test"));
    CHECK(*after.ratings[0].estimate >= *before.ratings[0].estimate);
}
