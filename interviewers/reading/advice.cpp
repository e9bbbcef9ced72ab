#include "interviewers/reading/advice.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace halfstep {
namespace {

struct Gap {
    std::string_view what;            ///< what to add
    std::string_view kind;            ///< the observation kind the nearest card should have
    std::string_view filled_by = {};  ///< the observation kind no card beside it may have
};

const std::map<std::string_view, Gap>& gaps() {
    static const std::map<std::string_view, Gap> kGaps{
        {"number", {"a figure", "outcome", "number"}},
        {"own_number", {"a figure tied to your own act", "decision"}},
        {"baseline", {"the figure before and after", "number"}},
        {"measured", {"what it came to, measured", "outcome"}},
        {"own_action", {"what you yourself did", "decision"}},
        {"own_decision", {"the decision that was yours, and between what", "decision"}},
        {"ownership", {"which part was yours to answer for", "decision"}},
        {"owned_failure", {"what you got wrong on the way and what it cost", "outcome"}},
        {"influence", {"who outside your team had to be moved", "scope"}},
        {"influence_lever", {"what the other side held and what changed it", "influence"}},
        {"scope_company", {"what changed beyond engineering", "outcome"}},
        {"scope_org", {"which other teams worked differently because of it", "outcome"}},
        {"scope_team", {"what changed for the team", "outcome"}},
        {"rejected", {"the option you did not take", "decision", "rejected_option"}},
        {"rejected_concrete",
         {"the option you did not take, and the risk that ruled it out", "decision"}},
        {"reason", {"the reason", "decision", "reason"}},
        {"reason_concrete", {"the reason, with the cost or failure it rests on", "decision"}},
        {"failure_named", {"what can go wrong with it", "decision", "failure_mode"}},
        {"failure_bound", {"what bounds the damage when it fails", "failure_mode"}},
        {"foreseen", {"the failure raised before the interviewer raises it", "decision"}},
        {"adopted", {"who took it up afterwards", "outcome"}},
        {"practice", {"the practice that others keep since", "learning"}},
        {"habit", {"what you do differently since", "owned_failure"}},
        {"binding", {"the rule or check that made it stick for other teams", "learning"}},
        {"reach", {"how far it spread, by name", "outcome"}},
        {"method", {"how you found out: what you counted, compared or watched", "decision"}},
        {"cost", {"what it costs or saves", "decision"}},
        {"operate", {"how it is rolled out and who watches what", "decision"}},
        {"question", {"a question about a constraint before the first proposal", "decision"}},
        {"question_constraint",
         {"a question about a constraint before the first proposal", "decision"}},
        {"test", {"the cases that are tested", "decision"}},
        {"test_named", {"the cases that are tested", "test"}},
        {"own_tests", {"tests of your own before the given ones", "decision"}},
        {"property_tests", {"random input checked against a second, simpler answer", "test"}},
        {"recovered", {"a failing case found and explained by yourself", "test"}},
        {"complexity", {"the bound and why it holds", "decision"}},
        {"motive_tied", {"why this role, tied to work already done", "motivation"}}};
    return kGaps;
}

/// The same words are also a concern: nothing to put forward in a candidate's favour.
bool is_disputed(const EvidenceCard& card, const std::vector<EvidenceCard>& cards) {
    return std::any_of(cards.begin(), cards.end(), [&](const EvidenceCard& other) {
        return other.polarity == Polarity::Concern && other.round == card.round &&
               other.turn == card.turn && other.span == card.span;
    });
}

bool is_of(const EvidenceCard& card, std::string_view kind) {
    return std::find(card.kinds.begin(), card.kinds.end(), kind) != card.kinds.end();
}

/// The card the gap is best filled beside: a strength of its kind, else any, else a concern. Never
/// one that has what is missed.
const EvidenceCard* nearest(const std::vector<EvidenceCard>& cards, const Gap& gap,
                            const std::set<const EvidenceCard*>& used) {
    const EvidenceCard* best = nullptr;
    int best_rank = -1;
    for (const EvidenceCard& card : cards) {
        if (used.contains(&card) || card.quote.find('\n') != std::string::npos) continue;
        if (card.polarity == Polarity::Strength && is_disputed(card, cards)) continue;
        if (is_of(card, gap.filled_by)) continue;
        const bool same = is_of(card, gap.kind);
        const int rank = card.polarity == Polarity::Concern
                             ? 0
                             : 1 + card.specificity.value_or(0) + (same ? 10 : 0);
        if (rank > best_rank) {
            best_rank = rank;
            best = &card;
        }
    }
    return best;
}

double card_rank(const EvidenceCard& card) {
    return card.polarity == Polarity::Concern
               ? card.severity + 0.1 * static_cast<double>(card.kinds.size())
               : card.specificity.value_or(0) + 0.5 * card.attribution.value_or(0) +
                     static_cast<double>(card.kinds.size());
}

constexpr double kBelowBar = 2.5;

/// "gives the reason; gives a figure" as a sentence goes on: "gives the reason and a figure".
std::string told(const std::string& note) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < note.size();) {
        const std::size_t end = std::min(note.find("; ", at), note.size());
        parts.push_back(note.substr(at, end - at));
        at = end + 2;
    }
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // The verb is said once where it comes again.
        const bool again =
            i > 0 && parts[i].starts_with("gives ") && parts[i - 1].starts_with("gives ");
        text += i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ";
        text += again ? parts[i].substr(std::string_view("gives ").size()) : parts[i];
    }
    return text;
}

