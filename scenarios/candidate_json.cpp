#include "scenarios/candidate_json.hpp"

#include <nlohmann/json.hpp>

#include "panel/json_reader.hpp"
#include "panel/observation.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

const std::vector<std::string_view> kTurnKinds{"speech", "code", "run", "drawing"};

/// Text, or a list of text and {speech|code|run|drawing: text}.
Utterance utterance_from(JsonReader& reader, const Json& value, const std::string& where) {
    Utterance turns;
    const auto add = [&](const Json& item, const std::string& place) {
        Turn turn;
        if (item.is_string()) {
            turn.text = item.get<std::string>();
        } else if (item.is_object() && item.size() == 1 && item.begin().value().is_string()) {
            std::size_t kind = 0;
            while (kind < kTurnKinds.size() && kTurnKinds[kind] != item.begin().key()) ++kind;
            if (kind == kTurnKinds.size()) {
                reader.fail(111, place, "\"" + item.begin().key() + "\" is not a kind of turn",
                            "one of: speech, code, run, drawing");
                return;
            }
            turn.kind = static_cast<TurnKind>(kind);
            turn.text = item.begin().value().get<std::string>();
        } else {
            reader.fail(112, place, "expected text or one of speech, code, run, drawing");
            return;
        }
        turns.push_back(std::move(turn));
    };
    if (value.is_array()) {
        for (std::size_t k = 0; k < value.size(); ++k) {
            add(value[k], where + "/" + std::to_string(k));
        }
    } else {
        add(value, where);
    }
    return turns;
}

Utterance utterance_under(JsonReader& reader, const char* key) {
    const Json* value = reader.find(key);
    return value ? utterance_from(reader, *value, reader.where_of(key)) : Utterance{};
}

ScriptedAnswer answer_from(JsonReader& reader) {
    ScriptedAnswer answer;
    answer.question = reader.text("question");
    answer.say = utterance_under(reader, "say");
    if (answer.say.empty())
        reader.fail(102, reader.where_of("say"), "\"say\" is missing", "add it");
    answer.challenge = utterance_under(reader, "challenge");
    answer.interrupted = utterance_under(reader, "interrupted");
    if (const Json* follow_ups = reader.find("follow_ups"); follow_ups && follow_ups->is_object()) {
        for (const auto& [gap, said] : follow_ups->items()) {
            const std::string where = reader.where_of("follow_ups") + "/" + gap;
            if (gap != "any" && !observation_kind_from(gap)) {
                reader.fail(113, where, "\"" + gap + "\" is nothing that can be asked for",
                            "such as number, reason, rejected_option, failure_mode, learning, any");
            }
            answer.follow_ups[gap] = utterance_from(reader, said, where);
        }
    }
    return answer;
}

Result<ScriptedRound> round_from(const Json& value, const std::string& where) {
    JsonReader reader(value, where, "candidate");
    ScriptedRound round;
    round.round = reader.text("round");
    const Json& answers = reader.array_or_empty("answers");
    for (std::size_t k = 0; k < answers.size() && reader.ok(); ++k) {
        JsonReader answer(answers[k], where + "/answers/" + std::to_string(k), "candidate");
        round.answers.push_back(answer_from(answer));
        if (!answer.ok()) reader.absorb(answer.error());
    }
    const Json& otherwise = reader.array_or_empty("otherwise");
    for (std::size_t k = 0; k < otherwise.size() && reader.ok(); ++k) {
        round.otherwise.push_back(
            utterance_from(reader, otherwise[k], where + "/otherwise/" + std::to_string(k)));
    }
    if (!reader.ok()) return reader.error();
    return round;
}

const std::vector<std::string_view> kOutcomes{"hire", "down_level", "more_signal", "no_hire"};

/// What a sample is told to get; the library's tests hold the program to it.
void read_verdict(JsonReader& candidate, CandidateScript& script) {
    const Json* value = candidate.find("verdict");
    if (!value) return;
    JsonReader reader(*value, candidate.where_of("verdict"), "candidate");
    script.outcome = kOutcomes[reader.choice("outcome", kOutcomes)];
    script.level = reader.text_or("level", "");
    if (!reader.ok()) candidate.absorb(reader.error());
}

}  // namespace

Result<CandidateScript> candidate_from_json(const Json& value) {
    JsonReader reader(value, "", "candidate");
    reader.format("halfstep/candidate");
    CandidateScript script;
    script.name = reader.text("name");
    script.title = reader.text_or("title", script.name);
    script.about = reader.text_or("about", "");
    script.panel = reader.text_or("panel", "");
    script.target_level = reader.text_or("target_level", "");
    read_verdict(reader, script);
    const Json& rounds = reader.array_or_empty("rounds");
    for (std::size_t k = 0; k < rounds.size() && reader.ok(); ++k) {
        Result<ScriptedRound> round = round_from(rounds[k], "/rounds/" + std::to_string(k));
        if (!round) return round.error();
        script.rounds.push_back(std::move(*round));
    }
    if (reader.ok() && script.rounds.empty()) {
        reader.fail(114, "/rounds", "a candidate needs at least one round", "add rounds:");
    }
    if (!reader.ok()) return reader.error();
    return script;
}

}  // namespace halfstep
