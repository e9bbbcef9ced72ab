#include "app/model_flags.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <sstream>
#include <vector>

#include "base/sha256.hpp"
#include "interviewers/embedded_interviewer.hpp"
#include "interviewers/model/cassette.hpp"
#include "interviewers/model/model_interviewer.hpp"

namespace halfstep {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool on_this_machine(const std::string& url) {
    constexpr std::array kHosts{"127.0.0.1", "localhost", "[::1]"};
    const std::string host = url.substr(url.find("://") + 3);
    return std::ranges::any_of(kHosts, [&](const std::string& name) {
        return host == name || host.starts_with(name + ":") || host.starts_with(name + "/");
    });
}

/// A service's address, and that a key sent there is not sent in the clear.
Result<Done> check_address(const std::string& url, const std::string& option, bool with_key) {
    const bool plain = url.starts_with("http://");
    if ((!plain && !url.starts_with("https://")) ||
        url.find_first_of(" \t\r\n?#@") != std::string::npos) {
        return Error{ErrorCode::InvalidArgument, "usage.110",
                     "\"" + url + "\" is not a base address", option,
                     "write it as http://127.0.0.1:8080/v1 or https://HOST/v1"};
    }
    if (plain && with_key && !on_this_machine(url)) {
        return Error{ErrorCode::InvalidArgument, "usage.111",
                     "the key would travel unencrypted to " + url, option,
                     "use https://, or unset the key"};
    }
    return Done{};
}

Result<std::unique_ptr<ModelClient>> client_of(const ModelFlags& flags, HttpClient& http,
                                               Waiter& waiter) {
    if (!flags.cassette.empty() && !flags.record) return make_cassette_client(flags.cassette);
    if (flags.url.empty() && flags.model.empty()) {
        if (flags.record || !flags.seats.empty()) {
            return Error{ErrorCode::InvalidArgument, "usage.112", "no language model is named",
                         flags.record ? "--model-record" : "--model-seats",
                         "add --model-url and --model, or --model-cassette FILE"};
        }
        return make_no_model_client();
    }
    if (flags.url.empty() || flags.model.empty()) {
        return Error{ErrorCode::InvalidArgument, "usage.110",
                     "a language model needs its address and its name",
                     flags.url.empty() ? "--model-url" : "--model", "give both, or neither"};
    }
    if (flags.record && flags.cassette.empty()) {
        return Error{ErrorCode::InvalidArgument, "usage.112", "nothing to record to",
                     "--model-record", "add --model-cassette FILE"};
    }
    ModelOptions options;
    options.url = flags.url;
    options.model = flags.model;
    options.dialect = flags.dialect == "anthropic" ? Dialect::Anthropic : Dialect::OpenAi;
    options.key = environment("HALFSTEP_MODEL_KEY");
    options.seed = std::random_device{}();
    const Result<Done> sound = check_address(flags.url, "--model-url", !options.key.empty());
    if (!sound) return sound.error();
    auto live = make_http_model_client(http, waiter, std::move(options));
    if (flags.record) return make_recording_client(std::move(live), flags.cassette);
    return live;
}

class Seats : public ModelSeats {
public:
    Seats(const ModelFlags& flags, std::unique_ptr<Waiter> waiter,
          std::unique_ptr<ModelClient> client, bool configured)
        : flags_(flags),
          chosen_(ChosenSeats::read(flags.seats)),
          waiter_(std::move(waiter)),
          client_(std::move(client)),
          configured_(configured) {}

    Seating seating() override {
        Seating seating;
        seating.make = [this](const SeatSpec& seat, const LoopState& state) {
            if (seat.kind != SeatKind::Model) return make_embedded_interviewer();
            ModelSeatOptions options;
            const auto named = chosen_.models.find(seat.id);
            if (named != chosen_.models.end()) options.model = named->second;
            options.make_fence = [] { return "fence-" + random_hex(8); };
            return make_model_interviewer(*client_, *waiter_, budget_of(state), std::move(options));
        };
        seating.seat = [this](PanelSpec& panel) { take_seats(panel); };
        seating.in_background = true;
        return seating;
    }

    std::string model() const override { return configured_ ? client_->name() : ""; }

private:
    void take_seats(PanelSpec& panel) const {
        for (SeatSpec& seat : panel.seats) {
            const bool chosen = chosen_.all || chosen_.models.contains(seat.id);
            if (seat.kind == SeatKind::Agent && chosen) seat.kind = SeatKind::Model;
        }
    }

