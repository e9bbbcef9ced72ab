#include "session/loop_summary.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace halfstep {
namespace {

using Json = nlohmann::json;

/// The panel's question that a round is at; nullptr before the first.
const QuestionSpec* asked_last(const LoopState& state, const std::string& round) {
    const std::vector<Turn>& turns = state.record(round).turns;
    for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
        if (!turn->question.empty()) return state.panel->find_question(turn->question);
    }
    return nullptr;
}

}  // namespace

Json summary_json(const LoopState& state) {
    Json rounds = Json::array();
    for (const RoundState& round : state.rounds) {
        const char* where = round.finished ? "over" : round.started ? "open" : "ahead";
        rounds.push_back({{"round", round.round}, {"state", where}});
    }
    Json summary{{"panel", state.panel->name},
                 {"title", state.panel->title},
                 {"candidate", state.candidate},
                 {"target_level", state.target_level},
                 {"last_ms", state.last_ms},
                 {"rounds", std::move(rounds)},
                 {"verdict", nullptr}};
    if (state.verdict_json.empty()) return summary;
    const Json verdict = Json::parse(state.verdict_json);
    Json& brief = summary["verdict"] = Json::object();
    for (const char* key : {"outcome", "level", "target_level", "attribution"}) {
        brief[key] = verdict.value(key, Json());
    }
    return summary;
}

Json problem_json(const LoopState& state) {
    const RoundState* round = state.current();
    const QuestionSpec* asked = round ? asked_last(state, round->round) : nullptr;
    if (!asked || !asked->problem) return {{"question", ""}, {"tests", Json::object()}};
    return {{"question", asked->id}, {"tests", asked->problem->tests}};
}

}  // namespace halfstep
