#include "debrief/table.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "debrief/discussion.hpp"
#include "panel/evidence_score.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kVagueWords = 4;

std::size_t word_count(const std::string& text) {
    std::size_t count = 0;
    bool inside = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        count += !space && !inside;
        inside = !space;
    }
    return count;
}

/// Why a card says little to somebody who was not in the room; empty when it stands.
std::string weakness_of(const EvidenceCard& card) {
    if (!card.quote.empty()) return "";
    return word_count(card.note) < kVagueWords ? "vague" : "no_quote";
}

bool is_weighed(const EvidenceCard& card) {
    return card.specificity.has_value() || card.attribution.has_value() || card.ground.has_value();
}

bool names_conduct(const EvidenceCard& card) {
    if (card.polarity != Polarity::Concern || card.severity < 3) return false;
    return std::any_of(card.kinds.begin(), card.kinds.end(), [](const std::string& kind) {
        return kind == "conduct" || kind == "integrity";
    });
}

class TableLayer {
public:
    TableLayer(const Packet& packet, const PanelSpec& panel, const PanelRules& rules)
        : packet_(packet), panel_(panel), rules_(rules) {
        const auto found = rules.parameters.find("use_revote");
        use_revote_ = found != rules.parameters.end() && std::get<bool>(found->second);
    }

    Table lay() {
        for (const Feedback& feedback : packet_.feedback) table_.sealed.push_back(&feedback);
        std::sort(table_.sealed.begin(), table_.sealed.end(),
                  [](const Feedback* a, const Feedback* b) {
                      return std::tie(a->seat, a->rater) < std::tie(b->seat, b->rater);
                  });
        for (const Feedback* feedback : table_.sealed) {
            for (const EvidenceCard& card : feedback->cards) table_.cards[card.id] = &card;
        }
        find_silent();
        read_second_hand();
        find_conduct();
        for (const SignalSpec& signal : panel_.signals) table_.rows.push_back(row_of(signal));
        spread_ranges();
        return std::move(table_);
    }

private:
    void find_silent() {
        for (const SeatSpec& seat : panel_.seats) {
            const bool spoke = std::any_of(
                table_.sealed.begin(), table_.sealed.end(), [&](const Feedback* feedback) {
                    return feedback->seat == seat.id && !feedback->abstained;
                });
            if (!spoke) table_.silent.push_back(seat.id);
        }
        std::sort(table_.silent.begin(), table_.silent.end());
    }

    void read_second_hand() {
        for (const auto& [id, card] : table_.cards) {
            std::string reason = weakness_of(*card);
            if (reason.empty()) continue;
            weak_.insert(id);
            table_.weakened.push_back({card, std::move(reason)});
        }
    }

    void find_conduct() {
        for (const auto& [id, card] : table_.cards) {
            if (!names_conduct(*card)) continue;
            table_.conduct_cards.insert(id);
            if (!table_.conduct) table_.conduct = card->note.empty() ? card->quote : card->note;
        }
        const bool no_card = !table_.conduct;
        for (const Feedback* feedback : table_.sealed) {
            for (const Finding& finding : feedback->findings) {
                if (finding.kind != "conduct") continue;
                if (!table_.conduct || (no_card && finding.text < *table_.conduct)) {
                    table_.conduct = finding.text;
                }
                table_.conduct_cards.insert(finding.cards.begin(), finding.cards.end());
            }
        }
    }

    std::optional<std::size_t> label_of(const Feedback& feedback, const Rating& rating) const {
        if (use_revote_ && rating.revised_label && is_founded(packet_, feedback, rating)) {
            return panel_.scale.index_of(*rating.revised_label);
        }
        if (rating.label) return panel_.scale.index_of(*rating.label);
        if (!rating.estimate) return std::nullopt;
        const auto last = static_cast<std::int64_t>(panel_.scale.labels.size()) - 1;
        return static_cast<std::size_t>(
            std::clamp<std::int64_t>((*rating.estimate + 500) / 1000, 0, last));
    }

