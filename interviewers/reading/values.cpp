#include "interviewers/reading/values.hpp"

#include <algorithm>
#include <optional>

#include "interviewers/reading/looks_for.hpp"
#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

/// Share of a point's words that one sentence must hold to have said it. A judgement: half of them
/// stand in any sentence on the topic.
constexpr double kSaidShare = 0.6;

struct Shown {
    const ValueSign* sign;
    std::size_t sentence;
};

bool counts(const SentenceReading& voice) {
    return !voice.inert && !voice.echo && !voice.repeat && !voice.lost;
}

/// The kinds that a condition wants to be there.
void wanted_kinds(const Condition& condition, std::vector<ObservationKind>& kinds) {
    if (condition.kind == Condition::Kind::Present) kinds.push_back(condition.observation);
    if (condition.kind != Condition::Kind::All && condition.kind != Condition::Kind::Any) return;
    for (const Condition& part : condition.parts) wanted_kinds(part, kinds);
}

/// The sentence to quote for a condition that holds: one with what it wants, else the first.
std::optional<std::size_t> sentence_for(const Condition& when, const RoundReading& reading) {
    std::vector<ObservationKind> kinds;
    wanted_kinds(when, kinds);
    for (const Observation& found : reading.observations) {
        if (std::ranges::find(kinds, found.kind) == kinds.end()) continue;
        if (counts(reading.readings[found.sentence])) return found.sentence;
    }
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        if (counts(reading.readings[i])) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> sentence_that_says(const LookFor& point, const RoundReading& reading) {
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        if (!counts(reading.readings[i])) continue;
        if (covers(point, content_stems(reading.sentences[i].words)) >= kSaidShare) return i;
    }
    return std::nullopt;
}

std::optional<Shown> first_sign(const CompanyValue& value, const RoundRecord& record,
                                const RoundReading& reading) {
    if (reading.sentences.empty()) return std::nullopt;
    const AnswerReading all = answer_of(reading, record, 0, record.turns.size() - 1);
    for (const ValueSign& sign : value.counts) {
        std::optional<std::size_t> sentence;
        if (!sign.when) {
            sentence = sentence_that_says(sign.point, reading);
        } else if (holds(*sign.when, all)) {
            sentence = sentence_for(*sign.when, reading);
        }
        if (sentence) return Shown{&sign, *sentence};
    }
    return std::nullopt;
}

}  // namespace

bool heard_here(const CompanyValue& value, const std::vector<SignalSpec>& signals) {
    return value.signals.empty() || std::ranges::any_of(signals, [&](const SignalSpec& signal) {
               return std::ranges::find(value.signals, signal.id) != value.signals.end();
           });
}

bool is_shown(const CompanyValue& value, const RoundRecord& record, const RoundReading& reading) {
    return first_sign(value, record, reading).has_value();
}

std::vector<Finding> find_values(const std::vector<CompanyValue>& values,
                                 const std::vector<SignalSpec>& signals, const RoundRecord& record,
                                 const RoundReading& reading) {
    std::vector<Finding> findings;
    for (const CompanyValue& value : values) {
        if (!heard_here(value, signals)) continue;
        const std::optional<Shown> shown = first_sign(value, record, reading);
        if (!shown) continue;
        const Sentence& said = reading.sentences[shown->sentence];
        Finding finding;
        finding.id = "value." + value.id;
        finding.kind = "value";
        finding.text = "Shows " + value.id + ": " + shown->sign->point.point + ".";
        finding.round = record.round;
        finding.turn = said.turn;
        finding.span = said.span;
        finding.quote = std::string(slice(record.turns[said.turn].text, said.span));
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace halfstep