    /// One a loop, that goes on counting from what its log says.
    std::shared_ptr<ModelBudget> budget_of(const LoopState& state) {
        ModelUsage used;
        for (const ModelReplied& reply : state.replies) {
            used += {reply.requests, reply.input_tokens, reply.output_tokens};
        }
        const std::lock_guard lock(mutex_);
        std::erase_if(budgets_, [](const auto& kept) { return kept.second.expired(); });
        std::shared_ptr<ModelBudget> budget = budgets_[state.loop].lock();
        if (!budget) {
            budget = std::make_shared<ModelBudget>(flags_.budget, used);
            budgets_[state.loop] = budget;
        }
        return budget;
    }

    ModelFlags flags_;
    ChosenSeats chosen_;
    std::unique_ptr<Waiter> waiter_;
    std::unique_ptr<ModelClient> client_;
    bool configured_;
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<ModelBudget>> budgets_;
};

}  // namespace

ChosenSeats ChosenSeats::read(const std::string& list) {
    ChosenSeats chosen;
    std::istringstream in(list);
    for (std::string word; std::getline(in, word, ',');) {
        const std::size_t equals = std::min(word.find('='), word.size());
        const std::string seat = word.substr(0, equals);
        if (seat == "all") {
            chosen.all = true;
        } else if (!seat.empty()) {
            chosen.models[seat] = word.substr(std::min(equals + 1, word.size()));
        }
    }
    return chosen;
}

void add_model_flags(CLI::App& command, ModelFlags& flags) {
    command
        .add_option("--model-url", flags.url,
                    "Base address of a language model's API, such as http://127.0.0.1:8080/v1; "
                    "its key is read from HALFSTEP_MODEL_KEY")
        ->envname("HALFSTEP_MODEL_URL");
    command.add_option("--model", flags.model, "The model's name")->envname("HALFSTEP_MODEL");
    command.add_option("--model-dialect", flags.dialect, "openai (chat completions) or anthropic")
        ->check(CLI::IsMember({"openai", "anthropic"}))
        ->envname("HALFSTEP_MODEL_DIALECT")
        ->capture_default_str();
    command.add_option("--model-seats", flags.seats,
                       "Agents' seats that the model plays: all, or ids with commas between, "
                       "ID=NAME for another model of the service; seats of kind model are the "
                       "model's anyway");
    command.add_option("--model-cassette", flags.cassette,
                       "Answer from this recording of a model, without a network");
    command.add_flag("--model-record", flags.record,
                     "Ask the model and record its answers to the cassette instead");
    command
        .add_option("--model-requests-max", flags.budget.requests_max,
                    "Requests one loop may make at most")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
        ->capture_default_str();
    command
        .add_option("--model-tokens-max", flags.budget.tokens_max,
                    "Tokens one loop may use at most, in and out together")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}))
        ->capture_default_str();
}

Result<std::unique_ptr<ModelSeats>> ModelSeats::make(const ModelFlags& flags, HttpClient& http) {
    std::unique_ptr<Waiter> waiter = make_steady_waiter();
    Result<std::unique_ptr<ModelClient>> client = client_of(flags, http, *waiter);
    if (!client) return client.error();
    const bool configured = !flags.model.empty() || !flags.cassette.empty();
    return std::unique_ptr<ModelSeats>(
        std::make_unique<Seats>(flags, std::move(waiter), std::move(*client), configured));
}

void add_transcription_flags(CLI::App& command, TranscriptionFlags& flags) {
    command
        .add_option("--transcription-url", flags.url,
                    "Base address of an OpenAI-compatible speech service, such as "
                    "http://127.0.0.1:8000/v1; its key is read from HALFSTEP_TRANSCRIPTION_KEY")
        ->envname("HALFSTEP_TRANSCRIPTION_URL");
    command.add_option("--transcription-model", flags.model, "The model it should use")
        ->envname("HALFSTEP_TRANSCRIPTION_MODEL");
}

Result<std::optional<TranscriptionOptions>> transcription_options(const TranscriptionFlags& flags) {
    if (flags.url.empty() && flags.model.empty()) return std::optional<TranscriptionOptions>();
    if (flags.url.empty() || flags.model.empty()) {
        return Error{ErrorCode::InvalidArgument, "usage.110",
                     "a speech service needs its address and a model",
                     flags.url.empty() ? "--transcription-url" : "--transcription-model",
                     "give both, or neither"};
    }
    TranscriptionOptions options;
    options.url = flags.url;
    options.model = flags.model;
    options.key = environment("HALFSTEP_TRANSCRIPTION_KEY");
    const Result<Done> sound =
        check_address(flags.url, "--transcription-url", !options.key.empty());
    if (!sound) return sound.error();
    return std::optional(std::move(options));
}

}  // namespace halfstep
