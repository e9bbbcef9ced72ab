#include "panel/evidence_score.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

namespace halfstep {
namespace {

// Constants of the card model are judgement, to be fitted later to human ratings by monotone
// regression only.
constexpr double kCardCap = 0.6;
constexpr double kChainCap = 0.5;
constexpr double kFormFloor = 0.02;
constexpr std::array<double, 4> kFormShare{0.25, 0.30, 0.20, 0.25};
constexpr double kSame = 0.5;
constexpr double kStrong = 0.4;
constexpr std::size_t kGroupMax = 16;
constexpr std::size_t kChainHeadsMax = 6;
constexpr std::size_t kLinksMax = 6;
constexpr std::size_t kWordsPerShingle = 3;

using Shingles = std::vector<std::uint64_t>;  // sorted, unique

struct Weighed {
    const EvidenceCard* card = nullptr;
    double weight = 0;
    Shingles shingles;
};

std::string_view text_of(const EvidenceCard& card) {
    return card.quote.empty() ? std::string_view(card.note) : std::string_view(card.quote);
}

/// FNV-1a of the word in lower case, seeded so that sequences differ from their parts.
std::uint64_t hash_word(std::uint64_t seed, std::string_view word) {
    std::uint64_t hash = seed ^ 0xCBF29CE484222325ULL;
    for (const char c : word) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        hash = (hash ^ static_cast<unsigned char>(lower)) * 0x100000001B3ULL;
    }
    return hash * 0x9E3779B97F4A7C15ULL + 1;
}

Shingles shingles_of(std::string_view text) {
    std::vector<std::string_view> words;
    constexpr std::string_view kSpace = " \t\n\r\f\v";
    for (std::size_t at = text.find_first_not_of(kSpace); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(kSpace, end);
    }
    const std::size_t count =
        words.size() < kWordsPerShingle ? 1 : words.size() - kWordsPerShingle + 1;
    Shingles shingles;
    for (std::size_t k = 0; k < count; ++k) {
        std::uint64_t hash = 0;
        for (std::size_t w = k; w < std::min(k + kWordsPerShingle, words.size()); ++w) {
            hash = hash_word(hash, words[w]);
        }
        shingles.push_back(hash);
    }
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

bool same(const Shingles& a, const Shingles& b) {
    std::size_t common = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) ++common;
        const bool step_a = a[i] <= b[j];
        const bool step_b = b[j] <= a[i];
        i += step_a;
        j += step_b;
    }
    const std::size_t all = a.size() + b.size() - common;
    return static_cast<double>(common) >= kSame * static_cast<double>(all);
}

/// Heaviest first; exact copies of a text keep the heaviest only, which cannot change an optimum.
std::vector<Weighed> weigh(std::span<const EvidenceCard> cards, Polarity polarity) {
    std::vector<Weighed> weighed;
    for (const EvidenceCard& card : cards) {
        if (card.polarity != polarity) continue;
        weighed.push_back({&card, card_weight(card), shingles_of(text_of(card))});
    }
    std::sort(weighed.begin(), weighed.end(), [](const Weighed& a, const Weighed& b) {
        if (a.weight != b.weight) return a.weight > b.weight;
        if (text_of(*a.card) != text_of(*b.card)) return text_of(*a.card) < text_of(*b.card);
        return a.card->id < b.card->id;
    });
    return weighed;
}

using Worth = std::function<double(const Weighed&)>;

/// Groups of cards connected by overlap, as indices into the list.
std::vector<std::vector<std::size_t>> groups_of(const std::vector<const Weighed*>& cards) {
    std::vector<std::vector<std::size_t>> groups;
    std::vector<char> seen(cards.size(), 0);
    for (std::size_t first = 0; first < cards.size(); ++first) {
        if (seen[first]) continue;
        std::vector<std::size_t> group{first};
        seen[first] = 1;
        for (std::size_t head = 0; head < group.size(); ++head) {
            for (std::size_t other = 0; other < cards.size(); ++other) {
                if (seen[other]) continue;
                if (!same(cards[group[head]]->shingles, cards[other]->shingles)) continue;
                seen[other] = 1;
                group.push_back(other);
            }
        }
        std::sort(group.begin(), group.end());
        if (group.size() > kGroupMax) group.resize(kGroupMax);
        groups.push_back(std::move(group));
    }
    return groups;
}

