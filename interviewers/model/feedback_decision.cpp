#include "interviewers/model/feedback_decision.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "interviewers/assess.hpp"
#include "interviewers/model/clean_text.hpp"
#include "interviewers/model/quote_place.hpp"
#include "interviewers/reading/cards.hpp"
#include "interviewers/reading/estimator.hpp"
#include "panel/evidence_score.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kQuoteWordsMin = 3;
constexpr std::size_t kNoteMax = 400;  ///< code points, as the two below
constexpr std::size_t kSummaryMax = 1'500;
constexpr std::size_t kWouldRaiseMax = 400;
constexpr std::size_t kCardsReadMax = 80;
/// Answers this many turns apart still belong to one thought: a question stands between them.
constexpr std::size_t kThoughtTurns = 2;
constexpr int kReaderSeverity = 3;

const std::vector<std::string_view> kForms{"behavior", "reasoning", "artifact", "level_signal"};
const std::vector<std::string_view> kPolarities{"strength", "concern"};

EvidenceCard read_card(JsonReader& reader) {
    EvidenceCard card;
    card.signal = reader.text("signal");
    card.round = reader.text_or("round", "");
    card.form = static_cast<EvidenceForm>(reader.choice("form", kForms));
    card.polarity = static_cast<Polarity>(reader.choice("polarity", kPolarities));
    card.severity = static_cast<int>(reader.integer_or("severity", 0, 0, 3));
    card.quote = reader.text("quote");
    card.note = clean_text(reader.text("note"), kNoteMax);
    card.level = reader.text_or("level", "");
    return card;
}

/// One of the seat's rounds as the embedded reader sees it.
struct Ground {
    const RoundRecord* record = nullptr;
    RoundReading reading;
    std::vector<EvidenceCard> cards;
    bool capped = false;
};

Ground ground_of(const SeatView& view, const RoundRecord& record) {
    Ground ground;
    ground.record = &record;
    const auto spec = std::ranges::find(view.rounds, record.round, &RoundSpec::id);
    const bool known = spec != view.rounds.end() && !spec->kind.empty();
    const RoundFamily family = family_of(known ? spec->kind : record.round);
    ground.reading = read_round(record, family != RoundFamily::Story);
    const Features features = features_of(record, ground.reading, family);
    const Estimate estimate = estimate_of(features, ground.reading, family);
    ground.cards = make_cards(record, ground.reading, family, estimate, "", "reader.");
    ground.capped = !estimate.cap.empty();
    return ground;
}

bool overlap(const Span& a, const Span& b) {
    return a.begin < b.end && b.begin < a.end;
}

/// Sentences of the round that a place in it touches.
std::vector<std::size_t> sentences_at(const Ground& ground, const QuotePlace& place) {
    std::vector<std::size_t> touched;
    for (std::size_t k = 0; k < ground.reading.sentences.size(); ++k) {
        const Sentence& sentence = ground.reading.sentences[k];
        if (sentence.turn == place.turn && overlap(sentence.span, place.span)) touched.push_back(k);
    }
    return touched;
}

/// Why a sentence is no evidence; empty when it may be.
std::string guard_of(const Ground& ground, std::size_t sentence) {
    const SentenceReading& reading = ground.reading.readings[sentence];
    if (reading.echo) return "these words hand the interviewer's back";
    if (reading.repeat) return "these words were said before";
    if (reading.inert) return "these words speak to a rater or to the interviewer";
    if (reading.lost) return "these words have no grammar or no predicate";
    return "";
}

class Decision {
public:
    Decision(const SeatView& view, ModelNote& note)
        : view_(view), embedded_(assess(view)), note_(note) {
        for (const RoundRecord& record : view.records) {
            grounds_.push_back(ground_of(view, record));
        }
    }

    void take(const EvidenceCard& proposed) {
        ++note_.proposed;
        if (const std::string reason = try_card(proposed); !reason.empty()) {
            note_.refused.push_back(
                {proposed.signal.substr(0, 100), clean_text(proposed.quote, kNoteMax), reason});
        }
    }

