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
#include "interviewers/model/feedback_decision.hpp"
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

/// The same request with nothing around it.
class BareCall {
public:
    BareCall(const std::string& url, std::string body) : body_(std::move(body)) {
        curl_easy_setopt(easy_, CURLOPT_URL, (url + "/chat/completions").c_str());
        curl_easy_setopt(easy_, CURLOPT_PROXY, "");
        curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
        curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body_.size()));
        curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, body_.c_str());
        curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, count_bytes);
        curl_easy_setopt(easy_, CURLOPT_WRITEDATA, &bytes_);
    }
    BareCall(const BareCall&) = delete;
    BareCall& operator=(const BareCall&) = delete;
    ~BareCall() {
        curl_slist_free_all(headers_);
        curl_easy_cleanup(easy_);
    }
    void operator()() { curl_easy_perform(easy_); }

private:
    const std::string body_;
    CURL* easy_ = curl_easy_init();
    curl_slist* headers_ = curl_slist_append(nullptr, "Content-Type: application/json");
    std::size_t bytes_ = 0;
};

template <typename F>
double timed(F&& work) {
    const auto began = Clock::now();
    work();
    return ms_since(began);
}

/// One call through the client, and one without it, in turn so that both see the same machine.
void time_calls(const char* latency, const std::string& body) {
    Model model(latency);
    BareCall bare(FakeServices::get().url(latency), body);
    std::vector<double> ours;
    std::vector<double> alone;
    const ModelRequest request = request_of(0);
    for (int k = 0; k < kCalls; ++k) {
        alone.push_back(timed(bare));
        ours.push_back(timed([&] {
            ModelUsage usage;
            const auto reply = model.client->complete(request, [](std::string_view) {}, usage, {});
            if (!reply) std::cerr << reply.error().message << "\n";
        }));
    }
    std::cout << latency << ": bare " << median(alone) << " ms, client " << median(ours)
              << " ms, ratio " << median(ours) / median(alone) << "\n";
}

/// What tests/bench/langgraph does: the feedback of four seats at the same time, read from JSON,
/// and a reconciliation that counts cards; and the four requests with nothing around them.
void time_four(const std::vector<std::string>& bodies) {
    Model model(kLatency);
    std::vector<std::unique_ptr<BareCall>> bare;
    std::vector<ModelRequest> requests;
    const std::string url = FakeServices::get().url(kLatency);
    for (std::size_t k = 0; k < bodies.size(); ++k) {
        bare.push_back(std::make_unique<BareCall>(url, bodies[k]));
        requests.push_back(request_of(k));
    }
    const auto at_once = [&](auto&& call) {
        std::vector<std::jthread> seats;
        for (std::size_t k = 0; k < bodies.size(); ++k) seats.emplace_back([&, k] { call(k); });
    };
    std::vector<double> alone;
    std::vector<double> ours;
    std::size_t hires = 0;
    for (int run = 0; run < kRuns; ++run) {
        alone.push_back(timed([&] { at_once([&](std::size_t k) { (*bare[k])(); }); }));
        ours.push_back(timed([&] {
            std::vector<ProposedFeedback> feedback(bodies.size());
            at_once([&](std::size_t k) {
                ModelUsage usage;
                const auto reply = model.client->complete(requests[k], nullptr, usage, {});
                feedback[k] = *read_proposal(reply->text);
            });
            hires += std::ranges::all_of(
                feedback, [](const ProposedFeedback& one) { return one.cards.size() > 2; });
        }));
    }
    std::cout << "four seats and a count of cards: bare " << median(alone) << " ms, client "
              << median(ours) << " ms, " << hires << " hires\n";
}

}  // namespace

int main(int argc, char** argv) {
    Model honest("honest");
    for (std::size_t k = 0; k < 4; ++k) {
        ModelUsage usage;
        (void)honest.client->complete(request_of(k), nullptr, usage, {});
    }
    std::vector<std::string> bodies;
    for (const auto& seen : FakeServices::get().seen(honest.url)) bodies.push_back(seen["body"]);
    if (argc == 3 && std::string(argv[1]) == "--requests") {
        std::ofstream(argv[2]) << nlohmann::json(bodies).dump();
        std::string line;
        std::cout << FakeServices::get().url(kLatency) << std::endl;
        std::getline(std::cin, line);  // the model lives until the reader is done
        return 0;
    }
    for (const char* latency : {"latency-0", kLatency}) time_calls(latency, bodies[0]);
    time_four(bodies);
    Model model(kLatency);
    std::vector<double> one;
    std::vector<double> four;
    for (int k = 0; k < kRuns; ++k) {
        one.push_back(feedback_ms(model, 1));
        four.push_back(feedback_ms(model, 4));
    }
    std::cout << "feedback to verdict: one seat " << median(one) << " ms, four seats "
              << median(four) << " ms, ratio " << median(four) / median(one) << "\n";
    return 0;
}
