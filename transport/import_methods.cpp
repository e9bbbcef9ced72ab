#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"
#include "scenarios/transcript_label.hpp"
#include "scenarios/transcript_reader.hpp"
#include "transport/methods.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

Json turn_json(const SpokenTurn& spoken) {
    Json turn = {{"name", spoken.name},
                 {"text", spoken.turn.text},
                 {"kind", to_text(spoken.turn.kind)},
                 {"question", spoken.turn.question}};
    if (spoken.turn.at_ms) turn["at_ms"] = *spoken.turn.at_ms;
    if (spoken.turn.until_ms) turn["until_ms"] = *spoken.turn.until_ms;
    return turn;
}

/// Who speaks, in order of appearance, with the role a name is itself.
Json names_json(const SpokenTranscript& spoken) {
    Json names = Json::array();
    for (const SpokenRound& round : spoken.rounds) {
        for (const SpokenTurn& turn : round.turns) {
            auto known = std::ranges::find(names, Json(turn.name),
                                           [](const Json& item) { return item["name"]; });
            if (known == names.end()) {
                const std::optional<Speaker> role = speaker_named(turn.name);
                Json speaker;
                if (role) speaker = *role == Speaker::Candidate ? "candidate" : "interviewer";
                names.push_back(
                    {{"name", turn.name}, {"turns", 0}, {"questions", 0}, {"speaker", speaker}});
                known = std::prev(names.end());
            }
            (*known)["turns"] = (*known)["turns"].get<int>() + 1;
            const bool asks = turn.turn.text.ends_with('?');
            (*known)["questions"] = (*known)["questions"].get<int>() + (asks ? 1 : 0);
        }
    }
    return names;
}

Result<Json> transcript_read(const Json& params, CallContext&) {
    JsonReader reader(params, "", "params");
    const std::string text = reader.text("text");
    const std::string file = reader.text_or("file", "transcript");
    if (!reader.ok()) return bad_params(reader.error());
    const Result<SpokenTranscript> spoken = read_spoken(text, file);
    if (!spoken) return spoken.error();
    Json rounds = Json::array();
    for (const SpokenRound& round : spoken->rounds) {
        Json turns = Json::array();
        for (const SpokenTurn& turn : round.turns) turns.push_back(turn_json(turn));
        rounds.push_back({{"round", round.round}, {"turns", std::move(turns)}});
    }
    return Json{{"rounds", std::move(rounds)}, {"names", names_json(*spoken)}};
}

Result<Json> loop_import(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Json* given = reader.find("transcript");
    if (!given) reader.fail(102, "/", "\"transcript\" is missing", "transcript.read makes one");
    const Result<StartRequest> request = start_request(reader, context);
    if (!request) return request.error();
    Result<Transcript> transcript = transcript_from_json(*given);
    if (!transcript) {
        Error error = transcript.error();
        error.where = "/transcript" + error.where;
        return error;
    }
    const Result<StartedLoop> started =
        context.services.loops.import_transcript(*request, *transcript);
    if (!started) return started.error();
    return to_json(*started);
}

}  // namespace

void add_import_methods(RpcDispatcher& methods) {
    methods.add("transcript.read", transcript_read);
    methods.add("loop.import", loop_import);
}

}  // namespace halfstep