    Result<Feedback> finish(const ProposedFeedback& proposed) {
        if (cards_.empty() && (note_.proposed > 0 || !embedded_.cards.empty())) {
            return Error{
                ErrorCode::InvalidData, "model.118",
                note_.proposed > 0
                    ? "none of the " + std::to_string(note_.proposed) +
                          " cards the model proposed stands; first: " + note_.refused.front().reason
                    : "the model proposed no card where the answers hold evidence",
                "", ""};
        }
        keep_grave_concerns();
        link();
        Feedback feedback;
        feedback.seat = view_.seat.id;
        feedback.rater = "model:" + note_.name;
        for (const SignalSpec& signal : view_.signals) {
            feedback.ratings.push_back(rate(signal, proposed));
        }
        feedback.summary = clean_text(proposed.summary, kSummaryMax);
        if (feedback.summary.empty()) feedback.summary = embedded_.summary;
        // Traps, self-checks and the listening curve are the program's coaching in any seat.
        for (Finding& finding : embedded_.findings) {
            if (finding.cards.empty()) feedback.findings.push_back(std::move(finding));
        }
        feedback.listening = std::move(embedded_.listening);
        feedback.cards = std::move(cards_);
        feedback.model = note_;
        return feedback;
    }

private:
    /// Adds the card, or says why not.
    std::string try_card(EvidenceCard card) {
        const auto owned = std::ranges::find(view_.seat.signals, card.signal);
        if (owned == view_.seat.signals.end()) return "this signal is another seat's";
        if (read_words(card.quote).size() < kQuoteWordsMin) return "a quote of under three words";
        const Ground* ground = nullptr;
        std::optional<QuotePlace> place;
        for (const bool named : {true, false}) {
            for (const Ground& one : grounds_) {
                if (place || (named && one.record->round != card.round)) continue;
                ground = &one;
                place = locate_quote(*one.record, card.quote);
            }
        }
        if (!place) return "these are not the candidate's words";
        const std::vector<std::size_t> sentences = sentences_at(*ground, *place);
        if (card.polarity == Polarity::Strength) {
            std::string guard;
            for (const std::size_t sentence : sentences) {
                guard = guard_of(*ground, sentence);
                if (guard.empty()) break;
            }
            if (!guard.empty()) return guard;
        }
        for (const EvidenceCard& other : cards_) {
            if (other.signal == card.signal && other.polarity == card.polarity &&
                other.round == ground->record->round && same_sentence(*ground, other, *place)) {
                return "another card on the signal, " + other.id + ", quotes the same sentence";
            }
        }
        const std::size_t kept =
            static_cast<std::size_t>(std::ranges::count_if(cards_, [&](const EvidenceCard& other) {
                return other.signal == card.signal && other.polarity == card.polarity;
            }));
        const bool strength = card.polarity == Polarity::Strength;
        if (kept >= (strength ? kStrengthsMax : kConcernsMax)) return "more cards than are kept";
        place_card(*ground, *place, card);
        measure(*ground, card);
        if (std::ranges::find(view_.brief.ladder, card.level) == view_.brief.ladder.end()) {
            card.level.clear();
        }
        card.id = view_.seat.id + "." + std::to_string(cards_.size() + 1);
        cards_.push_back(std::move(card));
        return "";
    }

    static void place_card(const Ground& ground, const QuotePlace& place, EvidenceCard& card) {
        card.round = ground.record->round;
        card.turn = place.turn;
        card.span = place.span;
        card.quote = std::string(slice(ground.record->turns[place.turn].text, place.span));
    }

    static bool same_sentence(const Ground& ground, const EvidenceCard& card,
                              const QuotePlace& place) {
        if (*card.turn != place.turn) return false;
        if (overlap(*card.span, place.span)) return true;
        const auto mine = sentences_at(ground, place);
        const auto theirs = sentences_at(ground, {place.turn, *card.span});
        return std::ranges::find_first_of(mine, theirs) != mine.end();
    }

    /// What the reader finds in the card's words.
    static void measure(const Ground& ground, EvidenceCard& card) {
        card.ground = 1.0;
        card.relevance = 1.0;
        card.specificity = 1;
        card.attribution = 1;
        int severity = 0;
        for (const EvidenceCard& found : ground.cards) {
            if (found.polarity != card.polarity || found.turn != card.turn ||
                !overlap(*found.span, *card.span)) {
                continue;
            }
            if (card.kinds.empty()) card.form = found.form;
            card.specificity = std::max(*card.specificity, found.specificity.value_or(1));
            card.attribution = std::max(*card.attribution, found.attribution.value_or(1));
            severity = std::max(severity, found.severity);
            for (const std::string& kind : found.kinds) {
                if (std::ranges::find(card.kinds, kind) == card.kinds.end()) {
                    card.kinds.push_back(kind);
                }
            }
        }
        if (card.polarity == Polarity::Strength) {
            card.severity = 0;
        } else {
            card.severity = std::max(severity, std::clamp(card.severity, 1, kReaderSeverity - 1));
        }
    }

