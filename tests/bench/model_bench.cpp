// What seats of a model cost beyond the model: the wait for four seats against one, a call through
// the client against a bare libcurl loop, and the cost of a four-seat feedback with its debrief.
// The model is tests/support/fake_services.py with a fixed latency. `--requests FILE` writes the
// four feedback requests, for tests/bench/langgraph.
#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "interviewers/embedded_interviewer.hpp"
#include "interviewers/model/model_interviewer.hpp"
#include "interviewers/model/model_prompts.hpp"
#include "panel/visibility.hpp"
#include "session/loop_service.hpp"
#include "tests/support/fake_services.hpp"

namespace {

using namespace halfstep;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr const char* kLatency = "latency-200";
constexpr int kRuns = 15;
constexpr int kCalls = 40;

constexpr const char* kAnswer =
    "I moved the nightly job to a queue because the batch window was too short. I rejected a "
    "bigger machine, since it would only have bought us six months. It cut the delay from 9 hours "
    "to 12 minutes. When the queue fills up, the consumer drops to the last snapshot. Three other "
    "teams took it over since then.";

double ms_since(Clock::time_point began) {
    return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

PanelSpec panel_of(std::size_t seats) {
    PanelSpec panel;
    panel.name = "bench";
    panel.role = "backend";
    panel.ladder = default_ladder();
    panel.target_level = "senior";
    panel.scale = default_scale();
    for (std::size_t k = 0; k < seats; ++k) {
        const std::string id = "seat" + std::to_string(k);
        SignalSpec signal;
        signal.id = id;
        signal.meaning = "A signal.";
        signal.owner = {id};
        panel.signals.push_back(signal);
        SeatSpec seat;
        seat.id = id;
        seat.kind = SeatKind::Model;
        seat.signals = {id};
        seat.persona.probing = 0;
        panel.seats.push_back(seat);
        RoundSpec round;
        round.id = id;
        round.seat = id;
        round.kind = "behavioral";
        round.minutes = 30;
        round.questions = {id};
        panel.rounds.push_back(round);
        QuestionSpec question;
        question.id = id;
        question.ask = "What did you build?";
        panel.questions.push_back(question);
    }
    return panel;
}

struct Model {
    explicit Model(const std::string& behaviour) : url(FakeServices::get().url(behaviour)) {
        ModelOptions options;
        options.url = url;
        options.model = "fake";
        client = make_http_model_client(*http, *waiter, options);
    }
    std::string url;
    std::unique_ptr<HttpClient> http = make_curl_http_client(16);
    std::unique_ptr<Waiter> waiter = make_steady_waiter();
    std::unique_ptr<ModelClient> client;
};

/// Asks like the embedded interviewer, writes with the model: the bench is about feedback alone.
class Writer : public Interviewer {
public:
    explicit Writer(std::unique_ptr<Interviewer> model) : model_(std::move(model)) {}
    bool slow() const override { return true; }
    Result<std::optional<Move>> next_move(const SeatView& view, std::size_t round,
                                          const Moment& moment) override {
        return embedded_->next_move(view, round, moment);
    }
    Result<Feedback> write_feedback(const SeatView& view) override {
        return model_->write_feedback(view);
    }
    std::vector<ModelReplied> take_replies() override { return model_->take_replies(); }

private:
    std::unique_ptr<Interviewer> model_;
    std::unique_ptr<Interviewer> embedded_ = make_embedded_interviewer();
};

/// Milliseconds from the end of the last round to the verdict; every seat heard one answer.
double feedback_ms(Model& model, std::size_t seats) {
    const auto budget = std::make_shared<ModelBudget>(BudgetLimits{}, ModelUsage{});
    Seating seating;
    seating.in_background = true;
    seating.make = [&](const SeatSpec&, const LoopState&) {
        ModelSeatOptions options;
        options.make_fence = [] { return std::string("fence-of-the-bench"); };
        return std::make_unique<Writer>(
            make_model_interviewer(*model.client, *model.waiter, budget, options));
    };
    std::int64_t now = 1'700'000'000'000;
    const auto service =
        make_loop_service(make_memory_event_store(), [&] { return ++now; }, std::move(seating));
    const auto started = service->start({panel_of(seats), "", "C", 7});
    const Caller candidate{Role::Candidate, ""};
    for (std::size_t k = 0; k + 1 < seats; ++k) {
        SayRequest say;
        say.key = "k" + std::to_string(k);
        say.text = kAnswer;
        (void)service->say(started->loop, candidate, say);
        (void)service->finish_round(started->loop, candidate, {"f" + std::to_string(k), ""});
    }
    SayRequest say;
    say.key = "last";
    say.text = kAnswer;
    (void)service->say(started->loop, candidate, say);
    std::this_thread::sleep_for(50ms);  // until nothing is left to say
    const auto began = Clock::now();
    (void)service->finish(started->loop, candidate, "end");
    while (!service->debrief(started->loop, candidate)) std::this_thread::sleep_for(200us);
    return ms_since(began);
}

ModelRequest request_of(std::size_t seat) {
    const PanelSpec panel = panel_of(4);
    Transcript transcript;
    for (const RoundSpec& round : panel.rounds) {
        Turn turn;
        turn.text = kAnswer;
        transcript.rounds.push_back({round.id, {turn}});
    }
    ModelRequest request = feedback_request(
        view_for_seat(panel, "", transcript, 0, panel.seats[seat].id), "fence-of-the-bench");
    return request;
}

std::size_t count_bytes(char*, std::size_t, std::size_t size, void* user) {
    *static_cast<std::size_t*>(user) += size;
    return size;
}

/// The same requests with nothing around them.
double bare_ms(const std::string& url, const std::string& body) {
    CURL* easy = curl_easy_init();
    curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
    std::size_t bytes = 0;
    curl_easy_setopt(easy, CURLOPT_URL, (url + "/chat/completions").c_str());
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &bytes);
    std::vector<double> took;
    for (int k = 0; k < kCalls; ++k) {
        const auto began = Clock::now();
        curl_easy_perform(easy);
        took.push_back(ms_since(began));
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
    return median(took);
}

double client_ms(Model& model) {
    std::vector<double> took;
    for (int k = 0; k < kCalls; ++k) {
        ModelUsage usage;
        const auto began = Clock::now();
        const auto reply =
            model.client->complete(request_of(0), [](std::string_view) {}, usage, {});
        took.push_back(ms_since(began));
        if (!reply) std::cerr << reply.error().message << "\n";
    }
    return median(took);
}

}  // namespace

int main(int argc, char** argv) {
    Model warm("honest");
    ModelUsage usage;
    (void)warm.client->complete(request_of(0), nullptr, usage, {});
    const std::string body = FakeServices::get().seen(warm.url).at(0)["body"];
    if (argc == 3 && std::string(argv[1]) == "--requests") {
        Model other("honest");
        for (std::size_t k = 0; k < 4; ++k) {
            (void)other.client->complete(request_of(k), nullptr, usage, {});
        }
        nlohmann::json bodies = nlohmann::json::array();
        for (const auto& seen : FakeServices::get().seen(other.url)) bodies.push_back(seen["body"]);
        std::ofstream(argv[2]) << bodies.dump();
        std::string line;
        std::cout << FakeServices::get().url(kLatency) << std::endl;
        std::getline(std::cin, line);  // the model lives until the reader is done
        return 0;
    }
    Model model(kLatency);
    std::vector<double> one;
    std::vector<double> four;
    for (int k = 0; k < kRuns; ++k) {
        one.push_back(feedback_ms(model, 1));
        four.push_back(feedback_ms(model, 4));
    }
    for (const char* latency : {"latency-0", kLatency}) {
        Model slow(latency);
        const double bare = bare_ms(FakeServices::get().url(latency), body);
        const double ours = client_ms(slow);
        std::cout << latency << ": bare " << bare << " ms, client " << ours << " ms, ratio "
                  << ours / bare << "\n";
    }
    std::cout << "feedback to verdict: one seat " << median(one) << " ms, four seats "
              << median(four) << " ms, ratio " << median(four) / median(one) << "\n";
    return 0;
}
