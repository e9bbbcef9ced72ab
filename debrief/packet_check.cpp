#include "debrief/packet_check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace halfstep {
namespace {

class PacketCheck {
public:
    PacketCheck(const Packet& packet, const PanelSpec& panel) : packet_(packet), panel_(panel) {}

    std::optional<Error> run() {
        std::set<std::pair<std::string, std::string>> raters;
        for (std::size_t k = 0; k < packet_.feedback.size() && !error_; ++k) {
            const Feedback& feedback = packet_.feedback[k];
            const std::string where = "/feedback/" + std::to_string(k);
            if (!panel_.find_seat(feedback.seat)) {
                fail(120, where + "/seat", "the panel has no seat \"" + feedback.seat + "\"",
                     "one of " + seats());
            } else if (!raters.insert({feedback.seat, feedback.rater}).second) {
                fail(121, where + "/rater",
                     "seat \"" + feedback.seat + "\" has two feedbacks by the same rater",
                     "keep one, or name the raters apart");
            }
            check_cards(feedback, where);
        }
        for (std::size_t k = 0; k < packet_.feedback.size() && !error_; ++k) {
            check_ratings(packet_.feedback[k], "/feedback/" + std::to_string(k));
        }
        return error_;
    }

private:
    void fail(int number, std::string where, std::string message, std::string hint) {
        if (error_) return;
        error_ = Error{ErrorCode::InvalidData, "packet." + std::to_string(number),
                       std::move(message), std::move(where), std::move(hint)};
    }

    std::string seats() const {
        std::string names;
        for (const SeatSpec& seat : panel_.seats) names += (names.empty() ? "" : ", ") + seat.id;
        return names;
    }

    std::string signals() const {
        std::string names;
        for (const SignalSpec& s : panel_.signals) names += (names.empty() ? "" : ", ") + s.id;
        return names;
    }

    std::string labels() const {
        std::string names;
        for (const ScaleLabel& label : panel_.scale.labels) {
            names += (names.empty() ? "" : ", ") + label.label;
        }
        return names;
    }

    void check_signal(const std::string& id, const std::string& where) {
        if (panel_.find_signal(id)) return;
        fail(122, where, "the panel has no signal \"" + id + "\"", "one of " + signals());
    }

    void check_level(const std::string& level, const std::string& where) {
        if (level.empty() || panel_.level_index(level)) return;
        std::string names;
        for (const std::string& name : panel_.ladder) names += (names.empty() ? "" : ", ") + name;
        fail(124, where, "there is no level \"" + level + "\"", "one of " + names);
    }

    void check_label(const std::string& label, const std::string& where) {
        if (panel_.scale.index_of(label)) return;
        fail(123, where, "\"" + label + "\" is not a label of the panel's scale",
             "one of " + labels());
    }

    void check_cards(const Feedback& feedback, const std::string& where) {
        for (std::size_t k = 0; k < feedback.cards.size() && !error_; ++k) {
            const EvidenceCard& card = feedback.cards[k];
            const std::string place = where + "/cards/" + std::to_string(k);
            if (card.id.empty() || !cards_.insert(card.id).second) {
                fail(125, place + "/id",
                     card.id.empty() ? "a card has no id"
                                     : "two cards have the id \"" + card.id + "\"",
                     "ids are unique within a packet");
            }
            check_signal(card.signal, place + "/signal");
            check_level(card.level, place + "/level");
            if (card.severity < 0 || card.severity > 3) {
                fail(131, place + "/severity", "severity is out of range", "write 0 to 3");
            }
            if (card.severity > 0 && card.polarity == Polarity::Strength) {
                fail(132, place + "/severity",
                     "card \"" + card.id + "\" is a strength and has a severity",
                     "make it a concern, or leave severity out");
            }
            if (packet_.transcript && !card.quote.empty()) check_quote(feedback, card, place);
        }
    }

