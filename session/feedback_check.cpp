#include "session/feedback_check.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace halfstep {
namespace {

Error wrong(const char* id, std::string message, std::string where, std::string hint = "") {
    return Error{ErrorCode::InvalidData, id, std::move(message), std::move(where), std::move(hint)};
}

std::string at(const char* list, std::size_t index) {
    return std::string("/") + list + "/" + std::to_string(index);
}

bool owns(const SeatView& view, const std::string& signal) {
    return std::ranges::find(view.seat.signals, signal) != view.seat.signals.end();
}

Result<Done> check_rating(const SeatView& view, const Rating& rating, const std::string& where,
                          const std::set<std::string>& cards) {
    if (!owns(view, rating.signal)) {
        return wrong(
            "feedback.202",
            "seat \"" + view.seat.id + "\" does not own the signal \"" + rating.signal + "\"",
            where, "rate your own signals only");
    }
    for (const auto& label : {rating.label, rating.revised_label}) {
        if (label && !view.brief.scale.index_of(*label)) {
            return wrong("feedback.203", "there is no rating \"" + *label + "\"", where,
                         "use a label of the panel's scale");
        }
    }
    if (rating.estimate && (*rating.estimate < 0 || *rating.estimate > view.brief.scale.top())) {
        return wrong("feedback.203", "the estimate is off the scale", where);
    }
    for (const std::string& card : rating.cards) {
        if (!cards.contains(card)) {
            return wrong("feedback.204", "there is no card \"" + card + "\" to rest on", where);
        }
    }
    return Done{};
}

/// Finds a quote among the candidate's words of a round; fills in where it stands.
bool place(const RoundRecord& record, EvidenceCard& card) {
    for (std::size_t turn = 0; turn < record.turns.size(); ++turn) {
        const Turn& said = record.turns[turn];
        if (card.turn ? *card.turn != turn : said.speaker != Speaker::Candidate) continue;
        if (card.span) {
            if (slice(said.text, *card.span) == card.quote) return true;
            continue;
        }
        const std::size_t byte = said.text.find(card.quote);
        if (byte == std::string::npos) continue;
        const std::size_t begin = code_points_before(said.text, byte);
        card.turn = turn;
        card.span = Span{begin, begin + code_point_count(card.quote)};
        card.round = record.round;
        return true;
    }
    return false;
}

Result<Done> check_card(const SeatView& view, EvidenceCard& card, const std::string& where) {
    if (!owns(view, card.signal)) {
        return wrong("feedback.205", "card \"" + card.id + "\" speaks to a signal of another seat",
                     where);
    }
    if (card.quote.empty()) {
        return wrong("feedback.206", "card \"" + card.id + "\" quotes nothing", where,
                     "quote the candidate's exact words");
    }
    for (const RoundRecord& record : view.records) {
        if (!card.round.empty() && card.round != record.round) continue;
        if (place(record, card)) return Done{};
    }
    return wrong("feedback.207",
                 "the quote of card \"" + card.id + "\" is not in this seat's rounds", where,
                 "quote exactly, or leave turn and span out to have the quote looked for");
}

}  // namespace

Result<Feedback> checked_feedback(const SeatView& view, const Feedback& feedback) {
    if (feedback.seat != view.seat.id) {
        return wrong("feedback.201", "this is feedback of seat \"" + feedback.seat + "\"", "/seat",
                     "write " + view.seat.id);
    }
    if (feedback.cards.size() > limits::kCardsPerFeedbackMax ||
        feedback.ratings.size() > limits::kRatingsPerFeedbackMax) {
        return Error{ErrorCode::TooLarge, "feedback.208", "too many cards or ratings", "", ""};
    }
    Feedback checked = feedback;
    std::set<std::string> cards;
    for (std::size_t k = 0; k < checked.cards.size(); ++k) {
        const Result<Done> card = check_card(view, checked.cards[k], at("cards", k));
        if (!card) return card.error();
        if (!cards.insert(checked.cards[k].id).second) {
            return wrong("feedback.204", "two cards are called \"" + checked.cards[k].id + "\"",
                         at("cards", k));
        }
    }
    std::set<std::string> rated;
    for (std::size_t k = 0; k < checked.ratings.size(); ++k) {
        const Rating& rating = checked.ratings[k];
        const Result<Done> sound = check_rating(view, rating, at("ratings", k), cards);
        if (!sound) return sound.error();
        if (!rated.insert(rating.signal).second) {
            return wrong("feedback.202", "\"" + rating.signal + "\" is rated twice",
                         at("ratings", k));
        }
    }
    return checked;
}

}  // namespace halfstep
