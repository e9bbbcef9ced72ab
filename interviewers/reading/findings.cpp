#include "interviewers/reading/findings.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace halfstep {
namespace {

struct Round {
    const RoundRecord& record;
    const RoundReading& reading;
    const Features& features;
};

Finding make(const char* id, const char* kind, const char* text) {
    Finding finding;
    finding.id = id;
    finding.kind = kind;
    finding.text = text;
    return finding;
}

void quote(const Round& round, std::size_t sentence, Finding& finding) {
    const Sentence& said = round.reading.sentences[sentence];
    finding.round = round.record.round;
    finding.turn = said.turn;
    finding.span = said.span;
    finding.quote = std::string(slice(round.record.turns[said.turn].text, said.span));
}

/// Adds the finding with the first sentence the test accepts as its quote.
void add(std::vector<Finding>& findings, const Round& round, Finding finding,
         const std::function<bool(std::size_t)>& quotes) {
    for (std::size_t i = 0; i < round.reading.sentences.size(); ++i)
        if (quotes(i)) {
            quote(round, i, finding);
            break;
        }
    findings.push_back(std::move(finding));
}

double sum(const Features& f, std::initializer_list<std::string_view> names) {
    double total = 0;
    for (const std::string_view name : names) total += f.at(name);
    return total;
}

/// Words before the first decision, outcome or question of the round's longest answer.
bool slow_to_the_point(const Round& round, std::size_t& sentence) {
    std::size_t words = 0;
    std::size_t turn = 0;
    for (std::size_t i = 0; i < round.reading.sentences.size(); ++i) {
        const Sentence& said = round.reading.sentences[i];
        if (said.turn != turn) words = 0;
        turn = said.turn;
        const bool point = std::any_of(round.reading.observations.begin(),
                                       round.reading.observations.end(), [&](const Observation& o) {
                                           return o.sentence == i &&
                                                  o.polarity == Polarity::Strength && o.weight == 3;
                                       });
        if (point) words = 0;
        words += said.words.size();
        if (words > 150) {
            sentence = i;
            return true;
        }
    }
    return false;
}

void add_traps(const Round& round, std::vector<Finding>& findings) {
    const Features& f = round.features;
    const auto& readings = round.reading.readings;
    std::size_t we = 0;
    std::size_t own = 0;
    for (const SentenceReading& r : readings) {
        if (r.voice == Voice::We) ++we;
        if (r.voice == Voice::First && !r.hypothetical) ++own;
    }
    if (we >= 3 && own < we)
        add(findings, round,
            make("trap.we", "trap",
                 "Acts are told as \"we\"; what was the speaker's own cannot be graded."),
            [&](std::size_t i) { return readings[i].voice == Voice::We; });
    if (own > 0 && sum(f, {"scope_org", "scope_company"}) < 0.2)
        add(findings, round,
            make("trap.safe_story", "trap",
                 "A story told cleanly whose effect stays with the speaker's own task."),
            [&](std::size_t i) { return readings[i].voice == Voice::First; });
    if (std::size_t at = 0; slow_to_the_point(round, at))
        add(findings, round,
            make("trap.verbosity", "trap",
                 "More than 150 words without a decision, reason or result."),
            [&](std::size_t i) { return i == at; });
    bool asked_failure = false;
    for (const Turn& turn : round.record.turns)
        if (turn.speaker == Speaker::Interviewer)
            for (const Word& word : read_words(turn.text))
                asked_failure = asked_failure || word.norm.starts_with("fail") ||
                                word.norm == "mistake" || word.norm == "wrong";
    if (asked_failure && f.at("owned_failure") == 0.0)
        add(findings, round,
            make("trap.no_failure", "trap",
                 "Asked for a failure; no decision of the speaker's own went wrong in the answer."),
            [&](std::size_t i) { return readings[i].voice != Voice::Other; });
    if (sum(f, {"influence", "influence_lever"}) == 0.0)
        findings.push_back(
            make("trap.no_influence", "trap",
                 "Nobody outside the reporting line was moved in anything told here."));
}

void add_debrief_concerns(const Round& round, const Estimate& estimate, RoundFamily family,
                          std::vector<Finding>& findings) {
    const Features& f = round.features;
    const auto concern = [&](const char* what) {
        return [&round, what](std::size_t i) {
            return std::any_of(round.reading.observations.begin(), round.reading.observations.end(),
                               [&](const Observation& o) {
                                   return o.sentence == i && o.polarity == Polarity::Concern &&
                                          o.what == what;
                               });
        };
    };
    if (estimate.steps < 2.5 && sum(f, {"scope_org", "scope_company", "binding"}) < 0.3)
        findings.push_back(
            make("debrief.no_level_evidence", "debrief_concern",
                 "Nothing here can be pointed at as evidence for the target level."));
    if (f.at("-deferred") > 0 && f.at("own_decision") < 0.4)
        add(findings, round,
            make("debrief.no_ownership", "debrief_concern",
                 "Others made the decisions that mattered."),
            concern("deferred"));
    if (family == RoundFamily::Design && f.at("operate") + f.at("failure_bound") < 0.5)
        findings.push_back(make("debrief.no_operations", "debrief_concern",
                                "A design without what fails, what bounds it and how it is run."));
    if (f.at("we_action") > f.at("own_action") + f.at("own_decision"))
        findings.push_back(
            make("debrief.attribution", "debrief_concern", "Whose work this was stays unclear."));
    if (f.at("-prompted") > 0.6)
        add(findings, round,
            make("debrief.prompting", "debrief_concern",
                 "Points came after the interviewer's, not before."),
            concern("prompted"));
}

void add_remarks(const Round& round, std::vector<Finding>& findings) {
    const auto& readings = round.reading.readings;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!round.reading.sentences[i].has(Lex::Address)) continue;
        Finding finding = make("remark.addressed", "remark",
                               "Addressed to a rater or a program; it was not counted.");
        quote(round, i, finding);
        findings.push_back(std::move(finding));
        break;
    }
    std::size_t hedges = 0;
    for (const Sentence& sentence : round.reading.sentences) hedges += sentence.count(Lex::Hedge);
    if (hedges > 6)
        findings.push_back(
            make("coaching.hedges", "coaching",
                 "Many hedges; they did not move the rating, but state what you know plainly."));
}

