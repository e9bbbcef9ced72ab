#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "interviewers/model/model_interviewer.hpp"
#include "tests/interviewers/model/model_view.hpp"
#include "tests/support/fake_services.hpp"

namespace halfstep::testing {

using namespace std::chrono_literals;

/// A seat whose model behaves so, over real HTTP.
struct Seat {
    explicit Seat(const std::string& behaviour, Dialect dialect = Dialect::OpenAi,
                  BudgetLimits limits = {}, std::chrono::milliseconds deadline = 60s)
        : url(FakeServices::get().url(behaviour)) {
        ModelOptions options;
        options.url = url;
        options.model = "fake";
        options.dialect = dialect;
        options.key = "secret-key";
        // Short where it is the model that waits; a busy machine must not look like one.
        const bool waits = behaviour == "slow-first-byte" || behaviour == "stall";
        options.first_byte_max = options.stall_max = waits ? 600ms : 30'000ms;
        options.retry = {3, 1ms, 5ms};
        client = make_http_model_client(*http, *waiter, options);
        ModelSeatOptions seat;
        seat.move_deadline = seat.feedback_deadline = deadline;
        seat.make_fence = [this] { return "fence-" + std::to_string(++fences); };
        budget = std::make_shared<ModelBudget>(limits, ModelUsage{});
        mind = make_model_interviewer(*client, *waiter, budget, seat);
        mind->on_words([this](std::string_view text) { words.emplace_back(text); });
    }

    nlohmann::json seen() const { return FakeServices::get().seen(url); }

    std::string url;
    std::unique_ptr<HttpClient> http = make_curl_http_client(8);
    std::unique_ptr<Waiter> waiter = make_steady_waiter();
    std::unique_ptr<ModelClient> client;
    std::shared_ptr<ModelBudget> budget;
    std::unique_ptr<Interviewer> mind;
    std::vector<std::string> words;
    int fences = 0;
};

inline const SeatView& senior() {
    static const SeatView view = view_of_case("bh-conflict-senior");
    return view;
}

}  // namespace halfstep::testing
