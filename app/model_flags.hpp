#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "interviewers/model/model_budget.hpp"
#include "interviewers/model/transcriber.hpp"
#include "session/loop_service.hpp"

namespace CLI {
class App;
}

namespace halfstep {

/// Which service turns speech into text. The key is read from HALFSTEP_TRANSCRIPTION_KEY alone: a
/// flag would stand in the process list.
struct TranscriptionFlags {
    std::string url;
    std::string model;
};

/// Which seats a model plays: "all", ids with commas between, or both; ID=MODEL has another model
/// of the same service in that seat.
struct ChosenSeats {
    bool all = false;
    std::map<std::string, std::string> models{};  ///< by seat; empty: the model that --model names

    static ChosenSeats read(const std::string& list);
};

/// Which language model plays seats. The key is read from HALFSTEP_MODEL_KEY alone.
struct ModelFlags {
    std::string url;
    std::string model;
    std::string dialect = "openai";
    std::string seats;  ///< as ChosenSeats reads it; empty: the seats of kind model
    std::string cassette;
    bool record = false;
    BudgetLimits budget{};
};

void add_model_flags(CLI::App& command, ModelFlags& flags);

/// Who sits in seats of a model, and all that takes. Outlives the loops it seats.
class ModelSeats {
public:
    /// @param http outlives it
    /// @error InvalidArgument usage.110, usage.111, usage.112; of the cassette
    static Result<std::unique_ptr<ModelSeats>> make(const ModelFlags& flags, HttpClient& http);

    virtual ~ModelSeats() = default;
    virtual Seating seating() = 0;
    /// The model's name; empty when none is configured.
    virtual std::string model() const = 0;
};

void add_transcription_flags(CLI::App& command, TranscriptionFlags& flags);

/// Nothing when no service is named.
/// @error InvalidArgument usage.110: half of it is named, or no address; usage.111: a key would
///        travel unencrypted
Result<std::optional<TranscriptionOptions>> transcription_options(const TranscriptionFlags& flags);

}  // namespace halfstep
