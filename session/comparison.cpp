#include "session/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "interviewers/assess.hpp"
#include "session/assessment.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kItemsMin = 3;  ///< fewer say nothing about a correlation

bool same_evidence(const EvidenceCard& a, const EvidenceCard& b) {
    if (a.signal != b.signal || a.polarity != b.polarity || a.round != b.round ||
        a.turn != b.turn || !a.span || !b.span) {
        return false;
    }
    return a.span->begin < b.span->end && b.span->begin < a.span->end;
}

ComparedCard compared(const char* found_by, const EvidenceCard& card) {
    return {found_by, card.round, card.turn.value_or(0), card.polarity, card.quote, "", ""};
}

/// Cards of one signal, in the order in which they were said.
std::vector<ComparedCard> compare_cards(const Feedback& model, const Feedback& embedded,
                                        const std::string& signal) {
    std::vector<ComparedCard> cards;
    std::set<const EvidenceCard*> matched;
    for (const EvidenceCard& card : model.cards) {
        if (card.signal != signal) continue;
        ComparedCard row = compared("model", card);
        row.model_note = card.note;
        for (const EvidenceCard& other : embedded.cards) {
            if (!same_evidence(card, other)) continue;
            row.found_by = "both";
            row.embedded_note = other.note;
            matched.insert(&other);
        }
        cards.push_back(std::move(row));
    }
    for (const EvidenceCard& card : embedded.cards) {
        if (card.signal != signal || matched.contains(&card)) continue;
        ComparedCard row = compared("embedded", card);
        row.embedded_note = card.note;
        cards.push_back(std::move(row));
    }
    std::ranges::sort(cards, {}, [](const ComparedCard& card) {
        return std::tuple(card.round, card.turn, card.quote);
    });
    return cards;
}

std::optional<std::string> rating_in(const Feedback& feedback, const std::string& signal) {
    const auto rating = std::ranges::find(feedback.ratings, signal, &Rating::signal);
    return rating == feedback.ratings.end() ? std::nullopt : rating->label;
}

std::optional<int> steps_between(const Scale& scale, const std::optional<std::string>& from,
                                 const std::optional<std::string>& to) {
    if (!from || !to) return std::nullopt;
    const auto low = scale.index_of(*from);
    const auto high = scale.index_of(*to);
    if (!low || !high) return std::nullopt;
    return static_cast<int>(*high) - static_cast<int>(*low);
}

double correlation(const std::vector<std::pair<double, double>>& pairs) {
    double x = 0;
    double y = 0;
    for (const auto& [a, b] : pairs) {
        x += a;
        y += b;
    }
    x /= static_cast<double>(pairs.size());
    y /= static_cast<double>(pairs.size());
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (const auto& [a, b] : pairs) {
        xx += (a - x) * (a - x);
        yy += (b - y) * (b - y);
        xy += (a - x) * (b - y);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : std::nan("");
}

/// What each rater differs by from the embedded reading, by item.
using Residuals = std::map<std::string, std::map<std::string, double>>;

enum class Raters { Models, Seats };

/// Models are compared on signals of seats, seats on whole packets.
Residuals residuals_of(const std::vector<Comparison>& comparisons, Raters raters) {
    Residuals residuals;
    for (std::size_t k = 0; k < comparisons.size(); ++k) {
        const std::string& candidate = comparisons[k].candidate;
        const std::string packet = candidate.empty() ? std::to_string(k) : candidate;
        for (const ComparedSignal& row : comparisons[k].signals) {
            if (!row.steps) continue;
            if (raters == Raters::Models) {
                residuals[row.model][packet + "/" + row.seat + "/" + row.signal] += *row.steps;
            } else {
                residuals[row.seat + " (" + row.model + ")"][packet] += *row.steps;
            }
        }
    }
    return residuals;
}

Independence independence_from(const Residuals& residuals) {
    Independence made;
    double sum = 0;
    int pairs = 0;
    for (auto a = residuals.begin(); a != residuals.end(); ++a) {
        made.raters.push_back(a->first);
        for (auto b = std::next(a); b != residuals.end(); ++b) {
            std::vector<std::pair<double, double>> shared;
            for (const auto& [item, value] : a->second) {
                const auto other = b->second.find(item);
                if (other != b->second.end()) shared.emplace_back(value, other->second);
            }
            if (shared.size() < kItemsMin) continue;
            const double r = correlation(shared);
            if (std::isnan(r)) continue;
            made.items += shared.size();
            sum += r;
            ++pairs;
        }
    }
    if (pairs == 0) return made;
    made.correlation = sum / pairs;
    const auto k = static_cast<double>(made.raters.size());
    made.effective = k / (1 + (k - 1) * std::max(0.0, *made.correlation));
    return made;
}

}  // namespace

