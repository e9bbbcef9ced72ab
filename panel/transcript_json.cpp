#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

const std::vector<std::string_view> kSpeakers{"interviewer", "candidate"};
const std::vector<std::string_view> kTurnKinds{"speech", "code", "run", "drawing"};
constexpr std::int64_t kDayMs = 86'400'000;

nlohmann::json turn_to_json(const Turn& turn) {
    nlohmann::json value{{"speaker", kSpeakers[static_cast<std::size_t>(turn.speaker)]},
                         {"text", turn.text},
                         {"kind", to_text(turn.kind)}};
    if (turn.at_ms) value["at_ms"] = *turn.at_ms;
    if (turn.until_ms) value["until_ms"] = *turn.until_ms;
    if (!turn.question.empty()) value["question"] = turn.question;
    if (!turn.move.empty()) value["move"] = turn.move;
    return value;
}

Result<Turn> turn_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "transcript");
    Turn turn;
    turn.speaker = static_cast<Speaker>(reader.choice("speaker", kSpeakers));
    turn.text = reader.text("text");
    turn.kind = static_cast<TurnKind>(reader.choice_or("kind", kTurnKinds, 0));
    turn.at_ms = reader.optional_integer("at_ms", 0, kDayMs);
    turn.until_ms = reader.optional_integer("until_ms", 0, kDayMs);
    turn.question = reader.text_or("question", "");
    turn.move = reader.text_or("move", "");
    if (!reader.ok()) return reader.error();
    return turn;
}

}  // namespace

std::string_view to_text(TurnKind kind) {
    return kTurnKinds[static_cast<std::size_t>(kind)];
}

nlohmann::json to_json(const Transcript& transcript) {
    nlohmann::json rounds = nlohmann::json::array();
    for (const RoundRecord& record : transcript.rounds) {
        nlohmann::json turns = nlohmann::json::array();
        for (const Turn& turn : record.turns) turns.push_back(turn_to_json(turn));
        rounds.push_back({{"round", record.round}, {"turns", std::move(turns)}});
    }
    return {{"format", "halfstep/transcript"}, {"version", 1}, {"rounds", std::move(rounds)}};
}

Result<Transcript> transcript_from_json(const nlohmann::json& value) {
    JsonReader reader(value, "", "transcript");
    reader.format("halfstep/transcript");
    Transcript transcript;
    const nlohmann::json& rounds = reader.array_or_empty("rounds");
    for (std::size_t r = 0; r < rounds.size() && reader.ok(); ++r) {
        const std::string where = "/rounds/" + std::to_string(r);
        JsonReader round(rounds[r], where, "transcript");
        RoundRecord record{round.text("round"), {}};
        if (round.ok() && transcript.find_round(record.round)) {
            round.fail(110, where + "/round", "the round \"" + record.round + "\" stands twice",
                       "join its turns into one round");
        }
        const nlohmann::json& turns = round.array_or_empty("turns");
        for (std::size_t t = 0; t < turns.size() && round.ok(); ++t) {
            Result<Turn> turn = turn_from_json(turns[t], where + "/turns/" + std::to_string(t));
            if (!turn) {
                round.absorb(turn.error());
            } else {
                record.turns.push_back(std::move(*turn));
            }
        }
        if (!round.ok()) return round.error();
        transcript.rounds.push_back(std::move(record));
    }
    if (!reader.ok()) return reader.error();
    return transcript;
}

}  // namespace halfstep
