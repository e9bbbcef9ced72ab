#include "session/decided_loop.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "debrief/debrief.hpp"
#include "panel/json.hpp"
#include "session/variation.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

Result<Variation> vary_main(const LoopState& state, const std::vector<Change>& changes) {
    DebriefOptions options;
    options.level = state.target_level;
    return vary(packet_of(state), *state.panel, options, changes);
}

Json variation_json(const LoopState& state, const VariationState& variation) {
    Json changes = Json::array();
    for (const Change& change : variation.changes) changes.push_back(to_json(change));
    const Json verdict = Json::parse(variation.verdict_json);
    return {{"variation", variation.id},
            {"parent", variation.parent},
            {"name", variation.name},
            {"promoted", variation.promoted},
            {"changes", std::move(changes)},
            {"changed", changed(Json::parse(state.verdict_json), verdict)},
            {"verdict", verdict}};
}

}  // namespace

std::optional<Error> undecided(const LoopState& state) {
    if (!state.verdict_json.empty()) return std::nullopt;
    if (state.opened) {
        const bool told = !state.steps.empty() && !state.steps.back().json.empty();
        const Json why = told ? Json::parse(state.steps.back().json) : Json::object();
        return Error{ErrorCode::InvalidData, "loop.124",
                     "the debrief came to no verdict: " + why.value("message", ""), "", ""};
    }
    return Error{ErrorCode::Refused, "loop.110", "the debrief has not happened yet", "",
                 "wait until every seat has sealed its feedback"};
}

Result<Json> debrief_json(const LoopState& state) {
    if (const auto error = undecided(state)) return *error;
    return Json{{"packet", to_json(packet_of(state))},
                {"verdict", Json::parse(state.verdict_json)}};
}

Result<Json> variations_json(const LoopState& state) {
    if (const auto error = undecided(state)) return *error;
    Json variations = Json::array();
    for (const VariationState& variation : state.variations) {
        if (!variation.deleted) variations.push_back(variation_json(state, variation));
    }
    return Json{{"verdict", Json::parse(state.verdict_json)},
                {"variations", std::move(variations)}};
}

Result<Json> create_variation(LoopRunner& runner, const std::string& parent,
                              const std::vector<Change>& changes, const std::string& name) {
    const LoopState& state = runner.state();
    if (const auto error = undecided(state)) return *error;
    Result<std::vector<Change>> line = changes_of_line(state, parent);
    if (!line) return line.error();
    line->insert(line->end(), changes.begin(), changes.end());
    const Result<Variation> varied = vary_main(state, *line);
    if (!varied) return varied.error();
    const Json verdict = to_json(varied->debrief.verdict);
    const Result<std::uint64_t> seq =
        runner.execute(CreateVariation{parent, name, changes, canonical(verdict)});
    if (!seq) return seq.error();
    const std::vector<Event>& events = runner.events();
    const auto& made = std::get<VariationCreated>(events[*seq - 1].body);
    Json answer = variation_json(state, *state.find_variation(made.variation));
    answer["seq"] = *seq;
    answer["packet"] = to_json(varied->packet);
    return answer;
}

Result<Json> correct_rating(LoopRunner& runner, const RatingCorrected& correction) {
    const LoopState& state = runner.state();
    CorrectRating command{correction};
    const Result<std::vector<EventBody>> legal = decide(state, command);
    if (!legal) return legal.error();
    std::vector<Change> changes;
    std::vector<RatingCorrected> all = state.corrections;
    all.push_back(correction);
    for (const RatingCorrected& one : all) {
        Change change;
        change.seat = one.seat;
        change.signal = one.signal;
        change.rating = one.label;
        changes.push_back(std::move(change));
    }
    const Result<Variation> varied = vary_main(state, changes);
    if (!varied) return varied.error();
    const Json verdict = to_json(varied->debrief.verdict);
    command.correction.verdict_json = canonical(verdict);
    const Result<std::uint64_t> seq = runner.execute(command);
    if (!seq) return seq.error();
    return Json{{"seq", *seq},
                {"verdict", verdict},
                {"changed", changed(Json::parse(state.verdict_json), verdict)}};
}

}  // namespace halfstep
