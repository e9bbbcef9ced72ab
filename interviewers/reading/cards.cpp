#include "interviewers/reading/cards.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>

#include "interviewers/reading/card_draft.hpp"
#include "interviewers/reading/code_cards.hpp"
#include "interviewers/reading/listening.hpp"
#include "interviewers/reading/thin_answers.hpp"

namespace halfstep {
namespace {

void note(EvidenceCard& card, std::string_view phrase) {
    if (card.note.find(phrase) != std::string::npos) return;
    if (!card.note.empty()) card.note += "; ";
    card.note += phrase;
}

CardDraft draft_of(const RoundRecord& round, const std::vector<const Observation*>& of,
                   const std::string& signal, Polarity polarity, const Span& span) {
    CardDraft draft;
    draft.card = quote_card(round, signal, of.front()->turn, span);
    draft.card.polarity = polarity;
    double best = -1;
    bool we = false;
    bool first = false;
    int specificity = 0;
    std::vector<const Observation*> ordered = of;
    std::sort(ordered.begin(), ordered.end(), [](const Observation* a, const Observation* b) {
        const double left = rank_of(*a);
        const double right = rank_of(*b);
        return left != right ? left > right : a < b;  // pointers into one vector: by place
    });
    for (const Observation* o : ordered) {
        if (rank_of(*o) > best) {
            best = rank_of(*o);
            draft.card.form = form_of(*o);
        }
        draft.rank += rank_of(*o);
        if (draft.card.kinds.size() < 4) note(draft.card, phrase_of(*o));
        const std::string kind(to_text(o->kind));
        if (std::find(draft.card.kinds.begin(), draft.card.kinds.end(), kind) ==
            draft.card.kinds.end())
            draft.card.kinds.push_back(kind);
        specificity = std::max(specificity, o->weight);
        draft.card.severity = std::max(draft.card.severity, o->severity);
        we = we || o->what == "we";
        first = first || o->first_person;
    }
    draft.card.specificity = specificity;
    draft.card.attribution = polarity == Polarity::Concern ? 2 : we ? 1 : first ? 3 : 2;
    return draft;
}

/// Said when a listener had lost the thread, it counts less, and the card says so.
void note_unheard(const SentenceReading& reading, EvidenceCard& card) {
    if (reading.attention >= kAttentionLost) return;
    card.relevance = kUnheardShare;
    note(card, "said after the point was long in coming, so it counts less");
}

/// Sentences of fewer words show nothing to a reader of the quote.
constexpr std::size_t kShowsWordsMin = 4;

/// The first cause that the sentence is of, or null.
const CapCause* cause_at(const Estimate& estimate, const RoundReading& reading, std::size_t i) {
    if (reading.sentences[i].words.size() < kShowsWordsMin) return nullptr;
    const auto cause = std::ranges::find_if(
        estimate.causes, [&](const CapCause& of) { return of.is_of(reading, i); });
    return cause == estimate.causes.end() ? nullptr : &*cause;
}

/// What holds the round down is told at its sentences.
void add_causes(const RoundRecord& round, const RoundReading& reading, const Estimate& estimate,
                const std::string& signal, std::vector<CardDraft>& concerns) {
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        const CapCause* cause = cause_at(estimate, reading, i);
        if (cause == nullptr) continue;
        CardDraft draft;
        draft.card =
            quote_card(round, signal, reading.sentences[i].turn, reading.sentences[i].span);
        draft.card.polarity = Polarity::Concern;
        draft.card.severity = 1;
        draft.card.specificity = 1;
        draft.card.attribution = 2;
        draft.card.kinds = {std::string(to_text(ObservationKind::Concern))};
        draft.card.note = "counts as " + cause->reason;
        draft.rank = 1;
        concerns.push_back(std::move(draft));
    }
}

/// Distinct for every draft of a round.
std::tuple<std::size_t, std::size_t, bool, std::string> place_of(const CardDraft& draft) {
    return {*draft.card.turn, draft.card.span->begin, draft.card.polarity == Polarity::Concern,
            draft.card.note};
}

void keep_best(std::vector<CardDraft>& drafts, std::size_t most) {
    if (drafts.size() <= most) return;
    std::sort(drafts.begin(), drafts.end(), [](const CardDraft& a, const CardDraft& b) {
        return a.rank != b.rank ? a.rank > b.rank : place_of(a) < place_of(b);
    });
    drafts.resize(most);
}

}  // namespace