    void keep_grave_concerns() {
        for (const Ground& ground : grounds_) {
            for (const EvidenceCard& found : ground.cards) {
                if (found.polarity != Polarity::Concern || found.severity < kReaderSeverity) {
                    continue;
                }
                for (const std::string& signal : view_.seat.signals) {
                    const QuotePlace place{*found.turn, *found.span};
                    const bool known = std::ranges::any_of(cards_, [&](const EvidenceCard& card) {
                        return card.signal == signal && card.polarity == Polarity::Concern &&
                               card.round == found.round && same_sentence(ground, card, place);
                    });
                    if (known) continue;
                    EvidenceCard card = found;
                    card.signal = signal;
                    card.note += " (found by the program, not by the model)";
                    card.id = view_.seat.id + "." + std::to_string(cards_.size() + 1);
                    card.links.clear();
                    cards_.push_back(std::move(card));
                }
            }
        }
    }

    /// Strengths of different forms in one answer, or the next, are one thought.
    void link() {
        for (EvidenceCard& card : cards_) {
            for (const EvidenceCard& other : cards_) {
                if (card.polarity != Polarity::Strength || other.polarity != Polarity::Strength ||
                    card.signal != other.signal || card.form == other.form ||
                    card.round != other.round) {
                    continue;
                }
                const std::size_t apart =
                    *card.turn > *other.turn ? *card.turn - *other.turn : *other.turn - *card.turn;
                if (apart <= kThoughtTurns) card.links.push_back(other.id);
            }
        }
    }

    Rating rate(const SignalSpec& signal, const ProposedFeedback& proposed) const {
        Rating rating;
        rating.signal = signal.id;
        rating.confidence = Confidence::Low;
        std::vector<EvidenceCard> cards;
        for (const EvidenceCard& card : cards_) {
            if (card.signal != signal.id) continue;
            cards.push_back(card);
            rating.cards.push_back(card.id);
        }
        const auto embedded = std::ranges::find(embedded_.ratings, signal.id, &Rating::signal);
        if (embedded == embedded_.ratings.end()) return rating;
        const auto told = proposed.would_raise.find(signal.id);
        rating.would_raise =
            told == proposed.would_raise.end() ? "" : clean_text(told->second, kWouldRaiseMax);
        if (rating.would_raise.empty()) rating.would_raise = embedded->would_raise;
        if (cards.empty() || !embedded->label) return rating;
        rating.confidence = embedded->confidence;
        // The card model's six steps are stretched to the panel's scale, as the reader's are.
        const Scale& scale = view_.brief.scale;
        const double top = static_cast<double>(scale.labels.size() - 1);
        const double steps = static_cast<double>(score_cards(cards).rating) -
                             level_shift(view_, signal) - view_.seat.persona.strictness;
        auto index = static_cast<std::size_t>(std::lround(std::clamp(steps, 0.0, 5.0) * top / 5.0));
        const std::size_t read = scale.index_of(*embedded->label).value_or(0);
        const bool capped = std::ranges::any_of(grounds_, &Ground::capped);
        index = std::min({index, read + (capped ? 0 : 1), scale.labels.size() - 1});
        rating.label = scale.labels[index].label;
        return rating;
    }

    const SeatView& view_;
    Feedback embedded_;
    ModelNote& note_;
    std::vector<Ground> grounds_;
    std::vector<EvidenceCard> cards_;
};

}  // namespace

Result<ProposedFeedback> read_proposal(std::string_view answer) {
    const Result<nlohmann::json> value = parse_json(without_fence(answer));
    if (!value) {
        return Error{ErrorCode::InvalidData, "model.112", value.error().message,
                     value.error().where, "answer with the JSON object alone"};
    }
    JsonReader reader(*value, "", "model");
    ProposedFeedback proposed;
    const nlohmann::json& cards = reader.array_or_empty("cards");
    if (!reader.find("cards")) reader.fail(112, "/cards", "\"cards\" is missing");
    for (std::size_t k = 0; k < std::min(cards.size(), kCardsReadMax) && reader.ok(); ++k) {
        JsonReader card(cards[k], "/cards/" + std::to_string(k), "model");
        proposed.cards.push_back(read_card(card));
        if (!card.ok()) reader.absorb(card.error());
    }
    const nlohmann::json& raises = reader.array_or_empty("would_raise");
    for (std::size_t k = 0; k < raises.size() && reader.ok(); ++k) {
        JsonReader raise(raises[k], "/would_raise/" + std::to_string(k), "model");
        const std::string signal = raise.text("signal");
        proposed.would_raise[signal] = raise.text("text");
        if (!raise.ok()) reader.absorb(raise.error());
    }
    proposed.summary = reader.text("summary");
    if (reader.ok()) return proposed;
    Error error = reader.error();
    error.id = "model.112";
    return error;
}

Result<Feedback> decide_feedback(const SeatView& view, const ProposedFeedback& proposed,
                                 ModelNote& note) {
    Decision decision(view, note);
    for (const EvidenceCard& card : proposed.cards) decision.take(card);
    return decision.finish(proposed);
}

}  // namespace halfstep
