#include <algorithm>
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "interviewers/embedded_interviewer.hpp"
#include "interviewers/model/model_interviewer.hpp"
#include "panel/json.hpp"
#include "session/loop_service.hpp"
#include "session/replay.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_services.hpp"
#include "tests/support/small_panel.hpp"

using namespace halfstep;
using namespace halfstep::testing;
using namespace std::chrono_literals;

namespace {

const Caller kCandidate{Role::Candidate, ""};
const Caller kCoach{Role::Coach, ""};

constexpr const char* kAnswer =
    "I moved the nightly job to a queue because the batch window was too short. I rejected a "
    "bigger machine, since it would only have bought us six months. It cut the delay from 9 hours "
    "to 12 minutes. When the queue fills up, the consumer drops to the last snapshot. Three other "
    "teams took it over since then.";

/// Loops whose seats are played by a model that behaves so, over real HTTP, in the background.
struct House {
    explicit House(const std::string& behaviour, SeatFallback on_failure = SeatFallback::TakeOver,
                   std::unique_ptr<EventStore> store = make_memory_event_store())
        : url(FakeServices::get().url(behaviour)), fallback(on_failure) {
        ModelOptions options;
        options.url = url;
        options.model = "fake";
        options.first_byte_max = 400ms;
        options.stall_max = 400ms;
        options.retry = {2, 1ms, 2ms};
        client = make_http_model_client(*http, *waiter, options);
        Seating seating;
        seating.in_background = true;
        seating.make = [this](const SeatSpec&, const LoopState&) {
            ModelSeatOptions seat;
            seat.make_fence = [this] { return "fence-" + std::to_string(++fences); };
            return make_model_interviewer(*client, *waiter, budget, seat);
        };
        service = make_loop_service(
            std::move(store), [this] { return now_ms.load(); }, std::move(seating));
    }

    void start() {
        PanelSpec panel = small_panel();
        for (SeatSpec& seat : panel.seats) {
            seat.kind = SeatKind::Model;
            seat.fallback = fallback;
        }
        const Result<StartedLoop> begun = service->start({panel, "", "C-17", 7});
        REQUIRE(begun);
        loop = begun->loop;
        listening = service->subscribe_words(loop, [this](const SpokenWords& said) {
            const std::lock_guard lock(mutex);
            words.push_back(said);
        });
    }

    Result<std::uint64_t> say(const std::string& key, const std::string& text = kAnswer) {
        now_ms += 20'000;
        SayRequest request;
        request.key = key;
        request.text = text;
        return service->say(loop, kCandidate, request);
    }

    std::vector<Event> events(const Caller& caller = kCoach) {
        const Result<std::string> log = service->log(loop, caller);
        REQUIRE(log);
        return *read_log(*log);
    }

    template <typename T>
    std::vector<T> all(const Caller& caller = kCoach) {
        std::vector<T> found;
        for (const Event& event : events(caller)) {
            if (const auto* body = std::get_if<T>(&event.body)) found.push_back(*body);
        }
        return found;
    }

    /// Waits for what happens in the background.
    template <typename F>
    void until(F&& holds) {
        for (int k = 0; k < 4000; ++k) {
            if (holds()) return;
            std::this_thread::sleep_for(5ms);
        }
        FAIL("waited 20 seconds for nothing");
    }

    std::size_t seen_count() const { return FakeServices::get().seen(url).size(); }

    void to_verdict() {
        until([&] { return all<QuestionAsked>().size() == 1; });
        REQUIRE(say("k1"));
        until([&] { return all<QuestionAsked>().size() == 2; });
        REQUIRE(service->finish(loop, kCandidate, "end"));
        until([&] { return !all<VerdictReached>().empty(); });
    }

    std::string url;
    SeatFallback fallback;
    std::atomic<std::int64_t> now_ms = 1'700'000'000'000;
    std::atomic<int> fences = 0;
    std::unique_ptr<HttpClient> http = make_curl_http_client(8);
    std::unique_ptr<Waiter> waiter = make_steady_waiter();
    std::unique_ptr<ModelClient> client;
    std::shared_ptr<ModelBudget> budget =
        std::make_shared<ModelBudget>(BudgetLimits{}, ModelUsage{});
    std::mutex mutex;
    std::vector<SpokenWords> words;
    std::unique_ptr<LoopService> service;
    std::shared_ptr<void> listening;
    std::string loop;
};

}  // namespace

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
    CHECK(house.all<QuestionAsked>().size() == 1);  // 400 ms of words are still to come
    house.until([&] { return house.all<QuestionAsked>().size() == 2; });
    const std::string question = house.all<QuestionAsked>().back().text;
    const std::lock_guard lock(house.mutex);
    REQUIRE(house.words.size() > 4);
    CHECK(house.words.back().text == question);
    CHECK(house.words.back().round == "coding");
    CHECK(question.starts_with(house.words[house.words.size() - 2].text));
}