std::vector<EvidenceCard> make_cards(const RoundRecord& round, const RoundReading& reading,
                                     RoundFamily family, const Estimate& estimate,
                                     const std::string& signal, const std::string& prefix) {
    std::vector<CardDraft> strengths;
    std::vector<CardDraft> concerns;
    std::map<std::size_t, std::array<std::vector<const Observation*>, 2>> by_sentence;
    for (const Observation& o : reading.observations) {
        const SentenceReading& voice = reading.readings[o.sentence];
        if (o.polarity == Polarity::Strength && (voice.inert || voice.lost)) continue;
        by_sentence[o.sentence][o.polarity == Polarity::Strength ? 0 : 1].push_back(&o);
    }
    for (const auto& [sentence, sides] : by_sentence) {
        const Span span = reading.sentences[sentence].span;
        if (!sides[0].empty()) {
            strengths.push_back(draft_of(round, sides[0], signal, Polarity::Strength, span));
            note_unheard(reading.readings[sentence], strengths.back().card);
        }
        if (!sides[1].empty())
            concerns.push_back(draft_of(round, sides[1], signal, Polarity::Concern, span));
    }
    add_thin_answers(round, reading, estimate.steps, signal, concerns);
    add_causes(round, reading, estimate, signal, concerns);
    if (family != RoundFamily::Story) add_code_cards(round, signal, strengths, concerns);
    keep_best(strengths, kStrengthsMax);
    keep_best(concerns, kConcernsMax);
    std::vector<CardDraft> all = std::move(strengths);
    all.insert(all.end(), concerns.begin(), concerns.end());
    std::sort(all.begin(), all.end(),
              [](const CardDraft& a, const CardDraft& b) { return place_of(a) < place_of(b); });
    std::vector<EvidenceCard> cards;
    for (std::size_t i = 0; i < all.size(); ++i) {
        EvidenceCard card = std::move(all[i].card);
        card.id = prefix + std::to_string(i + 1);
        cards.push_back(std::move(card));
    }
    // Neighbouring strengths of one turn are one thought.
    for (std::size_t i = 1; i < cards.size(); ++i)
        if (cards[i].turn == cards[i - 1].turn && cards[i].polarity == Polarity::Strength &&
            cards[i - 1].polarity == Polarity::Strength && cards[i].form != cards[i - 1].form) {
            cards[i].links.push_back(cards[i - 1].id);
            cards[i - 1].links.push_back(cards[i].id);
        }
    return cards;
}

EvidenceCard misfit_card(const RoundRecord& round, const RoundReading& reading,
                         const Misfit& misfit, const std::string& signal, const std::string& id) {
    const Sentence& said = reading.sentences[misfit.sentence];
    EvidenceCard card = quote_card(round, signal, said.turn, said.span);
    card.id = id;
    card.polarity = Polarity::Concern;
    card.severity = 2;
    card.specificity = 2;
    card.attribution = 3;
    card.kinds = {std::string(to_text(ObservationKind::Concern))};
    card.note = "does not fit the brief: " + misfit.brief;
    return card;
}

EvidenceCard contradiction_card(const Mismatch& mismatch, const std::string& signal,
                                const std::string& id) {
    EvidenceCard card;
    card.id = id;
    card.signal = signal;
    card.round = mismatch.later.round;
    card.turn = mismatch.later.turn;
    card.span = mismatch.later.span;
    card.quote = mismatch.later.quote;
    card.polarity = Polarity::Concern;
    card.severity = mismatch.earlier.round == mismatch.later.round ? 1 : 2;
    card.specificity = 2;
    card.attribution = 2;
    card.ground = 1.0;
    card.relevance = 1.0;
    card.kinds = {std::string(to_text(ObservationKind::Concern))};
    card.note = std::string(mismatch.about == "number"      ? "another figure than in"
                            : mismatch.about == "ownership" ? "another author than in"
                                                            : "takes back what was said:") +
                " \"" + mismatch.earlier.quote + "\"";
    return card;
}

}  // namespace halfstep