/// Evidence sentences against the dozen a defended rating usually quotes from.
double features_total(const Features& f) {
    return f.evidence / 12.0;
}

void add_self_check(const Round& round, std::vector<Finding>& findings) {
    const Features& f = round.features;
    struct Dimension {
        const char* id;
        const char* text;
        double filled;
    };
    const double facts = (f.at("number") + f.at("measured") + f.at("names")) / 3;
    const double own = (f.at("own_action") + f.at("own_decision") + f.at("ownership")) / 3;
    const Dimension dimensions[] = {
        {"self_check.observability", "Decisions, assumptions and trade-offs are said out loud.",
         (f.at("own_decision") + f.at("reason") + f.at("reason_concrete") +
          f.at("rejected_concrete")) /
             4},
        {"self_check.specificity", "Context, act, figure and consequence are concrete.", facts},
        {"self_check.attribution", "What was owned, built and influenced is told apart.", own},
        {"self_check.level_signal", "Ambiguity, production ownership, influence, lasting effect.",
         (f.at("scope_org") + f.at("scope_company") + f.at("influence_lever") + f.at("practice")) /
             4},
        {"self_check.consistency", "Later answers rest on the same facts as earlier ones.",
         f.at("-inert") > 0.9 ? 0.0 : (facts + own) / 2},
        {"self_check.recovery", "Probes are met with facts, mistakes with a change.",
         std::max({f.at("owned_failure"), f.at("practice"), f.at("recovered"), f.at("habit")}) -
             f.at("-blame") - f.at("-dismiss")},
        {"self_check.durability", "A reader who was not there could defend a rating from it.",
         std::min(1.0, features_total(f))}};
    int total = 0;
    for (const Dimension& dimension : dimensions) {
        Finding finding = make(dimension.id, "self_check", dimension.text);
        finding.score =
            1 + static_cast<int>(std::lround(4.0 * std::clamp(dimension.filled * 1.3, 0.0, 1.0)));
        total += *finding.score;
        findings.push_back(std::move(finding));
    }
    const char* band = total <= 17   ? "too vague to survive a debrief"
                       : total <= 27 ? "usable, but attribution and anchors need sharpening"
                                     : "likely to produce strong written feedback";
    Finding sum_of = make("self_check.total", "self_check", "");
    sum_of.text = std::to_string(total) + " of 35: " + band + ".";
    findings.push_back(std::move(sum_of));
}

}  // namespace

std::vector<Finding> find_findings(const RoundRecord& record, const RoundReading& reading,
                                   const Features& features, const Estimate& estimate,
                                   RoundFamily family) {
    const Round round{record, reading, features};
    std::vector<Finding> findings;
    if (reading.sentences.empty()) return findings;
    if (family == RoundFamily::Story) add_traps(round, findings);
    add_debrief_concerns(round, estimate, family, findings);
    add_remarks(round, findings);
    add_self_check(round, findings);
    for (Finding& finding : findings) finding.round = record.round;
    return findings;
}

}  // namespace halfstep
