#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "panel/json_reader.hpp"
#include "scenarios/transcript_builder.hpp"
#include "scenarios/transcript_forms.hpp"

namespace halfstep {
namespace {

constexpr double kSecondsMax = 86'400;

/// Recognisers count voices by numbers or letters; "A" would pass for an answer's "A:".
std::string speaker_of(JsonReader& reader) {
    const nlohmann::json* speaker = reader.find("speaker");
    if (!speaker || speaker->is_null()) return "";
    if (speaker->is_number_integer()) return "Speaker " + speaker->dump();
    const std::string name = reader.text("speaker");
    return name.size() == 1 ? "Speaker " + name : name;
}

}  // namespace

Result<SpokenTranscript> read_segments(const nlohmann::json& list, const std::string& file) {
    TranscriptBuilder builder;
    for (std::size_t k = 0; k < list.size(); ++k) {
        JsonReader reader(list[k], "/" + std::to_string(k), "transcript");
        Label label;
        label.name = speaker_of(reader);
        label.words = trimmed(reader.text(reader.find("transcript") ? "transcript" : "text"));
        const auto ms = [&](const char* key) -> std::optional<std::int64_t> {
            const auto seconds = reader.optional_number(key, 0, kSecondsMax);
            if (!seconds) return std::nullopt;
            return static_cast<std::int64_t>(*seconds * 1000);
        };
        label.at_ms = ms("start");
        const auto until_ms = ms("end");
        if (!reader.ok()) {
            Error error = reader.error();
            error.where = file + ": " + error.where;
            return error;
        }
        builder.begin_turn(1, std::move(label), until_ms);
    }
    return builder.take();
}

}  // namespace halfstep
