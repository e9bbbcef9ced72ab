#include "interviewers/reading/fallacies.hpp"

#include <algorithm>

#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

std::string said_of(const std::string& answer) {
    for (const Observation& o : read_round(one_answer(answer), true).observations)
        if (o.what == "fallacy") return std::string(o.says);
    return "";
}

void all_clear(const std::vector<std::string>& sentences) {
    for (const std::string& sentence : sentences) {
        INFO(sentence);
        CHECK(said_of(sentence).empty());
    }
}

}  // namespace

TEST_CASE("A well-known false belief is named", "[interviewers]") {
    const std::vector<std::pair<std::string, std::string>> claims{
        {"The gateway's 200 means that the driver has read the order.", "an accepted message"},
        {"An ack confirms the nurse has seen it.", "an accepted message"},
        {"SMS guarantees delivery, so we stop there.", "an accepted message"},
        {"RabbitMQ never loses a message.", "a broker's word"},
        {"Kafka gives us exactly once, so no order is paid double.", "a broker's word"},
        {"Retries are free.", "retries for free"},
        {"If the bank gives no answer, then the payment failed.", "a timeout for a failure"},
        {"All servers run NTP, so the order is exact to the microsecond.", "clocks"},
        {"The phone's clock is reliable.", "client's clock"},
        {"The button is disabled, so nobody can pay twice.", "client's clock"},
        {"UTC solves the daylight saving problem.", "a zone for a detail"},
        {"We check that the seat is free before we insert, so there is no way to sell it double.",
         "a check before the act"},
        {"Last write wins, so nothing is lost.", "last write wins"},
        {"With a CRDT the stock can never go below zero and we do not oversell.", "merging copies"},
        {"The cap theorem is solved these days.", "all three"},
        {"When the link returns the two databases merge automatically.", "parted copies"},
        {"A read replica always returns the latest state.", "always current"},
        {"The cache is always up to date.", "always current"},
        {"The buffer in memory survives a restart.", "memory for storage"},
        {"Inside the VPC there is no need for encryption.", "network for reliable"},
        {"It runs on Kubernetes, so it can not go down.", "never failing"},
        {"Lambda scales to any load.", "scaling for limitless"},
        {"SQL does not scale.", "name for its scale"},
        {"We partition by country, which is balanced by nature.", "an uneven key"},
        {"The replica is our backup.", "replication for a backup"},
        {"Base64 protects the token.", "hashing or encoding"},
        {"We hash the e-mail address, so it is anonymous.", "anonymous"},
        {"We use HTTPS, so the app is secure.", "encryption for protection"},
        {"Two similar songs have similar SHA-256 hashes.", "an exact fingerprint"},
        {"A missing measurement counts as zero.", "missing data for zero"},
        {"All tests pass, so it is correct.", "passing tests"},
        {"The spread operator makes a deep copy.", "one layer's copy"},
        {"A hash map is always sorted.", "a hash container"},
        {"Doubles are exact enough for money, so amounts are doubles and precise.",
         "binary fractions"}};
    for (const auto& [said, belief] : claims) {
        INFO(said);
        CHECK(said_of(said).find(belief) != std::string::npos);
    }
}

TEST_CASE("Who denies, narrows, doubts or reports a belief does not hold it", "[interviewers]") {
    all_clear({"The gateway's 200 does not mean that the driver has read the order.",
               "Does the 200 mean that the driver has read it?",
               "The team assumed that the 200 means it was read.",
               "The vendor says \"the 200 means it was read\".",
               "Kafka gives exactly once only within Kafka.",
               "Kafka gives exactly once, but the bank is outside of it.",
               "I turned exactly once by the broker down: Kafka gives exactly once inside itself.",
               "I would not rely on RabbitMQ, which never loses a message by its manual.",
               "It is a myth that Kafka gives exactly once.",
               "A read replica does not always return the latest state.",
               "A replica is not a backup.", "The client's clock is not reliable.",
               "A CRDT does not prevent overselling.",
               "If all clocks agreed exactly, the order would be exact.",
               "Hashing an e-mail address does not make it anonymous.",
               "The queue must never lose a message."});
}

TEST_CASE("What makes a belief true may stand earlier in the answer", "[interviewers]") {
    all_clear({"Each order has a unique key. Retries are free.",
               "A constraint holds it. We check before we insert, so there is no double booking.",
               "The server checks again. The button is disabled, so nobody pays twice.",
               "The buffer is a file on disk. The buffer is there after a restart, still there.",
               "Two similar photos have similar perceptual hashes."});
}

TEST_CASE("What rests on a false belief is no strength", "[interviewers]") {
    const RoundReading reading = read_round(
        one_answer("I chose Kafka because Kafka gives exactly once, so no order is paid double."),
        true);
    CHECK(std::none_of(reading.observations.begin(), reading.observations.end(),
                       [](const Observation& o) { return o.polarity == Polarity::Strength; }));
}

TEST_CASE("The list of beliefs is read and holds more than thirty", "[interviewers]") {
    CHECK(Fallacies::builtin().size() > 30);
}
