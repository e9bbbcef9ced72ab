#include "interviewers/reading/cards.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "interviewers/reading/asked_for.hpp"
#include "interviewers/reading/code_runs.hpp"
#include "interviewers/reading/listening.hpp"

namespace halfstep {
namespace {

struct Draft {
    EvidenceCard card;
    double rank = 0;
    std::size_t sentence = 0;
};

EvidenceForm form_of(const Observation& o) {
    switch (o.kind) {
        case ObservationKind::FailureMode:
            // What bounds a failure tells a senior answer from a correct one.
            return o.weight == 3 ? EvidenceForm::LevelSignal : EvidenceForm::Reasoning;
        case ObservationKind::Reason:
        case ObservationKind::RejectedOption:
            return EvidenceForm::Reasoning;
        case ObservationKind::Number:
        case ObservationKind::Test:
        case ObservationKind::Complexity:
        case ObservationKind::Outcome:
            return EvidenceForm::Artifact;
        case ObservationKind::Scope:
        case ObservationKind::OwnedFailure:
        case ObservationKind::Learning:
            return EvidenceForm::LevelSignal;
        case ObservationKind::Decision:
        case ObservationKind::ClarifyingQuestion:
        case ObservationKind::Influence:
        case ObservationKind::Motivation:
        case ObservationKind::Concern:
            return EvidenceForm::Behavior;
    }
    return EvidenceForm::Behavior;
}

std::string_view phrase_of(const Observation& o) {
    switch (o.kind) {
        case ObservationKind::Decision:
            if (o.what == "refused") return "refuses and stands by it";
            if (o.what == "decided") return "makes the decision";
            if (o.what == "proposal") return "commits to a proposal";
            if (o.what == "we") return "an act told as \"we\"";
            return "states an own act";
        case ObservationKind::Reason:
            return "gives the reason";
        case ObservationKind::RejectedOption:
            return "sets it against an option not taken";
        case ObservationKind::Number:
            return o.what == "baseline" ? "a figure with what it is compared to" : "a figure";
        case ObservationKind::FailureMode:
            return o.weight == 3 ? "a failure and what bounds it" : "names what can go wrong";
        case ObservationKind::Test:
            return "names the case tested";
        case ObservationKind::Complexity:
            return "states a bound";
        case ObservationKind::ClarifyingQuestion:
            return "asks for a constraint";
        case ObservationKind::Scope:
            return o.what == "company" ? "reaches beyond engineering"
                   : o.what == "org"   ? "reaches several teams"
                                       : "stays with the team";
        case ObservationKind::Influence:
            return "moves someone outside the reporting line";
        case ObservationKind::OwnedFailure:
            return "owns what went wrong";
        case ObservationKind::Learning:
            return o.what == "practice" ? "a practice that binds others now" : "a changed habit";
        case ObservationKind::Outcome:
            return o.what == "adopted"      ? "others took it up"
                   : o.what == "worked_out" ? "worked out in figures"
                                            : "a measured result";
        case ObservationKind::Motivation:
            return "ties the role to the work";
        case ObservationKind::Concern:
            break;
    }
    static const std::map<std::string_view, std::string_view> kConcerns{
        {"blame", "puts it on others"},
        {"unsafe", "unsafe in production"},
        {"dismiss", "waves the case away"},
        {"address", "addressed to a rater, not an answer"},
        {"flattery", "flatters instead of answering"},
        {"platitude", "a general saying in place of a fact"},
        {"abstract", "abstract words with nothing named"},
        {"vague", "stays vague where a fact was asked"},
        {"vocabulary", "a list of technologies without a reason"},
        {"deferred", "someone else decided"},
        {"prompted", "reached only after the interviewer pointed at it"},
        {"title", "titles instead of work"},
        {"off_topic", "from private life, not from work"},
        {"generic", "advice to anyone, not something lived"},
        {"hypothetical", "what would be done, not what was"}};
    const auto found = kConcerns.find(o.what);
    return found == kConcerns.end() ? "speaks against" : found->second;
}

/// How much one kind says about the sentence it stands in, for choosing form and cards.
double rank_of(const Observation& o) {
    double base = 1.0;
    switch (o.kind) {
        case ObservationKind::Influence:
        case ObservationKind::RejectedOption:
        case ObservationKind::OwnedFailure:
        case ObservationKind::Learning:
            base = 1.6;
            break;
        case ObservationKind::Outcome:
        case ObservationKind::ClarifyingQuestion:
        case ObservationKind::Reason:
            base = 1.3;
            break;
        case ObservationKind::Scope:
            base = 0.6;
            break;
        default:
            break;
    }
    return base * o.weight;
}

EvidenceCard base_card(const RoundRecord& round, const std::string& signal, std::size_t turn,
                       Span span) {
    EvidenceCard card;
    card.signal = signal;
    card.round = round.round;
    card.turn = turn;
    card.span = span;
    card.quote = std::string(slice(round.turns[turn].text, span));
    card.ground = 1.0;
    card.relevance = 1.0;
    return card;
}

void note(EvidenceCard& card, std::string_view phrase) {
    if (card.note.find(phrase) != std::string::npos) return;
    if (!card.note.empty()) card.note += "; ";
    card.note += phrase;
}

Draft draft_of(const RoundRecord& round, const std::vector<const Observation*>& of,
               const std::string& signal, Polarity polarity, const Span& span) {
    Draft draft;
    draft.sentence = of.front()->sentence;
    draft.card = base_card(round, signal, of.front()->turn, span);
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

/// Distinct for every draft of a round.
std::tuple<std::size_t, std::size_t, bool, std::string> place_of(const Draft& draft) {
    return {*draft.card.turn, draft.card.span->begin, draft.card.polarity == Polarity::Concern,
            draft.card.note};
}

void keep_best(std::vector<Draft>& drafts, std::size_t most) {
    if (drafts.size() <= most) return;
    std::sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
        return a.rank != b.rank ? a.rank > b.rank : place_of(a) < place_of(b);
    });
    drafts.resize(most);
}

void add_code_cards(const RoundRecord& round, const std::string& signal,
                    std::vector<Draft>& strengths, std::vector<Draft>& concerns) {
    const CodeRuns runs = read_runs(round);
    for (std::size_t t = 0; t < round.turns.size(); ++t) {
        const Turn& turn = round.turns[t];
        if (turn.kind != TurnKind::Code && turn.kind != TurnKind::Drawing &&
            !(turn.kind == TurnKind::Run && t == runs.last_run_turn))
            continue;
        Draft draft;
        draft.sentence = t;
        draft.card = base_card(round, signal, t, {0, code_point_count(turn.text)});
        draft.card.form = EvidenceForm::Artifact;
        draft.card.attribution = 3;
        draft.card.specificity = 2;
        draft.card.kinds = {std::string(to_text(ObservationKind::Test))};
        draft.rank = 100;
        if (turn.kind == TurnKind::Code && runs.last_red && t == runs.last_code_turn) {
            draft.card.polarity = Polarity::Concern;
            draft.card.severity = 1;
            draft.card.note = "the code that the last run fails";
            concerns.push_back(std::move(draft));
        } else if (turn.kind == TurnKind::Code || turn.kind == TurnKind::Drawing) {
            draft.card.note = turn.kind == TurnKind::Code ? "the code as written" : "the drawing";
            draft.card.kinds = {std::string(to_text(ObservationKind::Decision))};
            strengths.push_back(std::move(draft));
        } else if (runs.last_red) {
            draft.card.polarity = Polarity::Concern;
            draft.card.severity = 2;
            draft.card.note = "the last run still fails";
            concerns.push_back(std::move(draft));
        } else {
            // Running cases of one's own, and mending what they show, is something done.
            if (runs.recovered || runs.test_cases > 0) draft.card.form = EvidenceForm::Behavior;
            draft.card.note = runs.recovered ? "red before, passes now" : "the tests that ran pass";
            draft.card.specificity = 3;
            strengths.push_back(std::move(draft));
        }
    }
}

std::string_view name_of(ObservationKind kind) {
    switch (kind) {
        case ObservationKind::Decision:
            return "an own decision";
        case ObservationKind::Reason:
            return "a reason";
        case ObservationKind::RejectedOption:
            return "another option";
        case ObservationKind::Number:
            return "a figure";
        case ObservationKind::FailureMode:
            return "what goes wrong";
        case ObservationKind::Test:
            return "a case to test";
        case ObservationKind::Complexity:
            return "a bound";
        case ObservationKind::ClarifyingQuestion:
            return "a question";
        case ObservationKind::Scope:
            return "how far it reached";
        case ObservationKind::Influence:
            return "what moved the others";
        case ObservationKind::OwnedFailure:
            return "an own mistake";
        case ObservationKind::Learning:
            return "what changed since";
        case ObservationKind::Outcome:
            return "what came of it";
        case ObservationKind::Motivation:
            return "why this role";
        case ObservationKind::Concern:
            break;
    }
    return "an answer";
}

/// One spoken answer as its question sees it.
struct Answer {
    std::size_t first = 0;  ///< sentence
    std::size_t last = 0;
    std::size_t words = 0;
    int substance = 0;  ///< 2 for each concrete observation
    std::set<ObservationKind> kinds;
};

std::map<std::size_t, Answer> answers_of(const RoundReading& reading) {
    std::map<std::size_t, Answer> answers;  // by turn
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        const auto [at, fresh] = answers.try_emplace(reading.sentences[i].turn);
        if (fresh) at->second.first = i;
        at->second.last = i;
        at->second.words += reading.sentences[i].words.size();
    }
    for (const Observation& o : reading.observations) {
        const SentenceReading& voice = reading.readings[o.sentence];
        if (o.polarity == Polarity::Concern || voice.inert || voice.lost) continue;
        answers[o.turn].kinds.insert(o.kind);
        if (o.kind != ObservationKind::Scope && o.weight >= 2) answers[o.turn].substance += 2;
    }
    return answers;
}

