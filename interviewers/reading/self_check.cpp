#include "interviewers/reading/self_check.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace halfstep {
namespace {

using Test = std::function<bool(const Observation&)>;

/// What was counted, over one round.
struct Counts {
    const RoundRecord& round;
    const RoundReading& reading;

    std::size_t of(const Test& test) const {
        return static_cast<std::size_t>(
            std::count_if(reading.observations.begin(), reading.observations.end(), test));
    }
    std::size_t of(ObservationKind kind, int weight = 0) const {
        return of([=](const Observation& o) { return o.kind == kind && o.weight >= weight; });
    }
    std::size_t concerns(std::initializer_list<std::string_view> whats) const {
        return of([&](const Observation& o) {
            return o.polarity == Polarity::Concern &&
                   std::find(whats.begin(), whats.end(), o.what) != whats.end();
        });
    }
    std::size_t voiced(Voice voice) const {
        return static_cast<std::size_t>(
            std::count_if(reading.readings.begin(), reading.readings.end(),
                          [&](const SentenceReading& r) { return r.voice == voice; }));
    }
    /// Sentences a reader could quote.
    std::size_t quotable() const {
        std::set<std::size_t> sentences;
        for (const Observation& o : reading.observations)
            if (o.polarity == Polarity::Strength && o.weight >= 2 &&
                !reading.readings[o.sentence].inert)
                sentences.insert(o.sentence);
        return sentences.size();
    }
    /// The heaviest observation of these kinds is the quote.
    void quote(const Test& test, Finding& finding) const {
        const Observation* best = nullptr;
        for (const Observation& o : reading.observations)
            if (test(o) && (best == nullptr || o.weight > best->weight)) best = &o;
        if (best == nullptr) return;
        const Sentence& sentence = reading.sentences[best->sentence];
        finding.turn = sentence.turn;
        finding.span = sentence.span;
        finding.quote = std::string(slice(round.turns[sentence.turn].text, sentence.span));
    }
};

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return (count == 0 ? "no" : std::to_string(count)) + " " + (count == 1 ? one : many);
}

Test is_kind(std::initializer_list<ObservationKind> kinds) {
    const std::vector<ObservationKind> list(kinds);
    return [list](const Observation& o) {
        return o.polarity == Polarity::Strength &&
               std::find(list.begin(), list.end(), o.kind) != list.end();
    };
}

struct Dimension {
    const char* id;
    std::string text;
    double filled;  ///< 0 to 1
    Test quotes;
};

using Kind = ObservationKind;

