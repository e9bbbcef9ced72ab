#include <cmath>
#include <nlohmann/json.hpp>

#include "debrief/verdict.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

/// Six decimals, half away from zero, so that the last bits of a sum never show.
double rounded(double value) {
    const double scaled = std::round(value * 1e6) / 1e6;
    return scaled == 0.0 ? 0.0 : scaled;
}

Json shares_json(const OutcomeShares& shares) {
    return {{"hire", rounded(shares.hire)},
            {"down_level", rounded(shares.down_level)},
            {"no_hire", rounded(shares.no_hire)}};
}

Json steps_json(const std::optional<int>& steps) {
    return steps ? Json(*steps) : Json();
}

Json reason_json(const Reason& reason) {
    Json value{{"code", reason.code}, {"text", reason.text}, {"cards", reason.cards}};
    value["signal"] = reason.signal.empty() ? Json() : Json(reason.signal);
    value["level"] = reason.level.empty() ? Json() : Json(reason.level);
    return value;
}

Json luck_json(const PanelLuck& luck) {
    Json funnel = Json::array();
    for (const FunnelLine& line : luck.funnel) {
        funnel.push_back({{"processes", line.processes},
                          {"offer", rounded(line.offer)},
                          {"if_independent", rounded(line.if_independent)}});
    }
    Json value{{"same_answers", shares_json(luck.same_answers)},
               {"new_day", shares_json(luck.new_day)},
               {"p_target", rounded(luck.p_target)},
               {"harsh_draw", shares_json(luck.harsh_draw)},
               {"lenient_draw", shares_json(luck.lenient_draw)},
               {"exogenous", rounded(luck.exogenous)},
               {"offer_after_exogenous", rounded(luck.offer_after_exogenous)},
               {"funnel", std::move(funnel)},
               {"exact", luck.exact},
               {"text", luck.text},
               {"assumptions", luck.assumptions}};
    if (luck.loud_voice) {
        value["loud_voice"] = shares_json(*luck.loud_voice);
        value["loud_seat"] = luck.loud_seat;
    }
    return value;
}

template <typename T, typename Write>
Json list_json(const std::vector<T>& items, Write write) {
    Json list = Json::array();
    for (const T& item : items) list.push_back(write(item));
    return list;
}

void write_explanation(const Verdict& verdict, Json& value) {
    const auto attribution = [](const Attribution& item) {
        return Json{{"baseline", item.baseline}, {"shapley", item.shapley}};
    };
    if (!verdict.attribution) return;
    value["attribution"] = attribution(*verdict.attribution);
    if (verdict.carried) value["carried"] = attribution(*verdict.carried);
    value["interactions"] = list_json(verdict.interactions, [](const InteractionLine& line) {
        return Json{{"signals", line.signals}, {"value", line.value}, {"text", line.text}};
    });
    value["flips"] = list_json(verdict.flips, [](const FlipLine& line) {
        Json flip = to_json(line.ruling);
        flip["raise"] = line.raise;
        return flip;
    });
    value["practice"] = verdict.practice ? Json{{"signal", verdict.practice->signal},
                                                {"text", verdict.practice->text}}
                                         : Json();
    value["swing"] = Json::object();
    for (const auto& [signal, line] : verdict.swing) {
        value["swing"][signal] = {{"up", steps_json(line.up)}, {"down", steps_json(line.down)}};
    }
}

}  // namespace

std::string_view to_text(Outcome outcome) {
    switch (outcome) {
        case Outcome::NoHire:
            return "no_hire";
        case Outcome::DownLevel:
            return "down_level";
        case Outcome::Hire:
            return "hire";
        case Outcome::MoreSignal:
            return "more_signal";
    }
    return "no_hire";
}

Json to_json(const Ruling& ruling) {
    Json value{{"outcome", to_text(ruling.outcome)}, {"level", nullptr}};
    if (ruling.level) value["level"] = *ruling.level;
    return value;
}

Json to_json(const Contradiction& contradiction) {
    std::vector<std::string> cards = contradiction.cards_for;
    cards.insert(cards.end(), contradiction.cards_against.begin(),
                 contradiction.cards_against.end());
    return {{"kind", contradiction.kind},
            {"signals", contradiction.signals},
            {"seats", contradiction.seats},
            {"relevance", contradiction.relevance},
            {"severity", contradiction.severity},
            {"cards_for", contradiction.cards_for},
            {"cards_against", contradiction.cards_against},
            {"cards", cards},
            {"resolution", contradiction.resolution}};
}

Json to_json(const SignalLine& line) {
    Json value{{"signal", line.signal},
               {"rating", nullptr},
               {"milli", nullptr},
               {"strength", nullptr},
               {"floor", nullptr},
               {"floor_met", line.floor_met},
               {"seats", line.seats},
               {"credit", rounded(line.credit)},
               {"concern", rounded(line.concern)},
               {"residual", rounded(line.residual)},
               {"down",
                {{"credit", rounded(line.credit_down)},
                 {"concern", rounded(line.concern_down)},
                 {"residual", rounded(line.residual_down)}}}};
    if (line.rating) {
        value["rating"] = *line.rating;
        value["milli"] = line.milli;
    }
    if (line.strength) value["strength"] = rounded(*line.strength);
    if (line.floor) value["floor"] = *line.floor;
    if (line.true_mean) value["performance"] = rounded(*line.true_mean);
    if (line.true_chance) value["meets_bar"] = rounded(*line.true_chance);
    return value;
}

Json to_json(const Verdict& verdict) {
    Json value{
        {"format", "halfstep/verdict"},
        {"version", 1},
        {"outcome", to_text(verdict.outcome)},
        {"level", nullptr},
        {"target_level", verdict.target_level},
        {"interval",
         {{"low", to_json(verdict.low)},
          {"point", to_json(verdict.point)},
          {"high", to_json(verdict.high)}}},
        {"policy", verdict.policy},
        {"parameters", verdict.parameters},
        {"summary", verdict.summary},
        {"reasons", list_json(verdict.reasons, reason_json)},
        {"signals",
         list_json(verdict.signals, [](const SignalLine& line) { return to_json(line); })},
        {"abstained", verdict.abstained},
        {"contradictions", list_json(verdict.contradictions,
                                     [](const Contradiction& item) { return to_json(item); })},
        {"probe", verdict.probe},
        {"asks", list_json(verdict.asks, [](const Ask& ask) {
             return Json{{"signal", ask.signal}, {"seat", ask.seat}, {"what", ask.what}};
         })}};
    if (verdict.level) value["level"] = *verdict.level;
    if (!verdict.models.empty()) value["models"] = to_json(verdict.models);
    write_explanation(verdict, value);
    if (verdict.panels) value["panels"] = luck_json(*verdict.panels);
    if (!verdict.advice.empty()) {
        value["advice"] = list_json(verdict.advice, [](const AdviceLine& line) {
            return Json{{"code", line.code},
                        {"signal", line.signal.empty() ? Json() : Json(line.signal)},
                        {"text", line.text},
                        {"value", rounded(line.value)}};
        });
    }
    if (verdict.revote_shift > 0) value["revote_shift"] = rounded(verdict.revote_shift);
    return value;
}

}  // namespace halfstep
