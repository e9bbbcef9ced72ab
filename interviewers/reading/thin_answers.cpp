#include "interviewers/reading/thin_answers.hpp"

#include <map>
#include <set>

#include "interviewers/reading/asked_for.hpp"

namespace halfstep {
namespace {

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

}  // namespace

void add_thin_answers(const RoundRecord& round, const RoundReading& reading, double steps,
                      const std::string& signal, std::vector<CardDraft>& concerns) {
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
        CardDraft draft;
        draft.card = quote_card(round, signal, turn, glance(reading, answer));
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

}  // namespace halfstep
