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

std::vector<std::string> missing_from(const std::vector<std::string>& these,
                                      const std::vector<std::string>& those) {
    std::vector<std::string> missing;
    for (const std::string& text : these) {
        if (std::ranges::find(those, text) == those.end()) missing.push_back(text);
    }
    return missing;
}

Json label_json(const std::optional<std::string>& label) {
    return label ? Json(*label) : Json();
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

Result<DryVerdict> dry_run(const PanelSpec& panel, const CandidateScript& candidate,
                           const std::string& level, std::uint64_t seed) {
    PanelSpec with_agents = panel;
    for (SeatSpec& seat : with_agents.seats) seat.kind = SeatKind::Agent;
    Result<PlayedLoop> played = play(with_agents, candidate, level, seed);
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
    verdict.verdict_json = std::move(played->verdict_json);
    return verdict;
}

DryChange compare(const DryVerdict& verdict, const PanelSpec& panel, const DryVerdict& before,
                  const PanelSpec& base) {
    DryChange change;
    change.decision =
        std::pair(verdict.outcome, verdict.level) != std::pair(before.outcome, before.level);
    for (std::size_t k = 0; k < panel.signals.size(); ++k) {
        const auto same = std::ranges::find(base.signals, panel.signals[k].id, &SignalSpec::id);
        if (same == base.signals.end()) continue;
        const auto at = static_cast<std::size_t>(same - base.signals.begin());
        if (before.ratings[at] == verdict.ratings[k]) continue;
        change.ratings.push_back({same->id, before.ratings[at], verdict.ratings[k]});
    }
    change.reasons_gone = missing_from(before.reasons, verdict.reasons);
    change.reasons_new = missing_from(verdict.reasons, before.reasons);
    return change;
}

Json to_json(const DryVerdict& verdict, const PanelSpec& panel) {
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

Json to_json(const DryChange& change) {
    Json ratings = Json::array();
    for (const RatingChange& rating : change.ratings) {
        ratings.push_back({{"signal", rating.signal},
                           {"before", label_json(rating.before)},
                           {"after", label_json(rating.after)}});
    }
    return {{"decision", change.decision},
            {"ratings", std::move(ratings)},
            {"reasons_gone", change.reasons_gone},
            {"reasons_new", change.reasons_new}};
}

}  // namespace halfstep
