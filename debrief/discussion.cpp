#include "debrief/discussion.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace halfstep {
namespace {

const SeatSpec* loudest_seat(const PanelSpec& panel) {
    const SeatSpec* loudest = nullptr;
    for (const SeatSpec& seat : panel.seats) {
        if (seat.persona.loudness <= 0) continue;
        if (!loudest || seat.persona.loudness > loudest->persona.loudness) loudest = &seat;
    }
    return loudest;
}

/// The loud seat's overall impression: the mean of its own labels.
std::optional<double> voice_of(const Packet& packet, const PanelSpec& panel, const SeatSpec& seat) {
    double sum = 0;
    int count = 0;
    for (const Feedback& feedback : packet.feedback) {
        if (feedback.seat != seat.id || feedback.abstained) continue;
        for (const Rating& rating : feedback.ratings) {
            if (!rating.label) continue;
            sum += static_cast<double>(panel.scale.index_of(*rating.label).value_or(0));
            ++count;
        }
    }
    if (count == 0) return std::nullopt;
    return sum / count;
}

bool holds(const Feedback& feedback, const EvidenceCard& card) {
    return std::any_of(feedback.cards.begin(), feedback.cards.end(), [&](const EvidenceCard& own) {
        return own.id == card.id || own.quote == card.quote;
    });
}

/// Cards of a seat, or of all where none is named, on a signal that the listener does not hold.
std::vector<std::string> unseen_cards(const Packet& packet, const std::string& seat,
                                      const Feedback& listener, const std::string& signal) {
    std::vector<std::string> unseen;
    for (const Feedback& feedback : packet.feedback) {
        if (!seat.empty() && feedback.seat != seat) continue;
        for (const EvidenceCard& card : feedback.cards) {
            if (card.signal == signal && !holds(listener, card)) unseen.push_back(card.id);
        }
    }
    std::sort(unseen.begin(), unseen.end());
    return unseen;
}

}  // namespace

std::vector<std::string> unseen_evidence(const Packet& packet, const Feedback& feedback,
                                         const Rating& rating) {
    if (rating.revised_cards.empty()) return unseen_cards(packet, "", feedback, rating.signal);
    std::vector<std::string> cited = rating.revised_cards;
    std::sort(cited.begin(), cited.end());
    return cited;
}

bool is_founded(const Packet& packet, const Feedback& feedback, const Rating& rating) {
    return !unseen_evidence(packet, feedback, rating).empty() ||
           std::all_of(packet.feedback.begin(), packet.feedback.end(),
                       [](const Feedback& item) { return item.cards.empty(); });
}

bool has_discussion(const Packet& packet, const PanelSpec& panel) {
    if (loudest_seat(panel)) return true;
    return std::any_of(packet.feedback.begin(), packet.feedback.end(), [](const Feedback& f) {
        return std::any_of(f.ratings.begin(), f.ratings.end(),
                           [](const Rating& rating) { return rating.revised_label.has_value(); });
    });
}

Discussed discuss(const Packet& packet, const PanelSpec& panel) {
    Discussed result{packet, {}, 0};
    const SeatSpec* loud = loudest_seat(panel);
    const std::optional<double> voice =
        loud ? voice_of(packet, panel, *loud) : std::optional<double>();
    int movable = 0;
    for (Feedback& feedback : result.packet.feedback) {
        const SeatSpec* seat = panel.find_seat(feedback.seat);
        for (Rating& rating : feedback.ratings) {
            if (!rating.label) continue;
            ++movable;
            const auto from = static_cast<double>(panel.scale.index_of(*rating.label).value_or(0));
            Revision revision{feedback.seat,
                              feedback.rater,
                              rating.signal,
                              *rating.label,
                              "",
                              rating.revised_reason,
                              {},
                              false,
                              true};
            if (rating.revised_label) {
                revision.cards = unseen_evidence(packet, feedback, rating);
                revision.founded = is_founded(packet, feedback, rating);
            }
            if (!rating.revised_label && voice && seat && seat->id != loud->id) {
                revision.cards = unseen_cards(packet, loud->id, feedback, rating.signal);
                const double pull = loud->persona.loudness * (1 - seat->persona.stubbornness);
                const double moved = (1 - pull) * from + pull * *voice;
                const auto to = static_cast<std::size_t>(std::floor(moved + 0.5));
                // Only evidence moves a rating, however loud the voice.
                if (revision.cards.empty() || static_cast<double>(to) == from) continue;
                rating.revised_label = panel.scale.labels[to].label;
                rating.revised_reason = "evidence from " + loud->id + " it had not seen";
                rating.revised_cards = revision.cards;
                revision.reason = rating.revised_reason;
                revision.simulated = true;
            }
            if (!rating.revised_label || *rating.revised_label == *rating.label) continue;
            revision.to = *rating.revised_label;
            result.shift +=
                std::abs(static_cast<double>(panel.scale.index_of(revision.to).value_or(0)) - from);
            result.revisions.push_back(std::move(revision));
        }
    }
    if (movable > 0) result.shift /= movable;
    std::sort(result.revisions.begin(), result.revisions.end(),
              [](const Revision& a, const Revision& b) {
                  return std::tie(a.seat, a.rater, a.signal) < std::tie(b.seat, b.rater, b.signal);
              });
    return result;
}

}  // namespace halfstep