double best_of_group(const std::vector<double>& worth, const std::vector<std::uint32_t>& clash,
                     std::size_t at, std::uint32_t banned) {
    if (at == worth.size()) return 0;
    const double without = best_of_group(worth, clash, at + 1, banned);
    if (banned >> at & 1U) return without;
    return std::max(without, worth[at] + best_of_group(worth, clash, at + 1, banned | clash[at]));
}

/// The most that pairwise novel cards are worth together.
double best_novel(const std::vector<const Weighed*>& candidates, const Worth& worth_of) {
    std::vector<const Weighed*> cards;
    for (const Weighed* card : candidates) {
        if (worth_of(*card) <= 0) continue;
        const bool copy = std::any_of(cards.begin(), cards.end(), [&](const Weighed* earlier) {
            return earlier->shingles == card->shingles;
        });
        if (!copy) cards.push_back(card);
    }
    double total = 0;
    for (const std::vector<std::size_t>& group : groups_of(cards)) {
        std::vector<double> worth;
        std::vector<std::uint32_t> clash(group.size(), 0);
        for (std::size_t i = 0; i < group.size(); ++i) {
            worth.push_back(worth_of(*cards[group[i]]));
            for (std::size_t j = 0; j < group.size(); ++j) {
                if (i == j || !same(cards[group[i]]->shingles, cards[group[j]]->shingles)) continue;
                clash[i] |= 1U << j;
            }
        }
        total += best_of_group(worth, clash, 0, 0);
    }
    return total;
}

struct Chain {
    double weakest = 0;
    const Weighed* behavior = nullptr;
    const Weighed* artifact = nullptr;
};

/// Disjoint, mutually novel chains of reasoning + behavior + artifact with the greatest total.
class ChainPacking {
public:
    explicit ChainPacking(const std::vector<Weighed>& cards) {
        for (const Weighed& head : cards) {
            if (head.card->form != EvidenceForm::Reasoning || head.weight <= 0) continue;
            const bool copy = std::any_of(heads_.begin(), heads_.end(), [&](const Weighed* h) {
                return h->shingles == head.shingles && h->card->links == head.card->links;
            });
            if (copy || heads_.size() == kChainHeadsMax) continue;
            heads_.push_back(&head);
            options_.push_back(chains_of(head, cards));
        }
    }

    double best(const std::function<double(double)>& value) const {
        std::vector<const Weighed*> used;
        return search(0, used, value);
    }

private:
    static std::vector<Chain> chains_of(const Weighed& head, const std::vector<Weighed>& cards) {
        std::vector<const Weighed*> behaviors;
        std::vector<const Weighed*> artifacts;
        for (const Weighed& card : cards) {
            const auto& links = head.card->links;
            if (std::find(links.begin(), links.end(), card.card->id) == links.end()) continue;
            if (card.weight <= 0) continue;
            if (card.card->form == EvidenceForm::Behavior && behaviors.size() < kLinksMax) {
                behaviors.push_back(&card);
            }
            if (card.card->form == EvidenceForm::Artifact && artifacts.size() < kLinksMax) {
                artifacts.push_back(&card);
            }
        }
        std::vector<Chain> chains;
        for (const Weighed* behavior : behaviors) {
            for (const Weighed* artifact : artifacts) {
                chains.push_back({std::min({head.weight, behavior->weight, artifact->weight}),
                                  behavior, artifact});
            }
        }
        return chains;
    }

    /// Novel among the used cards of its own form, so that a copied card cannot serve twice.
    static bool novel(const Weighed& card, const std::vector<const Weighed*>& used) {
        return std::none_of(used.begin(), used.end(), [&](const Weighed* other) {
            return other->card->form == card.card->form && same(other->shingles, card.shingles);
        });
    }

    double search(std::size_t at, std::vector<const Weighed*>& used,
                  const std::function<double(double)>& value) const {
        if (at == heads_.size()) return 0;
        double best = search(at + 1, used, value);
        if (!novel(*heads_[at], used)) return best;
        for (const Chain& chain : options_[at]) {
            const double worth = value(chain.weakest);
            if (worth <= 0 || !novel(*chain.behavior, used) || !novel(*chain.artifact, used)) {
                continue;
            }
            const std::size_t kept = used.size();
            used.insert(used.end(), {heads_[at], chain.behavior, chain.artifact});
            best = std::max(best, worth + search(at + 1, used, value));
            used.resize(kept);
        }
        return best;
    }

