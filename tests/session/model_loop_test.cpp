#include <algorithm>

#include "tests/session/model_house.hpp"

using namespace halfstep;
using namespace halfstep::testing;

TEST_CASE("a loop with models in its seats: each reply is an event, and replay asks nobody",
          "[session][model]") {
    House house("honest");
    house.start();
    house.to_verdict();
    const std::vector<Event> events = house.events();
    std::vector<std::string> kinds;
    for (const Event& event : events) kinds.emplace_back(kind_of(event.body));
    const auto at = [&](const char* kind) {
        return std::ranges::find(kinds, kind) - kinds.begin();
    };
    CHECK(kinds[static_cast<std::size_t>(at("QuestionAsked")) - 1] == "ModelReplied");
    std::size_t moves = 0;
    for (std::size_t k = 0; k < events.size(); ++k) {
        const auto* reply = std::get_if<ModelReplied>(&events[k].body);
        if (!reply) continue;
        CHECK(reply->outcome == "used");
        CHECK(reply->model == "fake-1");
        CHECK(reply->input_tokens == 100);
        // What was said about feedback is as sealed as the feedback.
        if (reply->task == "feedback") {
            CHECK(static_cast<std::ptrdiff_t>(k) > at("EnvelopesOpened"));
        } else {
            ++moves;
        }
    }
    CHECK(moves == 2);
    const auto opened = house.all<EnvelopesOpened>().at(0);
    REQUIRE(opened.feedback.size() == 1);  // the seat that heard something
    CHECK(opened.feedback[0].rater == "model:fake-1");
    CHECK(opened.feedback[0].model->taken_over.empty());
    const std::size_t asked = house.seen_count();
    CHECK(replay(events, 0).faults.empty());
    Change again;
    again.kind = Change::Kind::RetryAnswer;
    again.round = "coding";
    again.turn = 2;
    again.text = kAnswer;
    const auto retried =
        house.service->create_variation(house.loop, kCandidate, "", {again}, "again");
    REQUIRE(retried);
    CHECK(retried->at("packet").at("feedback")[0].at("model").at("taken_over") ==
          "an answer tried again is read without the model");
    CHECK(house.seen_count() == asked);
}

TEST_CASE(
    "an answer is acknowledged while the model still thinks, and its words are heard as "
    "they come",
    "[session][model]") {
    House house("slow-words");
    house.start();
    house.until([&] { return house.all<QuestionAsked>().size() == 1; });
    REQUIRE(house.say("k1"));
    CHECK(house.all<QuestionAsked>().size() == 1);  // a second of words is still to come
    house.until([&] { return house.all<QuestionAsked>().size() == 2; });
    const std::string question = house.all<QuestionAsked>().back().text;
    const std::lock_guard lock(house.mutex);
    REQUIRE(house.words.size() > 4);
    CHECK(house.words.back().text == question);
    CHECK(house.words.back().round == "coding");
    CHECK(question.starts_with(house.words[house.words.size() - 2].text));
}

TEST_CASE("all seats write at the same time: none is answered before another has asked",
          "[session][model]") {
    House house("together");
    house.start();
    house.until([&] { return house.all<QuestionAsked>().size() == 1; });
    REQUIRE(house.say("k1"));
    house.until([&] { return house.all<QuestionAsked>().size() == 2; });
    REQUIRE(house.service->finish_round(house.loop, kCandidate, {"f1", ""}));
    house.until([&] { return house.all<QuestionAsked>().size() == 3; });
    REQUIRE(house.say("k2"));
    house.until([&] { return house.all<QuestionAsked>().size() == 4; });
    REQUIRE(house.service->finish(house.loop, kCandidate, "end"));
    house.until([&] { return !house.all<VerdictReached>().empty(); });
    const EnvelopesOpened opened = house.all<EnvelopesOpened>().at(0);
    CHECK(opened.feedback.size() == 2);
    for (const Feedback& feedback : opened.feedback) CHECK(feedback.rater == "model:fake-1");
}