TEST_CASE("a model that fails is taken over by the embedded interviewer, visibly",
          "[session][model]") {
    struct Row {
        const char* behaviour;
        const char* error;
    };
    const std::vector<Row> rows{
        {"slow-first-byte", "model.103"}, {"stall", "model.103"},
        {"cut-stream", "model.104"},      {"cut", "model.104"},
        {"always-429", "model.105"},      {"429-retry-tomorrow", "model.105"},
        {"always-500", "model.106"},      {"always-401", "model.107"},
        {"redirect", "model.108"},        {"wrong-type", "model.109"},
        {"enormous", "model.110"},        {"not-an-answer", "model.111"},
        {"wrong-json", "model.112"},      {"truncated-json", "model.112"},
        {"token-limit", "model.116"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.behaviour);
        House house(row.behaviour);
        house.start();
        house.to_verdict();
        const Feedback feedback = house.all<EnvelopesOpened>().at(0).feedback.at(0);
        CHECK(feedback.rater == "agent:coding");
        REQUIRE(feedback.model);
        CHECK(feedback.model->name.starts_with("fake"));
        CHECK_FALSE(feedback.model->taken_over.empty());
        CHECK(feedback.model->moves == 0);
        CHECK(feedback.model->moves_refused.size() == 2);
        CHECK(feedback.ratings.at(0).label);
        std::size_t moves = 0;
        for (const ModelReplied& reply : house.all<ModelReplied>()) {
            CHECK((reply.outcome == "failed" || reply.outcome == "refused"));
            CHECK(reply.error == row.error);
            CHECK_FALSE(reply.reason.empty());
            moves += reply.task == "move" ? 1 : 0;
        }
        CHECK(moves == house.all<QuestionAsked>().size());
        const nlohmann::json verdict =
            nlohmann::json::parse(house.all<VerdictReached>().at(0).json);
        REQUIRE(verdict["models"].size() == 2);  // the other seat heard nothing, and says so
        CHECK(verdict["models"][0]["part"] == "taken_over");
        CHECK(verdict["models"][0]["text"].get<std::string>().find(feedback.model->taken_over) !=
              std::string::npos);
        CHECK(verdict["models"][1]["part"] == "abstained");
        CHECK(replay(house.events(), 0).faults.empty());
    }
}

TEST_CASE("invented quotes and ratings without cards make no feedback of the model's",
          "[session][model]") {
    for (const char* behaviour : {"invented", "ratings-only"}) {
        CAPTURE(behaviour);
        House house(behaviour);
        house.start();
        house.to_verdict();
        const Feedback feedback = house.all<EnvelopesOpened>().at(0).feedback.at(0);
        CHECK(feedback.rater == "agent:coding");
        CHECK(feedback.model->taken_over.starts_with(
            std::string(behaviour) == "invented" ? "none of the" : "the model proposed no card"));
        CHECK(feedback.model->refused.size() == feedback.model->proposed);
        CHECK(feedback.model->refused.empty() == (std::string(behaviour) == "ratings-only"));
        for (const EvidenceCard& card : feedback.cards) {
            CHECK(card.quote.find("single-handedly") == std::string::npos);
        }
        const ModelReplied last = house.all<ModelReplied>().back();
        CHECK(last.outcome == "refused");
        CHECK(last.error == "model.118");
    }
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

TEST_CASE("a model that fails where nobody takes over abstains: no rating, and the reason",
          "[session][model]") {
    House house("always-500", SeatFallback::Abstain);
    house.start();
    house.until([&] { return house.all<SeatAbstained>().size() == 2; });
    for (const SeatAbstained& seat : house.all<SeatAbstained>()) {
        CHECK(seat.rater == "model:fake");
        CHECK(seat.reason.find("500") != std::string::npos);
    }
    house.until([&] { return !house.all<EnvelopesOpened>().empty(); });
    CHECK(house.all<EnvelopesOpened>().at(0).feedback.empty());
    // A seat that left its round is not asked what it thinks of it.
    for (const ModelReplied& reply : house.all<ModelReplied>()) CHECK(reply.task == "move");
    bool said = false;
    for (const RemarkMade& remark : house.all<RemarkMade>()) {
        said = said || remark.text.starts_with("I am sorry, I cannot go on");
    }
    CHECK(said);
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
        House house("slow-first-byte");
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
