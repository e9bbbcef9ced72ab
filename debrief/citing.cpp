#include "debrief/citing.hpp"

#include <algorithm>
#include <tuple>

#include "panel/evidence_score.hpp"

namespace halfstep {
namespace {

/// A sentence may carry two cards, such as an owned act and what it came to.
bool same_words(const EvidenceCard& a, const EvidenceCard& b) {
    return !a.quote.empty() && a.quote == b.quote && a.round == b.round && a.turn == b.turn;
}

}  // namespace

Cards cards_of(const SignalRow& row, Polarity polarity) {
    Cards cards;
    for (const EvidenceCard* card : row.cards) {
        if (card->polarity == polarity) cards.push_back(card);
    }
    return cards;
}

Cards cards_of(const Table& table, const std::vector<std::string>& ids) {
    Cards cards;
    for (const std::string& id : ids) {
        const auto found = table.cards.find(id);
        if (found != table.cards.end()) cards.push_back(found->second);
    }
    return cards;
}

std::vector<std::string> cited(Cards cards) {
    const auto order = [](const EvidenceCard* card) {
        return std::tuple(-card->severity, -card_weight(*card), card->id);
    };
    std::sort(cards.begin(), cards.end(),
              [&](const EvidenceCard* a, const EvidenceCard* b) { return order(a) < order(b); });
    std::vector<std::string> ids;
    Cards taken;
    for (const EvidenceCard* card : cards) {
        if (ids.size() == kCitedMax) break;
        const bool again = std::any_of(taken.begin(), taken.end(), [&](const EvidenceCard* other) {
            return other == card || same_words(*other, *card);
        });
        if (again) continue;
        taken.push_back(card);
        ids.push_back(card->id);
    }
    return ids;
}

std::vector<std::string> cited_in_turn(const std::vector<Cards>& piles) {
    std::vector<std::vector<std::string>> ordered;
    for (const Cards& pile : piles) ordered.push_back(cited(pile));
    std::vector<std::string> ids;
    for (std::size_t place = 0; place < kCitedMax; ++place) {
        for (const std::vector<std::string>& pile : ordered) {
            if (ids.size() == kCitedMax) return ids;
            if (place >= pile.size()) continue;
            if (std::find(ids.begin(), ids.end(), pile[place]) == ids.end()) {
                ids.push_back(pile[place]);
            }
        }
    }
    return ids;
}

}  // namespace halfstep
