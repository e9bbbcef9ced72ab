#include "interviewers/model/model_client.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "tests/interviewers/model/model_seat.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using namespace halfstep::testing;

TEST_CASE("parts of a request that a service does not know are left out from then on", "[model]") {
    for (const char* part : {"response_format", "temperature", "max_tokens"}) {
        CAPTURE(part);
        Seat seat(std::string("no-") + part);
        CHECK(seat.mind->write_feedback(senior()));
        CHECK(seat.mind->write_feedback(senior()));
        CHECK(seat.seen().size() == 3);
    }
}

TEST_CASE("a service whose certificate nobody vouches for is sent nothing", "[model]") {
    Seat seat("honest");
    ModelOptions options;
    options.url = FakeServices::get().tls_url("honest");
    options.model = "fake";
    options.key = "secret-key";
    const auto client = make_http_model_client(*seat.http, *seat.waiter, options);
    ModelRequest request;
    request.schema = "{}";
    ModelUsage usage;
    const auto reply = client->complete(request, nullptr, usage, {});
    REQUIRE_FALSE(reply);
    CHECK(reply.error().id == "model.102");
    CHECK(reply.error().message.find("certificate does not verify") != std::string::npos);
    CHECK(usage.requests == 1);  // not tried again
    CHECK(FakeServices::get().seen(options.url).empty());
}

TEST_CASE("no more calls run at one time than the client was made for; the rest wait their turn",
          "[model]") {
    const auto http = make_curl_http_client(2);
    HttpRequest request;
    request.url = FakeServices::get().url("latency-60") + "/chat/completions";
    const std::string url = request.url.substr(0, request.url.rfind("/chat"));
    Seat seat("honest");
    REQUIRE(seat.mind->write_feedback(senior()));
    request.body = seat.seen().at(0)["body"];
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> callers;
        for (int k = 0; k < 6; ++k) {
            callers.emplace_back(
                [&] { answered += http->send(request, nullptr, {}).status == 200 ? 1 : 0; });
        }
    }
    CHECK(answered == 6);
    std::size_t most = 0;
    for (const nlohmann::json& one : FakeServices::get().seen(url)) {
        most = std::max(most, one["at_once"].get<std::size_t>());
    }
    CHECK(most == 2);
}

TEST_CASE("a server's Retry-After is heeded", "[model]") {
    Seat patient("429-retry-after");
    const auto began = patient.waiter->now();
    CHECK(patient.mind->write_feedback(senior()));
    CHECK(patient.waiter->now() - began >= 1s);  // its own waits are of 5 ms at most
    CHECK(patient.seen().size() == 2);
}

TEST_CASE("no call outlasts the seat's deadline, tried again or not", "[model]") {
    Seat slow("latency-500", Dialect::OpenAi, {}, 100ms);
    const Result<Feedback> late = slow.mind->write_feedback(senior());
    REQUIRE_FALSE(late);
    CHECK(late.error().id == "model.103");
    CHECK(late.error().message.find("took too long") != std::string::npos);
    CHECK(slow.seen().size() == 1);
    Seat asked_to_wait("429-retry-after", Dialect::OpenAi, {}, 500ms);
    CHECK(asked_to_wait.mind->write_feedback(senior()).error().id == "model.105");
    CHECK(asked_to_wait.seen().size() == 1);
}

TEST_CASE("a connection is kept for the next call", "[model]") {
    Seat seat("whole");
    for (int k = 0; k < 3; ++k) CHECK(seat.mind->write_feedback(senior()));
    const nlohmann::json seen = seat.seen();
    REQUIRE(seen.size() == 3);
    CHECK(seen[1]["peer"] == seen[0]["peer"]);
    CHECK(seen[2]["peer"] == seen[0]["peer"]);
}

TEST_CASE("a seat may be played by another model of the same service", "[model]") {
    for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic}) {
        Seat seat("no-temperature", dialect);
        ModelSeatOptions options;
        options.model = "another";
        options.make_fence = [] { return std::string("fence-of-another"); };
        const auto mind = make_model_interviewer(*seat.client, *seat.waiter, seat.budget, options);
        const Result<Feedback> feedback = mind->write_feedback(senior());
        REQUIRE(feedback);
        CHECK(feedback->rater == "model:another");
        CHECK(mind->take_replies().at(0).model == "another");
        // What one model does not know says nothing about the other.
        REQUIRE(seat.mind->write_feedback(senior()));
        CHECK(seat.seen().size() == 4);
    }
}

TEST_CASE("a call under way can be ended from another thread", "[model]") {
    Seat seat("latency-5000");
    std::thread canceller([&] {
        while (seat.seen().empty()) std::this_thread::sleep_for(5ms);
        seat.mind->cancel();
    });
    const Result<Feedback> feedback = seat.mind->write_feedback(senior());
    canceller.join();
    REQUIRE_FALSE(feedback);
    CHECK(feedback.error().id == "model.114");
    CHECK(seat.mind->take_replies().at(0).outcome == "dropped");
}

TEST_CASE("a server that is not there is said to be", "[model]") {
    const auto http = make_curl_http_client(2);
    const auto waiter = make_steady_waiter();
    ModelOptions options;
    options.url = "http://127.0.0.1:1/v1";
    options.model = "fake";
    options.retry = {2, 1ms, 1ms};
    const auto client = make_http_model_client(*http, *waiter, options);
    ModelUsage usage;
    ModelRequest request;
    request.schema = "{}";
    const auto reply = client->complete(request, nullptr, usage, {});
    REQUIRE_FALSE(reply);
    CHECK(reply.error().id == "model.102");
    CHECK(reply.error().hint == "see that --model-url is right and its server runs");
}
