#include "session/dry_run.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "panel/json.hpp"
#include "session/scripted_loop.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

bool answers_one_of(const CandidateScript& candidate, const RoundSpec& round) {
    return std::ranges::any_of(candidate.rounds, [&](const ScriptedRound& scripted) {
        return scripted.round == round.id &&
               std::ranges::any_of(scripted.answers, [&](const ScriptedAnswer& answer) {
                   return std::ranges::find(round.questions, answer.question) !=
                          round.questions.end();
               });
    });
}

/// The rating of the first seat that gave one.
std::optional<std::string> rating_of(const Packet& packet, const std::string& signal) {
    for (const Feedback& feedback : packet.feedback) {
        for (const Rating& rating : feedback.ratings) {
            if (rating.signal == signal && rating.label) return rating.label;
        }
    }
    return std::nullopt;
}

std::size_t questions_in(const std::vector<Event>& events) {
    return static_cast<std::size_t>(std::ranges::count_if(events, [](const Event& event) {
        return std::holds_alternative<QuestionAsked>(event.body);
    }));
}

Result<DryVerdict> verdict_of(PanelSpec panel, const CandidateScript& candidate,
                              std::uint64_t seed) {
    for (SeatSpec& seat : panel.seats) seat.kind = SeatKind::Agent;
    const Result<PlayedLoop> played = play(panel, candidate, "", seed);
    if (!played) return played.error();
    const Json json = Json::parse(played->verdict_json);
    DryVerdict verdict;
    verdict.outcome = json.at("outcome");
    verdict.level = json.at("level").is_string() ? json["level"].get<std::string>() : "";
    const Json chance = json.value("panels", Json::object()).value("p_target", Json());
    verdict.p_target = chance.is_number() ? chance.get<double>() : 0;
    for (const SignalSpec& signal : panel.signals) {
        verdict.ratings.push_back(rating_of(played->packet, signal.id));
    }
    for (const Json& reason : json.at("reasons")) verdict.reasons.push_back(reason.at("text"));
    verdict.questions = questions_in(played->events);
    return verdict;
}

std::vector<std::string> missing_from(const std::vector<std::string>& these,
                                      const std::vector<std::string>& those) {
    std::vector<std::string> missing;
    for (const std::string& text : these) {
        if (std::ranges::find(those, text) == those.end()) missing.push_back(text);
    }
    return missing;
}

void compare(DryRun& run, const PanelSpec& panel, const PanelSpec& base) {
    const DryVerdict& before = *run.base;
    run.other_decision = std::pair(run.verdict.outcome, run.verdict.level) !=
                         std::pair(before.outcome, before.level);
    for (std::size_t k = 0; k < panel.signals.size(); ++k) {
        const auto same = std::ranges::find(base.signals, panel.signals[k].id, &SignalSpec::id);
        if (same == base.signals.end()) continue;
        const auto at = static_cast<std::size_t>(same - base.signals.begin());
        if (before.ratings[at] == run.verdict.ratings[k]) continue;
        run.ratings.push_back({same->id, before.ratings[at], run.verdict.ratings[k]});
    }
    run.reasons_gone = missing_from(before.reasons, run.verdict.reasons);
    run.reasons_new = missing_from(run.verdict.reasons, before.reasons);
}

Json label_json(const std::optional<std::string>& label) {
    return label ? Json(*label) : Json();
}

Json verdict_json(const DryVerdict& verdict, const PanelSpec& panel) {
    Json ratings = Json::object();
    for (std::size_t k = 0; k < panel.signals.size(); ++k) {
        ratings[panel.signals[k].id] = label_json(verdict.ratings[k]);
    }
    return {{"outcome", verdict.outcome},
            {"level", verdict.level.empty() ? Json() : Json(verdict.level)},
            {"p_target", verdict.p_target},
            {"ratings", std::move(ratings)},
            {"reasons", verdict.reasons},
            {"questions", verdict.questions}};
}

}  // namespace

bool fits(const CandidateScript& candidate, const PanelSpec& panel,
          const std::vector<std::string>& related) {
    if (panel.rounds.empty()) return false;
    if (candidate.panel == panel.name ||
        std::ranges::find(related, candidate.panel) != related.end()) {
        return true;
    }
    return std::ranges::all_of(
        panel.rounds, [&](const RoundSpec& round) { return answers_one_of(candidate, round); });
}

Result<DryRun> dry_run(const PanelSpec& panel, const PanelSpec* base,
                       const CandidateScript& candidate, std::uint64_t seed) {
    Result<DryVerdict> verdict = verdict_of(panel, candidate, seed);
    if (!verdict) return verdict.error();
    DryRun run;
    run.candidate = candidate.name;
    run.title = candidate.title;
    run.verdict = std::move(*verdict);
    if (!base) return run;
    Result<DryVerdict> before = verdict_of(*base, candidate, seed);
    if (!before) return before.error();
    run.base = std::move(*before);
    compare(run, panel, *base);
    return run;
}

Json to_json(const DryRun& run, const PanelSpec& panel, const PanelSpec* base) {
    Json value{{"candidate", run.candidate},
               {"title", run.title},
               {"verdict", verdict_json(run.verdict, panel)},
               {"base", run.base && base ? verdict_json(*run.base, *base) : Json()}};
    if (!run.base) return value;
    Json ratings = Json::array();
    for (const RatingChange& change : run.ratings) {
        ratings.push_back({{"signal", change.signal},
                           {"before", label_json(change.before)},
                           {"after", label_json(change.after)}});
    }
    value["changed"] = {{"decision", run.other_decision},
                        {"ratings", std::move(ratings)},
                        {"reasons_gone", run.reasons_gone},
                        {"reasons_new", run.reasons_new}};
    return value;
}

}  // namespace halfstep
