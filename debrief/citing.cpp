#include "debrief/citing.hpp"

#include <algorithm>
#include <tuple>

#include "panel/evidence_score.hpp"

namespace halfstep {

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
    // Several ratings may rest on one card.
    cards.erase(std::unique(cards.begin(), cards.end()), cards.end());
    std::vector<std::string> ids;
    for (std::size_t k = 0; k < std::min(cards.size(), kCitedMax); ++k) {
        ids.push_back(cards[k]->id);
    }
    return ids;
}

}  // namespace halfstep