    /// The rounds a card's turn may count in: its own, or those of the seat.
    std::vector<const RoundRecord*> rounds_of(const Feedback& feedback, const EvidenceCard& card) {
        std::vector<const RoundRecord*> rounds;
        const auto add = [&](const std::string& id) {
            const RoundRecord* round = packet_.transcript->find_round(id);
            if (round) rounds.push_back(round);
        };
        if (!card.round.empty()) {
            add(card.round);
            return rounds;
        }
        for (const RoundSpec& round : panel_.rounds) {
            if (round.seat == feedback.seat) add(round.id);
        }
        // A panel that only reconciles has no rounds: a round may carry its seat's name.
        if (rounds.empty()) add(feedback.seat);
        return rounds;
    }

    void check_quote(const Feedback& feedback, const EvidenceCard& card, const std::string& place) {
        const auto stands_in = [&](const Turn& turn) {
            if (!card.span) return turn.text.find(card.quote) != std::string::npos;
            return slice(turn.text, *card.span) == card.quote &&
                   card.span->end <= code_point_count(turn.text);
        };
        for (const RoundRecord* round : rounds_of(feedback, card)) {
            for (std::size_t k = 0; k < round->turns.size(); ++k) {
                if (card.turn && *card.turn != k) continue;
                if (stands_in(round->turns[k])) return;
            }
        }
        fail(128, place + "/quote",
             "the quote of card \"" + card.id + "\" is not in the transcript" +
                 (card.turn ? " at turn " + std::to_string(*card.turn) + " and its span" : ""),
             "quote the exact words; turns count from 0 within the round, spans in code points");
    }

    void check_ratings(const Feedback& feedback, const std::string& where) {
        if (feedback.abstained && !feedback.ratings.empty()) {
            for (const Rating& rating : feedback.ratings) {
                if (!rating.label && !rating.estimate) continue;
                fail(136, where + "/abstained",
                     "seat \"" + feedback.seat + "\" abstained and rated",
                     "take out the ratings, or set abstained to null");
            }
        }
        std::set<std::string> rated;
        for (std::size_t k = 0; k < feedback.ratings.size() && !error_; ++k) {
            const Rating& rating = feedback.ratings[k];
            const std::string place = where + "/ratings/" + std::to_string(k);
            check_signal(rating.signal, place + "/signal");
            if (!rated.insert(rating.signal).second) {
                fail(133, place + "/signal", "\"" + rating.signal + "\" is rated twice",
                     "one rating a signal and rater");
            }
            if (rating.label) check_label(*rating.label, place + "/rating");
            if (rating.revised_label) check_label(*rating.revised_label, place + "/revised/rating");
            check_level(rating.level, place + "/level");
            if (rating.estimate &&
                (*rating.estimate < 0 || *rating.estimate > panel_.scale.top())) {
                fail(130, place + "/estimate", "the estimate is outside of the scale",
                     "write 0 to " + std::to_string(panel_.scale.top() / 1000));
            }
            if (rating.strength && !(*rating.strength >= 0 && *rating.strength <= 1)) {
                fail(134, place + "/strength", "strength is out of range", "write 0 to 1");
            }
            for (std::size_t c = 0; c < rating.cards.size(); ++c) {
                if (cards_.count(rating.cards[c])) continue;
                fail(126, place + "/cards/" + std::to_string(c),
                     "there is no card \"" + rating.cards[c] + "\"",
                     "cite ids of cards in this packet");
            }
            check_revision(feedback, rating, place + "/revised/cards/");
        }
    }

    void check_revision(const Feedback& feedback, const Rating& rating, const std::string& where) {
        for (std::size_t c = 0; c < rating.revised_cards.size(); ++c) {
            const std::string& id = rating.revised_cards[c];
            const std::string place = where + std::to_string(c);
            if (!cards_.count(id)) {
                fail(126, place, "there is no card \"" + id + "\"",
                     "cite ids of cards in this packet");
            }
            for (const EvidenceCard& own : feedback.cards) {
                if (own.id != id) continue;
                fail(
                    137, place, "card \"" + id + "\" is the seat's own",
                    "a revision rests on evidence the seat had not seen: cite another seat's card");
            }
        }
    }

    const Packet& packet_;
    const PanelSpec& panel_;
    std::set<std::string> cards_;
    std::optional<Error> error_;
};

}  // namespace

std::optional<Error> check_packet(const Packet& packet, const PanelSpec& panel) {
    return PacketCheck(packet, panel).run();
}

}  // namespace halfstep