    std::vector<const Weighed*> heads_;
    std::vector<std::vector<Chain>> options_;
};

std::vector<const Weighed*> of_form(const std::vector<Weighed>& cards, EvidenceForm form) {
    std::vector<const Weighed*> chosen;
    for (const Weighed& card : cards) {
        if (card.card->form == form) chosen.push_back(&card);
    }
    return chosen;
}

/// First gate that opens, from the memo's table.
std::size_t suggested_rating(const EvidenceScore& score) {
    if (score.severity >= 3) return 0;
    if (score.breadth >= 0.50 && score.strong_chains >= 2 && score.level_cards >= 2 &&
        score.severity == 0) {
        return 5;
    }
    if (score.breadth >= 0.40 && score.strong_chains >= 1 && score.level_cards >= 1 &&
        score.severity <= 1) {
        return 4;
    }
    if (score.breadth >= 0.28 && score.strong_chains >= 1 && score.severity <= 1) return 3;
    if (score.breadth >= 0.12 && score.severity <= 2) return 2;
    return 1;
}

double ground_of(const EvidenceCard& card) {
    if (card.ground) return *card.ground;
    if (!card.quote.empty()) return 1.0;
    return card.note.empty() ? 0.0 : 0.5;
}

double noisy_or_worth(const Weighed& card) {
    return -std::log(1 - kCardCap * card.weight);
}

double strong_count(const Weighed& card) {
    return card.weight >= kStrong ? 1.0 : 0.0;
}

}  // namespace

double card_weight(const EvidenceCard& card) {
    const int specificity = card.specificity.value_or(card.quote.empty() ? 1 : 2);
    const int attribution = card.attribution.value_or(2);
    return ground_of(card) * card.relevance.value_or(1.0) *
           std::sqrt(static_cast<double>(specificity * attribution)) / 3.0;
}

EvidenceScore score_cards(std::span<const EvidenceCard> cards) {
    const std::vector<Weighed> strengths = weigh(cards, Polarity::Strength);
    EvidenceScore score;
    double log_breadth = 0;
    for (std::size_t form = 0; form < score.by_form.size(); ++form) {
        const auto of = of_form(strengths, static_cast<EvidenceForm>(form));
        score.by_form[form] = 1 - std::exp(-best_novel(of, noisy_or_worth));
        log_breadth += kFormShare[form] * std::log(std::max(score.by_form[form], kFormFloor));
    }
    score.breadth = std::exp(log_breadth);

    const ChainPacking packing(strengths);
    const auto chain_worth = [](double q) { return -std::log(1 - kChainCap * q); };
    score.chains = 1 - std::exp(-packing.best(chain_worth));
    const auto strong_chain = [](double q) { return q >= kStrong ? 1.0 : 0.0; };
    score.strong_chains = static_cast<std::size_t>(std::lround(packing.best(strong_chain)));
    const auto levels = of_form(strengths, EvidenceForm::LevelSignal);
    score.level_cards = static_cast<std::size_t>(std::lround(best_novel(levels, strong_count)));
    score.strength = 0.7 * score.breadth + 0.3 * score.chains;

    std::vector<Weighed> concerns = weigh(cards, Polarity::Concern);
    std::vector<const Weighed*> grounded;
    for (Weighed& concern : concerns) {
        const EvidenceCard& card = *concern.card;
        if (ground_of(card) >= 0.5) score.severity = std::max(score.severity, card.severity);
        // A concern is evidenced by its ground and relevance; who decided matters to strengths.
        concern.weight = ground_of(card) * card.relevance.value_or(1.0);
        grounded.push_back(&concern);
    }
    score.doubt = 1 - std::exp(-best_novel(grounded, noisy_or_worth));
    score.rating = suggested_rating(score);
    return score;
}

double confidence_factor(Confidence confidence) {
    switch (confidence) {
        case Confidence::Low:
            return 0.6;
        case Confidence::Medium:
            return 0.85;
        case Confidence::High:
            return 1.0;
    }
    return 0.6;
}

std::int64_t strength_per_mille(double evidence, Confidence confidence) {
    return std::llround(1000.0 * (0.3 + 0.7 * evidence * confidence_factor(confidence)));
}

}  // namespace halfstep