std::vector<Dimension> dimensions_of(const Counts& c, const Features& f,
                                     const std::vector<ListeningTurn>& listening,
                                     std::size_t contradictions) {
    const double facts = (f.at("number") + f.at("measured") + f.at("names")) / 3;
    const double own =
        (f.at("own_action") + f.at("own_decision") + f.at("ownership") + f.at("proposal")) / 3;
    const std::size_t sentences = std::max<std::size_t>(1, c.reading.sentences.size());
    const auto asked = static_cast<std::size_t>(std::count_if(
        listening.begin(), listening.end(), [](const ListeningTurn& t) { return t.responds; }));
    const auto bent = static_cast<std::size_t>(
        std::count_if(listening.begin(), listening.end(),
                      [](const ListeningTurn& t) { return t.responds.value_or(false); }));
    const std::size_t again = static_cast<std::size_t>(
        std::count_if(c.reading.readings.begin(), c.reading.readings.end(),
                      [](const SentenceReading& r) { return r.repeat || r.echo; }));
    const double repaired =
        std::max({f.at("owned_failure"), f.at("practice"), f.at("recovered"), f.at("habit")});
    const double took_up =
        asked == 0 ? 0.5 : static_cast<double>(bent) / static_cast<double>(asked);
    return {
        {"self_check.observability",
         counted(c.of(Kind::Decision, 3), "decision", "decisions") + ", " +
             counted(c.of(Kind::Reason), "reason", "reasons") + ", " +
             counted(c.of(Kind::RejectedOption), "option not taken", "options not taken") +
             " said out loud.",
         (f.at("own_decision") + f.at("reason") + f.at("reason_concrete") +
          f.at("rejected_concrete")) /
             4,
         is_kind({Kind::RejectedOption, Kind::Reason})},
        {"self_check.specificity",
         counted(c.of(Kind::Number), "sentence", "sentences") + " with a figure, " +
             counted(c.of([](const Observation& o) { return o.what == "baseline"; }), "figure",
                     "figures") +
             " set against what it was before.",
         facts, is_kind({Kind::Number, Kind::Outcome})},
        {"self_check.attribution",
         counted(c.voiced(Voice::First), "sentence", "sentences") + " told as I, " +
             counted(c.voiced(Voice::We), "as we", "as we") + ", " +
             counted(c.concerns({"deferred"}), "decision", "decisions") + " left to others.",
         own, is_kind({Kind::Decision})},
        {"self_check.level_signal",
         "Reaches beyond the team in " + counted(c.of(Kind::Scope, 2), "sentence", "sentences") +
             "; " + counted(c.of(Kind::Influence), "person or group", "persons or groups") +
             " moved; " + counted(c.of(Kind::Learning, 3), "practice", "practices") +
             " that bind others.",
         (f.at("scope_org") + f.at("scope_company") + f.at("influence_lever") + f.at("practice")) /
             4,
         is_kind({Kind::Influence, Kind::Scope})},
        {"self_check.consistency",
         counted(contradictions, "contradiction", "contradictions") + ", " +
             counted(again, "sentence", "sentences") + " said again or handed back.",
         contradictions > 0 ? 0.0 : (facts + own) / 2 * (1.0 - f.at("-inert")),
         [](const Observation&) { return false; }},
        {"self_check.recovery",
         (asked == 0 ? "No follow-up called for another direction; "
                     : std::to_string(bent) + " of " + counted(asked, "follow-up", "follow-ups") +
                           " taken up; ") +
             counted(c.of(Kind::OwnedFailure), "own error", "own errors") + " named; " +
             counted(c.concerns({"blame", "dismiss"}), "sentence", "sentences") +
             " of blame or waving away.",
         0.7 * repaired + 0.3 * took_up - f.at("-blame") - f.at("-dismiss"),
         is_kind({Kind::OwnedFailure, Kind::Learning})},
        {"self_check.durability",
         std::to_string(c.quotable()) + " of " + counted(sentences, "sentence", "sentences") +
             " can be quoted for something.",
         static_cast<double>(c.quotable()) / 16.0 *
             std::min(1.0,
                      1.5 * static_cast<double>(c.quotable()) / static_cast<double>(sentences)),
         [](const Observation& o) { return o.polarity == Polarity::Strength; }}};
}

}  // namespace

std::vector<Finding> self_check(const RoundRecord& round, const RoundReading& reading,
                                const Features& features,
                                const std::vector<ListeningTurn>& listening,
                                std::size_t contradictions) {
    const Counts counts{round, reading};
    std::vector<Finding> findings;
    int total = 0;
    for (const Dimension& dimension : dimensions_of(counts, features, listening, contradictions)) {
        Finding finding;
        finding.id = dimension.id;
        finding.kind = "self_check";
        finding.text = dimension.text;
        finding.text.front() =
            static_cast<char>(std::toupper(static_cast<unsigned char>(finding.text.front())));
        finding.score =
            1 + static_cast<int>(std::lround(4.0 * std::clamp(dimension.filled * 1.3, 0.0, 1.0)));
        counts.quote(dimension.quotes, finding);
        total += *finding.score;
        findings.push_back(std::move(finding));
    }
    const char* band = total <= 17   ? "too vague to survive a debrief"
                       : total <= 27 ? "usable, but attribution and anchors need sharpening"
                                     : "likely to produce strong written feedback";
    Finding sum;
    sum.id = "self_check.total";
    sum.kind = "self_check";
    sum.text = std::to_string(total) + " of 35: " + band + ".";
    findings.push_back(std::move(sum));
    return findings;
}

}  // namespace halfstep