/// What was asked for and did not come, in words; empty when something of it did.
std::string missing_from(const Answer& answer, const std::string& question) {
    std::string missing;
    std::size_t named = 0;
    for (const ObservationKind kind : asked_for(question)) {
        if (answer.kinds.contains(kind)) return {};
        if (named++ < 2) missing += (missing.empty() ? "" : " or ") + std::string(name_of(kind));
    }
    return missing.empty() ? missing : "asked for " + missing + ", which did not come";
}

/// The answer's sentences from the first on, as many as a reader takes in at a glance.
Span glance(const RoundReading& reading, const Answer& answer) {
    constexpr std::size_t kGlance = 280;
    Span span = reading.sentences[answer.first].span;
    for (std::size_t i = answer.first + 1; i <= answer.last; ++i) {
        if (reading.sentences[i].span.end - span.begin > kGlance) break;
        span.end = reading.sentences[i].span.end;
    }
    return span;
}

/// Answers that missed what they were asked for, or held next to nothing.
void add_thin_answers(const RoundRecord& round, const RoundReading& reading, double steps,
                      const std::string& signal, std::vector<Draft>& concerns) {
    constexpr double kBelowBar = 2.5;
    constexpr int kSubstance = 4;
    bool probed = false;
    for (const auto& [turn, answer] : answers_of(reading)) {
        std::size_t asked = turn;
        while (asked > 0 && round.turns[asked].speaker == Speaker::Candidate) --asked;
        std::string note_text = missing_from(answer, round.turns[asked].text);
        const bool thin = answer.substance < kSubstance && answer.words >= 3 && probed;
        probed = true;
        if (!thin && (note_text.empty() || steps >= kBelowBar)) continue;
        if (note_text.empty()) note_text = "a probe that got little to hold on to";
        Draft draft;
        draft.card = base_card(round, signal, turn, glance(reading, answer));
        draft.card.polarity = Polarity::Concern;
        draft.card.severity = 1;
        draft.card.specificity = 2;
        draft.card.attribution = 2;
        draft.card.kinds = {std::string(to_text(ObservationKind::Concern))};
        draft.card.note = note_text;
        draft.rank = 2;
        concerns.push_back(std::move(draft));
    }
}

}  // namespace

std::vector<EvidenceCard> make_cards(const RoundRecord& round, const RoundReading& reading,
                                     RoundFamily family, double steps, const std::string& signal,
                                     const std::string& prefix) {
    std::vector<Draft> strengths;
    std::vector<Draft> concerns;
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
    add_thin_answers(round, reading, steps, signal, concerns);
    if (family != RoundFamily::Story) add_code_cards(round, signal, strengths, concerns);
    keep_best(strengths, kStrengthsMax);
    keep_best(concerns, kConcernsMax);
    std::vector<Draft> all = std::move(strengths);
    all.insert(all.end(), concerns.begin(), concerns.end());
    std::sort(all.begin(), all.end(),
              [](const Draft& a, const Draft& b) { return place_of(a) < place_of(b); });
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