    /// The cards a rating rests on: those it cites, else the seat's own on the signal.
    std::vector<EvidenceCard> support_of(const Feedback& feedback, const Rating& rating) const {
        std::vector<EvidenceCard> cards;
        for (const std::string& id : rating.cards) {
            if (const auto found = table_.cards.find(id); found != table_.cards.end()) {
                cards.push_back(*found->second);
            }
        }
        for (const EvidenceCard& card : feedback.cards) {
            if (rating.cards.empty() && card.signal == rating.signal) cards.push_back(card);
        }
        // Sums of fractions depend on their order in the last digit, and must not on the packet's.
        std::sort(cards.begin(), cards.end(),
                  [](const EvidenceCard& a, const EvidenceCard& b) { return a.id < b.id; });
        return cards;
    }

    std::int64_t strength_of(const Feedback& feedback, const Rating& rating,
                             std::size_t label) const {
        if (rating.strength) return std::llround(*rating.strength * 1000.0);
        std::vector<EvidenceCard> cards = support_of(feedback, rating);
        if (std::any_of(cards.begin(), cards.end(), is_weighed)) {
            for (EvidenceCard& card : cards) {
                if (weak_.count(card.id)) card.ground = std::min(card.ground.value_or(0.5), 0.5);
            }
            const EvidenceScore score = score_cards(cards);
            const double evidence =
                label >= panel_.scale.bar ? score.strength : std::max(score.strength, score.doubt);
            return strength_per_mille(evidence, rating.confidence);
        }
        const bool unsupported =
            !cards.empty() && std::all_of(cards.begin(), cards.end(), [&](const EvidenceCard& c) {
                return weak_.count(c.id) > 0;
            });
        const Confidence sure = unsupported && rating.confidence == Confidence::High
                                    ? Confidence::Medium
                                : unsupported ? Confidence::Low
                                              : rating.confidence;
        return strength_per_mille(1.0, sure);
    }

    SignalRow row_of(const SignalSpec& signal) const {
        SignalRow row;
        row.signal = &signal;
        for (const Feedback* feedback : table_.sealed) {
            if (feedback->abstained) continue;
            const bool owner =
                signal.owner.empty() || std::find(signal.owner.begin(), signal.owner.end(),
                                                  feedback->seat) != signal.owner.end();
            for (const Rating& rating : feedback->ratings) {
                if (rating.signal != signal.id) continue;
                const auto label = label_of(*feedback, rating);
                if (!label) continue;
                auto& list = owner ? row.counted : row.adjacent;
                list.push_back({feedback, &rating, *label, strength_of(*feedback, rating, *label),
                                rating.cards});
                std::sort(list.back().cards.begin(), list.back().cards.end());
            }
        }
        for (const auto& [id, card] : table_.cards) {
            if (card->signal == signal.id) row.cards.push_back(card);
        }
        if (row.counted.empty()) return row;
        const auto count = static_cast<std::int64_t>(row.counted.size());
        std::int64_t sum = 0;
        std::int64_t strength = 0;
        for (const CountedRating& counted : row.counted) {
            sum += static_cast<std::int64_t>(counted.label) * 1000;
            strength += counted.strength;
        }
        row.milli = (2 * sum + count) / (2 * count);
        row.strength = strength / count;
        return row;
    }

    void spread_ranges() {
        const DecisionRules& rules = rules_.rules;
        for (std::size_t s = 0; s < table_.rows.size(); ++s) {
            const SignalRow& row = table_.rows[s];
            if (!row.milli) {
                table_.range.point[s] = rules.bar;
                table_.range.low[s] = 0;
                table_.range.high[s] = rules.top;
                table_.strength[s] = 1000;
                continue;
            }
            const std::int64_t half = half_width(rules, row.strength);
            table_.range.point[s] = *row.milli;
            table_.range.low[s] = std::max<std::int64_t>(0, *row.milli - half);
            table_.range.high[s] = std::min(rules.top, *row.milli + half);
            table_.strength[s] = row.strength;
        }
    }

    const Packet& packet_;
    const PanelSpec& panel_;
    const PanelRules& rules_;
    bool use_revote_ = false;
    std::set<std::string> weak_;
    Table table_;
};

}  // namespace

Table lay_table(const Packet& packet, const PanelSpec& panel, const PanelRules& rules) {
    return TableLayer(packet, panel, rules).lay();
}

}  // namespace halfstep