Result<Comparison> compare_with_embedded(const Packet& packet, const PanelSpec& panel) {
    if (!packet.transcript) {
        return Error{ErrorCode::InvalidData, "compare.102", "the packet has no transcript", "",
                     "compare a log, or a packet that halfstep run wrote"};
    }
    Comparison comparison;
    comparison.candidate = packet.candidate;
    bool any = false;
    for (const Feedback& feedback : packet.feedback) {
        if (!feedback.model) continue;
        any = true;
        if (feedback.abstained) {
            comparison.abstained.push_back(feedback.seat + ": " + *feedback.abstained);
            continue;
        }
        if (!feedback.model->taken_over.empty()) {
            comparison.taken_over.push_back(feedback.seat + ": " + feedback.model->taken_over);
            continue;
        }
        const Feedback embedded =
            assess(seat_view(*packet.transcript, panel, packet.target_level, feedback.seat));
        for (const Rating& rating : feedback.ratings) {
            ComparedSignal row;
            row.seat = feedback.seat;
            row.signal = rating.signal;
            row.model = feedback.model->name;
            row.model_rating = rating.label;
            row.embedded_rating = rating_in(embedded, rating.signal);
            row.steps = steps_between(panel.scale, row.embedded_rating, row.model_rating);
            row.cards = compare_cards(feedback, embedded, rating.signal);
            comparison.signals.push_back(std::move(row));
        }
    }
    if (any) return comparison;
    return Error{ErrorCode::InvalidData, "compare.101", "no seat was a model's", "",
                 "play the loop with --model-seats all"};
}

Independence independence_of(const std::vector<Comparison>& comparisons) {
    Independence models = independence_from(residuals_of(comparisons, Raters::Models));
    return models.effective ? models : independence_from(residuals_of(comparisons, Raters::Seats));
}

Json to_json(const std::vector<Comparison>& comparisons, const Independence& independence) {
    const auto text_or_null = [](const std::optional<std::string>& text) {
        return text ? Json(*text) : Json();
    };
    const auto rounded = [](const std::optional<double>& value) {
        return value ? Json(std::round(*value * 1e6) / 1e6) : Json();
    };
    Json list = Json::array();
    for (const Comparison& one : comparisons) {
        Json signals = Json::array();
        for (const ComparedSignal& row : one.signals) {
            Json cards = Json::array();
            for (const ComparedCard& card : row.cards) {
                const bool strength = card.polarity == Polarity::Strength;
                cards.push_back({{"found_by", card.found_by},
                                 {"round", card.round},
                                 {"turn", card.turn},
                                 {"polarity", strength ? "strength" : "concern"},
                                 {"quote", card.quote},
                                 {"model_note", card.model_note},
                                 {"embedded_note", card.embedded_note}});
            }
            signals.push_back({{"seat", row.seat},
                               {"signal", row.signal},
                               {"model", row.model},
                               {"model_rating", text_or_null(row.model_rating)},
                               {"embedded_rating", text_or_null(row.embedded_rating)},
                               {"steps", row.steps ? Json(*row.steps) : Json()},
                               {"cards", std::move(cards)}});
        }
        list.push_back({{"candidate", one.candidate},
                        {"signals", std::move(signals)},
                        {"taken_over", one.taken_over},
                        {"abstained", one.abstained}});
    }
    return {{"comparisons", std::move(list)},
            {"independence",
             {{"raters", independence.raters},
              {"items", independence.items},
              {"correlation", rounded(independence.correlation)},
              {"effective_opinions", rounded(independence.effective)}}}};
}

}  // namespace halfstep
