#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "interviewers/model/model_interviewer.hpp"
#include "panel/json.hpp"
#include "session/loop_service.hpp"
#include "session/replay.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_services.hpp"
#include "tests/support/small_panel.hpp"

namespace halfstep::testing {

using namespace std::chrono_literals;

inline const Caller kCandidate{Role::Candidate, ""};
inline const Caller kCoach{Role::Coach, ""};

inline constexpr const char* kAnswer =
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
        // Short where it is the model that waits; a busy machine must not look like one.
        const bool waits = behaviour == "slow-first-byte" || behaviour == "stall";
        options.first_byte_max = options.stall_max = waits ? 400ms : 30'000ms;
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

}  // namespace halfstep::testing
