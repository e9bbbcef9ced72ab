#include "interviewers/reading/thin_answers.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "interviewers/reading/advice.hpp"
#include "interviewers/reading/asked_for.hpp"

namespace halfstep {
namespace {

/// What is not there when this kind was asked for.
std::string_view absence_of(ObservationKind kind) {
    switch (kind) {
        case ObservationKind::Decision:
            return "names no decision of their own";
        case ObservationKind::Reason:
            return "gives no reason";
        case ObservationKind::RejectedOption:
            return "says nothing on the other options";
        case ObservationKind::Number:
            return "gives no figure";
        case ObservationKind::FailureMode:
            return "names nothing that could go wrong";
        case ObservationKind::Test:
            return "names no case that was tried";
        case ObservationKind::Complexity:
            return "gives no bound";
        case ObservationKind::ClarifyingQuestion:
            return "asks no question back";
        case ObservationKind::Scope:
            return "says nothing on how far it reached";
        case ObservationKind::Influence:
            return "says nothing on what moved the others";
        case ObservationKind::OwnedFailure:
            return "names no mistake of their own";
        case ObservationKind::Learning:
            return "names nothing that changed since";
        case ObservationKind::Outcome:
            return "says nothing on what came of it";
        case ObservationKind::Motivation:
            return "says nothing on why this role";
        case ObservationKind::Concern:
            break;
    }
    return "gives no answer";
}

/// One spoken answer as its question sees it.
struct Answer {
    std::size_t first = 0;  ///< sentence
    std::size_t last = 0;
    std::size_t words = 0;
    int substance = 0;      ///< 2 for each concrete observation
    bool grounded = false;  ///< something was said with what it rests on, or measured
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
        if (o.kind == ObservationKind::Scope || o.weight < 2) continue;
        answers[o.turn].substance += 2;
        answers[o.turn].grounded |= o.weight == 3 || o.kind == ObservationKind::Number;
    }
    return answers;
}

/// What was asked for and did not come, in words; empty when something of it did, and nothing at
/// all when the question asked for no kind of evidence in particular.
std::optional<std::string> missing_from(const Answer& answer, const std::string& question) {
    std::string missing;
    std::size_t named = 0;
    const auto wanted = asked_for(question);
    if (wanted.empty()) return std::nullopt;
    for (const ObservationKind kind : wanted) {
        if (answer.kinds.contains(kind)) return std::string();
        if (named++ < 2)
            missing += (missing.empty() ? "" : " and ") + std::string(absence_of(kind));
    }
    return missing;
}

/// The question as a reader of the feedback needs it: its last sentence, which asks.
std::string asked_in_short(const std::string& question) {
    constexpr std::size_t kMost = 90;
    const std::vector<Sentence> sentences = read_sentences(question, 0);
    if (sentences.empty()) return {};
    return short_quote(std::string(slice(question, sentences.back().span)), kMost);
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

/// The candidate's last words before it were a question, and it tells what was asked: no probe.
bool answers_candidate(const RoundRecord& round, const RoundReading& reading, std::size_t asked) {
    const auto after = std::find_if(reading.sentences.begin(), reading.sentences.end(),
                                    [&](const Sentence& s) { return s.turn >= asked; });
    if (after == reading.sentences.begin()) return false;
    const Sentence& last = *std::prev(after);
    return last.turn + 1 == asked && last.question && only_tells(round.turns[asked].text);
}

}  // namespace

void add_thin_answers(const RoundRecord& round, const RoundReading& reading, double steps,
                      const std::string& signal, std::vector<CardDraft>& concerns) {
    constexpr double kBelowBar = 2.5;
    // A short answer may be all there is to say; in so many words a ground was left out.
    constexpr std::size_t kWordsToGround = 10;
    bool probed = false;
    for (const auto& [turn, answer] : answers_of(reading)) {
        std::size_t asked = turn;
        while (asked > 0 && round.turns[asked].speaker == Speaker::Candidate) --asked;
        const std::string& question = round.turns[asked].text;
        // A first answer goes on in code or in what the next probes bring out.
        if (round.turns[asked].move == "question") continue;
        if (answers_candidate(round, reading, asked)) continue;
        const std::optional<std::string> asked_and_missing = missing_from(answer, question);
        std::string missing = asked_and_missing.value_or("");
        const bool thin = answer.substance == 0 && answer.words >= 3 && probed;
        probed = true;
        const bool open = !asked_and_missing && !answer.grounded && answer.words >= kWordsToGround;
        const bool weak = steps < kBelowBar && (!missing.empty() || open);
        if (!thin && !weak) continue;
        if (missing.empty())
            missing = thin ? "gives little to hold on to" : "names it and leaves it at that";
        CardDraft draft;
        draft.card = quote_card(round, signal, turn, glance(reading, answer));
        draft.card.polarity = Polarity::Concern;
        draft.card.severity = 1;
        draft.card.specificity = 2;
        draft.card.attribution = 2;
        draft.card.kinds = {std::string(to_text(ObservationKind::Concern))};
        draft.card.note = missing + " when asked \"" + asked_in_short(question) + "\"";
        draft.rank = 2;
        concerns.push_back(std::move(draft));
    }
}

}  // namespace halfstep