TEST_CASE("a model sees its own seat's rounds, and seals for nobody else", "[session][model]") {
    const auto verdict_of = [](House& house) {
        return nlohmann::json::parse(house.all<VerdictReached>().at(0).json);
    };
    const auto play_both = [](House& house) {
        house.start();
        house.until([&] { return house.all<QuestionAsked>().size() == 1; });
        REQUIRE(house.say("k1"));
        house.until([&] { return house.all<QuestionAsked>().size() == 2; });
        REQUIRE(house.service->finish_round(house.loop, kCandidate, {"f1", ""}));
        house.until([&] { return house.all<QuestionAsked>().size() == 3; });
        REQUIRE(house.say("k2", std::string("Zanzibar first. ") + kAnswer));
        house.until([&] { return house.all<QuestionAsked>().size() == 4; });
        REQUIRE(house.service->finish(house.loop, kCandidate, "end"));
        house.until([&] { return !house.all<VerdictReached>().empty(); });
    };
    House honest("honest");
    play_both(honest);
    House greedy("overreach");
    play_both(greedy);
    std::size_t feedbacks = 0;
    for (const nlohmann::json& request : FakeServices::get().seen(greedy.url)) {
        const std::string body = request["body"];
        CHECK(body.find("C-17") == std::string::npos);
        CHECK(body.find("floor_ledger") == std::string::npos);
        const bool writes = body.find("cards of evidence") != std::string::npos;
        const bool design = body.find("secret meaning of design") != std::string::npos;
        const bool coding = body.find("secret meaning of coding") != std::string::npos;
        CHECK(design != coding);
        // The words of the design round are the design seat's alone.
        if (coding) CHECK(body.find("Zanzibar") == std::string::npos);
        if (design) CHECK(body.find("looked for in coding") == std::string::npos);
        if (writes && design) CHECK(body.find("Zanzibar") != std::string::npos);
        feedbacks += writes ? 1 : 0;
    }
    CHECK(feedbacks == 2);
    const std::vector<Feedback> sealed = greedy.all<EnvelopesOpened>().at(0).feedback;
    REQUIRE(sealed.size() == 2);
    CHECK(sealed[0].seat == "coding");
    CHECK(sealed[1].seat == "design");
    for (const Feedback& feedback : sealed) {
        CHECK(feedback.rater == "model:fake-1");
        CHECK(feedback.ratings.size() == 1);
        CHECK(feedback.ratings[0].signal == feedback.seat);
        for (const EvidenceCard& card : feedback.cards) CHECK(card.signal == feedback.seat);
    }
    CHECK(sealed[0].model->refused.back().reason == "this signal is another seat's");
    // What it says of policy, level and ratings changes nothing that the honest one does not.
    const nlohmann::json fair = verdict_of(honest);
    const nlohmann::json bent = verdict_of(greedy);
    for (const char* part :
         {"outcome", "level", "target_level", "policy", "parameters", "interval", "signals"}) {
        CHECK(bent[part] == fair[part]);
    }
}

TEST_CASE("what came too late is dropped, and the round goes on from what was said since",
          "[session][model]") {
    House house("latency-300");
    house.start();
    house.until([&] { return house.all<QuestionAsked>().size() == 1; });
    REQUIRE(house.say("k1"));
    house.until([&] { return house.seen_count() == 2; });  // it thinks about k1
    REQUIRE(house.say("k2", "One more thing: I measured 40 ms at the 99th percentile."));
    house.until([&] { return house.all<QuestionAsked>().size() == 2; });
    CHECK(house.all<QuestionAsked>().back().turn == 4);  // after both answers
    bool dropped = false;
    for (const ModelReplied& reply : house.all<ModelReplied>()) {
        dropped = dropped || reply.outcome == "dropped";
    }
    CHECK(dropped);
}

TEST_CASE("a service that ends in the middle of a call goes on when it is back",
          "[session][model]") {
    std::vector<Event> before;
    {
        House house("latency-5000");
        house.start();
        house.until([&] { return house.seen_count() == 1; });
        before = house.events();
        house.service.reset();  // at once, without waiting for the model
    }
    CHECK(std::ranges::none_of(before, [](const Event& event) {
        return std::holds_alternative<QuestionAsked>(event.body);
    }));
    std::unique_ptr<EventStore> store = make_memory_event_store();
    LoopHead head;
    head.loop = before.front().loop;
    REQUIRE(store->create(head));
    REQUIRE(store->append(head.loop, before, {}));
    House house("honest", SeatFallback::TakeOver, std::move(store));
    house.loop = head.loop;
    house.until([&] { return house.all<QuestionAsked>().size() == 1; });
}

TEST_CASE("a candidate sees that a model spoke, not what it thought", "[session][model]") {
    House house("honest");
    house.start();
    house.until([&] { return house.all<QuestionAsked>().size() == 1; });
    const std::vector<ModelReplied> seen = house.all<ModelReplied>(kCandidate);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].model == "fake-1");
    CHECK(seen[0].text.empty());
    CHECK_FALSE(house.all<ModelReplied>(kCoach)[0].text.empty());
}