/// Each quote and what it does, as sentences for a committee.
std::string quoted(const std::vector<const EvidenceCard*>& cards, const char* lead) {
    std::string text;
    for (const EvidenceCard* card : cards)
        text += (text.empty() ? lead : std::string(" ")) + "\"" + short_quote(card->quote, 160) +
                "\" " + told(card->note) + ".";
    return text;
}

std::vector<const EvidenceCard*> best_of(const std::vector<EvidenceCard>& cards, Polarity polarity,
                                         std::size_t most) {
    std::vector<const EvidenceCard*> chosen;
    for (const EvidenceCard& card : cards)
        if (card.polarity == polarity && card.quote.find('\n') == std::string::npos &&
            (polarity == Polarity::Concern || !is_disputed(card, cards)))
            chosen.push_back(&card);
    std::sort(chosen.begin(), chosen.end(), [](const EvidenceCard* a, const EvidenceCard* b) {
        const double left = card_rank(*a);
        const double right = card_rank(*b);
        return left != right ? left > right : a < b;  // pointers into one vector: by turn
    });
    if (chosen.size() > most) chosen.resize(most);
    return chosen;
}

}  // namespace

std::string short_quote(const std::string& quote, std::size_t most) {
    if (code_point_count(quote) <= most) return quote;
    std::string cut(slice(quote, {0, most}));
    const std::size_t space = cut.rfind(' ');
    if (space != std::string::npos && space > 20) cut.resize(space);
    return cut + "…";
}

namespace {

/// One gap as a sentence; `said` of them stand before it, so that no two begin alike.
std::string gap_sentence(const EvidenceCard* card, std::string_view what, std::size_t said) {
    if (card == nullptr) return "Missing throughout: " + std::string(what) + ".";
    const std::string quote = "\"" + short_quote(card->quote) + "\"";
    const std::string add = std::string(what) + ".";
    if (card->polarity == Polarity::Concern)
        return "Instead of " + quote + ", what would help is " + add;
    switch (said) {
        case 0:
            return quote + " would carry more with " + add;
        case 1:
            return quote + " left open " + add;
        default:
            return "And " + quote + " calls for " + add;
    }
}

}  // namespace

std::string would_raise(const Estimate& estimate, const std::vector<EvidenceCard>& cards) {
    // A gap is seldom filled to the last: half of what it could add is counted.
    constexpr double kFilled = 0.5;
    constexpr std::size_t kMost = 3;
    const double needed = std::floor(estimate.steps + 0.5) + 0.5 - estimate.steps;
    std::string text;
    double gained = 0;
    std::size_t said = 0;
    std::set<const EvidenceCard*> used;
    for (const auto& [name, gain] : estimate.missing) {
        if (said == kMost || (said > 0 && gained >= needed)) break;
        const auto gap = gaps().find(name);
        if (gap == gaps().end() || text.find(gap->second.what) != std::string::npos) continue;
        const EvidenceCard* card = nearest(cards, gap->second, used);
        const bool elsewhere = std::any_of(
            cards.begin(), cards.end(),
            [&](const EvidenceCard& other) { return is_of(other, gap->second.filled_by); });
        if (card == nullptr && elsewhere) continue;
        text += text.empty() ? "" : "\n";
        if (card != nullptr) used.insert(card);
        text += gap_sentence(card, gap->second.what, said);
        gained += kFilled * gain;
        ++said;
    }
    return text;
}

std::string summarise(const Estimate& estimate, const std::vector<EvidenceCard>& cards,
                      const std::string& rating, const std::string& target_level) {
    std::string label = rating;
    std::replace(label.begin(), label.end(), '_', ' ');
    std::string text = "Rated " + label + (target_level.empty() ? "" : " against " + target_level);
    if (!estimate.cap.empty()) text += ", held there by " + estimate.cap;
    text += ".";
    // What weighs most in the decision is read first.
    const bool below = estimate.steps < kBelowBar;
    const auto strengths = best_of(cards, Polarity::Strength, below ? 2 : 3);
    const auto concerns = best_of(cards, Polarity::Concern, below ? 3 : 2);
    const std::string good = quoted(strengths, " For it: ");
    const std::string bad = quoted(concerns, " Against it: ");
    text += below ? bad + good : good + bad;
    if (strengths.empty()) text += " Nothing was said that another reader could cite in favour.";
    return text;
}

}  // namespace halfstep
