#include "interviewers/assess.hpp"

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "interviewers/reading/advice.hpp"
#include "interviewers/reading/brief_fit.hpp"
#include "interviewers/reading/cards.hpp"
#include "interviewers/reading/estimator.hpp"
#include "interviewers/reading/findings.hpp"
#include "interviewers/reading/level.hpp"
#include "interviewers/reading/listening.hpp"
#include "interviewers/reading/looks_for.hpp"
#include "interviewers/reading/own_words.hpp"
#include "interviewers/reading/plan.hpp"
#include "interviewers/reading/values.hpp"

namespace halfstep {
namespace {

struct ReadRound {
    const RoundRecord* record = nullptr;
    RoundFamily family = RoundFamily::Story;
    RoundReading reading;
    Features features;
    Estimate estimate;
    std::vector<std::string> unsaid;   ///< points looked for and not found
    std::vector<Mismatch> mismatches;  ///< with itself, or with an earlier round of the seat
    std::vector<Misfit> misfits;       ///< with the brief
    std::size_t artifacts = 0;         ///< turns of code, runs and drawings

    bool silent() const { return reading.words == 0 && artifacts == 0; }
};

/// Coverage of the asked questions' points below this is what any answer on the topic has.
constexpr double kCoverageFree = 0.25;
/// What full coverage adds, in steps. A judgement: points support a rating, they do not make it.
constexpr double kCoverageSteps = 0.45;

/// What each part of a plan adds beyond the four that a plausible one has, in steps. A judgement as
/// well.
constexpr double kPlanSteps = 0.3;

/// Where a plan was asked for, its parts are what is looked for.
void add_plan(ReadRound& round) {
    if (!round.estimate.cap.empty()) return;
    const std::vector<Finding> parts = read_plan(*round.record, round.reading);
    const auto shown = std::count_if(parts.begin(), parts.end(),
                                     [](const Finding& f) { return !f.quote.empty(); });
    round.estimate.steps += kPlanSteps * std::max(0.0, static_cast<double>(shown) - 4.0);
    round.estimate.steps = std::min(5.0, round.estimate.steps);
}

/// Whether the question was put in this round; without ids in the record all of the round's were.
bool was_asked(const RoundRecord& record, const std::string& question) {
    bool any = false;
    for (const Turn& turn : record.turns) {
        if (turn.question == question) return true;
        any = any || !turn.question.empty();
    }
    return !any;
}

/// Points looked for raise the estimate where they were said; the ones not said are remembered.
void add_coverage(const SeatView& view, ReadRound& round) {
    std::string said;
    for (const Turn& turn : round.record->turns)
        if (turn.speaker == Speaker::Candidate) said += turn.text + "\n";
    // A point said and then denied was not made.
    for (const Mismatch& mismatch : round.mismatches)
        for (const SaidAt* at : {&mismatch.earlier, &mismatch.later})
            if (const std::size_t found = said.find(at->quote);
                mismatch.about == "taken_back" && found != std::string::npos)
                said.erase(found, at->quote.size());
    double total = 0;
    std::size_t points = 0;
    for (const QuestionSpec& question : view.questions) {
        if (!was_asked(*round.record, question.id)) continue;
        for (const LookFor& point : question.looks_for) {
            const double covered = covers(point, said, question.ask);
            total += covered;
            ++points;
            if (covered < kCoverageFree) round.unsaid.push_back(point.point);
        }
    }
    if (points == 0 || !round.estimate.cap.empty()) return;
    const double covered = total / static_cast<double>(points);
    round.estimate.steps += kCoverageSteps * std::max(0.0, covered - kCoverageFree);
    round.estimate.steps = std::min(5.0, round.estimate.steps);
}

ReadRound read_one(const RoundRecord& record, const std::string& kind,
                   const std::vector<SignalSpec>& signals) {
    ReadRound round;
    round.record = &record;
    round.family = family_of(kind);
    round.reading = read_round(record, round.family != RoundFamily::Story);
    read_own_words(signals, round.reading);
    round.features = features_of(record, round.reading, round.family);
    round.estimate = estimate_of(round.features, round.reading, round.family);
    for (const Turn& turn : record.turns)
        if (turn.speaker == Speaker::Candidate && turn.kind != TurnKind::Speech) ++round.artifacts;
    round.mismatches = taken_back(record, round.reading);
    return round;
}

/// What one project told in two rounds of the seat with other figures or another author costs, in
/// steps. A judgement: which of the two is so cannot be told, and neither can be relied on.
constexpr double kMismatchSteps = 0.4;

void compare_rounds(std::vector<ReadRound>& rounds) {
    for (std::size_t later = 1; later < rounds.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            for (Mismatch& mismatch :
                 compare_stories(*rounds[earlier].record, rounds[earlier].reading,
                                 *rounds[later].record, rounds[later].reading)) {
                rounds[later].mismatches.push_back(std::move(mismatch));
                for (ReadRound* round : {&rounds[earlier], &rounds[later]})
                    round->estimate.steps = std::max(0.0, round->estimate.steps - kMismatchSteps);
            }
}

/// What one thing costs that is wanted or declined against the brief, in steps, and how many of
/// them count. A judgement: as much as a contradiction.
constexpr double kMisfitSteps = 0.4;
constexpr std::size_t kMisfitsCounted = 2;

/// Whether the job that is told of is the one that is offered: the hiring manager's to see.
void add_brief_fit(const SeatView& view, ReadRound& round) {
    round.misfits = read_brief_fit(view.brief, round.reading);
    const auto counted = static_cast<double>(std::min(round.misfits.size(), kMisfitsCounted));
    round.estimate.steps = std::max(0.0, round.estimate.steps - kMisfitSteps * counted);
}

std::string kind_of_round(const SeatView& view, const RoundRecord& record) {
    for (const RoundSpec& spec : view.rounds)
        if (spec.id == record.round) return spec.kind.empty() ? spec.id : spec.kind;
    return record.round;
}

/// The level the evidence reads at: the bar is met at the target, and each relief is one level.
std::string level_of(const SeatView& view, double steps, double relief) {
    const auto& ladder = view.brief.ladder;
    const auto target = std::find(ladder.begin(), ladder.end(), view.brief.target_level);
    if (target == ladder.end()) return {};
    auto index = target - ladder.begin();
    const double bar = static_cast<double>(view.brief.scale.bar_milli()) / 1000.0;
    if (steps >= bar + 2.0) ++index;
    while (steps < bar && index > 0) {
        steps += std::max(0.5, relief);
        --index;
    }
    index = std::min<std::ptrdiff_t>(index, static_cast<std::ptrdiff_t>(ladder.size()) - 1);
    return ladder[static_cast<std::size_t>(index)];
}

/// The level a card's words read at, on the brief's ladder.
std::string card_level(const SeatView& view, const EvidenceCard& card) {
    const auto& ladder = view.brief.ladder;
    if (ladder.empty() || card.polarity == Polarity::Concern) return {};
    const std::optional<double> level = read_level(card.quote);
    if (!level) return {};
    const double share = *level / 4.0 * static_cast<double>(ladder.size() - 1);
    return ladder[static_cast<std::size_t>(std::lround(share))];
}

Confidence confidence_of(double evidence) {
    if (evidence < 4) return Confidence::Low;
    return evidence < 10 ? Confidence::Medium : Confidence::High;
}

/// The highest rating asks for two cards of the level signal that weigh, and for no concern but one
/// of wording; without, it is a hire.
constexpr std::size_t kLevelCardsForTop = 2;
constexpr double kBelowTop = 4.49;
constexpr double kWeighs = 0.4;

std::size_t level_cards(const std::vector<EvidenceCard>& cards, const std::string& signal) {
    return static_cast<std::size_t>(
        std::count_if(cards.begin(), cards.end(), [&](const EvidenceCard& card) {
            const double size = std::sqrt(
                static_cast<double>(card.specificity.value_or(0) * card.attribution.value_or(0)));
            return card.signal == signal && card.polarity == Polarity::Strength &&
                   card.form == EvidenceForm::LevelSignal &&
                   card.ground.value_or(0) * card.relevance.value_or(0) * size / 3 >= kWeighs;
        }));
}

/// Above senior a story must have reached or moved somebody outside the own team. A judgement,
/// after the anchors of staff: whatever else it holds, it is read one level below.
constexpr double kBelowBarAboveSenior = 2.49;

bool stays_in_own_team(const ReadRound& round) {
    constexpr double kNone = 0.2;
    if (round.family != RoundFamily::Story) return false;
    double reached = 0;
    for (const char* name : {"scope_org", "scope_company", "reach", "influence", "influence_lever"})
        reached += round.features.at(name);
    return reached < kNone;
}

bool has_concern(const std::vector<EvidenceCard>& cards, const std::string& signal) {
    return std::any_of(cards.begin(), cards.end(), [&](const EvidenceCard& card) {
        return card.signal == signal && card.polarity == Polarity::Concern &&
               card.specificity.value_or(0) >= 2;
    });
}

Rating rate(const SeatView& view, const SignalSpec& signal, const std::vector<ReadRound>& rounds,
            const std::vector<EvidenceCard>& cards) {
    Rating rating;
    rating.signal = signal.id;
    double weight = 0;
    double steps = 0;
    double evidence = 0;
    double ceiling = 0;
    const ReadRound* leading = nullptr;
    for (const ReadRound& round : rounds) {
        if (round.silent()) continue;
        const double share = 1.0 + round.features.evidence;
        steps += share * round.estimate.steps;
        ceiling += share * round.estimate.ceiling;
        weight += share;
        evidence += round.features.evidence;
        if (leading == nullptr || share > 1.0 + leading->features.evidence) leading = &round;
    }
    if (leading == nullptr) {
        rating.confidence = Confidence::Low;
        return rating;
    }
    // The reader's steps are of the six-label scale; other scales are stretched to it.
    const auto top = static_cast<double>(view.brief.scale.top()) / 1000.0;
    double shifted = steps / weight - level_shift(view, signal) - view.seat.persona.strictness;
    shifted = std::min(shifted, ceiling / weight);
    if (level_cards(cards, signal.id) < kLevelCardsForTop || has_concern(cards, signal.id))
        shifted = std::min(shifted, kBelowTop);
    if (level_shift(view, signal) > 0 && stays_in_own_team(*leading))
        shifted = std::min(shifted, kBelowBarAboveSenior);
    const double scaled = std::clamp(shifted, 0.0, 5.0) * top / 5.0;
    rating.estimate = static_cast<MilliSteps>(std::lround(scaled * 100.0)) * 10;
    const auto label = static_cast<std::size_t>((*rating.estimate + 500) / 1000);
    rating.label =
        view.brief.scale.labels[std::min(label, view.brief.scale.labels.size() - 1)].label;
    rating.confidence = confidence_of(evidence);
    rating.level = level_of(view, scaled, static_cast<double>(signal.relief) / 1000.0);
    rating.would_raise = would_raise(leading->estimate, cards);
    if (!leading->unsaid.empty())
        rating.would_raise += (rating.would_raise.empty() ? "" : "\n") + std::string("Not said: ") +
                              leading->unsaid.front() + ".";
    for (const EvidenceCard& card : cards)
        if (card.signal == signal.id) rating.cards.push_back(card.id);
    return rating;
}

}  // namespace

double level_shift(const SeatView& view, const SignalSpec& signal) {
    const auto& ladder = view.brief.ladder;
    const auto target = std::find(ladder.begin(), ladder.end(), view.brief.target_level);
    const auto senior = std::find(ladder.begin(), ladder.end(), "senior");
    if (target == ladder.end() || senior == ladder.end()) return 0.0;
    const double relief = signal.relief > 0 ? static_cast<double>(signal.relief) / 1000.0 : 0.8;
    return relief * static_cast<double>(target - senior);
}

Feedback assess(const SeatView& view) {
    Feedback feedback;
    feedback.seat = view.seat.id;
    feedback.rater = "agent:" + view.seat.id;
    std::vector<ReadRound> rounds;
    for (const RoundRecord& record : view.records)
        rounds.push_back(read_one(record, kind_of_round(view, record), view.signals));
    for (ReadRound& round : rounds) {
        add_coverage(view, round);
        add_plan(round);
        if (kind_of_round(view, *round.record) == "hiring_manager") add_brief_fit(view, round);
    }
    compare_rounds(rounds);
    for (const SignalSpec& signal : view.signals) {
        std::vector<EvidenceCard> cards;
        for (std::size_t i = 0; i < rounds.size(); ++i) {
            const std::string prefix = view.seat.id + "." +
                                       (view.signals.size() > 1 ? signal.id + "." : "") +
                                       (rounds.size() > 1 ? rounds[i].record->round + "." : "");
            for (EvidenceCard& card :
                 make_cards(*rounds[i].record, rounds[i].reading, rounds[i].family,
                            rounds[i].estimate, signal.id, prefix)) {
                card.level = card_level(view, card);
                cards.push_back(std::move(card));
            }
            for (const Mismatch& mismatch : rounds[i].mismatches)
                cards.push_back(contradiction_card(
                    mismatch, signal.id,
                    prefix + "c" + std::to_string(&mismatch - rounds[i].mismatches.data() + 1)));
            for (const Misfit& misfit : rounds[i].misfits)
                cards.push_back(misfit_card(*rounds[i].record, rounds[i].reading, misfit, signal.id,
                                            prefix + "f." + misfit.about));
        }
        Rating rating = rate(view, signal, rounds, cards);
        if (rating.label) {
            const ReadRound* leading = nullptr;
            for (const ReadRound& round : rounds)
                if (leading == nullptr || round.features.evidence > leading->features.evidence)
                    leading = &round;
            if (!feedback.summary.empty()) feedback.summary += " ";
            feedback.summary +=
                summarise(leading->estimate, cards, *rating.label, view.brief.target_level);
        }
        feedback.ratings.push_back(std::move(rating));
        feedback.cards.insert(feedback.cards.end(), cards.begin(), cards.end());
    }
    for (const ReadRound& round : rounds)
        for (Finding& finding :
             find_findings(*round.record, round.reading, round.features, round.estimate,
                           round.family, round.mismatches.size()))
            feedback.findings.push_back(std::move(finding));
    for (const ReadRound& round : rounds)
        for (Finding& finding :
             find_values(view.brief.values, view.signals, *round.record, round.reading))
            feedback.findings.push_back(std::move(finding));
    for (const ReadRound& round : rounds)
        for (const Mismatch& mismatch : round.mismatches)
            feedback.findings.push_back(contradiction(mismatch));
    for (const ReadRound& round : rounds)
        for (const Misfit& misfit : round.misfits)
            feedback.findings.push_back(brief_misfit(*round.record, round.reading, misfit));
    for (const ReadRound& round : rounds)
        for (ListeningTurn& turn : listening_of(*round.record, round.reading))
            if (feedback.listening.size() < limits::kListeningTurnsMax)
                feedback.listening.push_back(std::move(turn));
    if (feedback.summary.empty())
        feedback.summary = "The candidate said nothing that could be read.";
    return feedback;
}

}  // namespace halfstep
