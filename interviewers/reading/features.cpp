#include "interviewers/reading/features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "interviewers/reading/asked_for.hpp"
#include "interviewers/reading/code_runs.hpp"
#include "interviewers/reading/detectors.hpp"
#include "interviewers/reading/listening.hpp"
#include "interviewers/reading/mentions.hpp"
#include "interviewers/reading/stems.hpp"
#include "panel/json.hpp"

namespace halfstep {
namespace {

/// A concern in every fifth sentence is as bad as one in each.
constexpr double kRateScale = 5.0;

double saturated(double total, double scale) {
    return 1.0 - std::exp(-total / scale);
}

std::string_view strength_name(const Observation& o) {
    switch (o.kind) {
        case ObservationKind::Decision:
            if (o.what == "we") return "we_action";
            if (o.what == "proposal") return o.weight == 1 ? "" : "proposal";
            return o.weight == 3 ? "own_decision" : "own_action";
        case ObservationKind::Reason:
            return o.weight == 3 ? "reason_concrete" : "reason";
        case ObservationKind::RejectedOption:
            return o.weight == 3 ? "rejected_concrete" : "rejected";
        case ObservationKind::Number:
            return o.what == "proportion" ? "proportion" : o.weight == 3 ? "baseline" : "number";
        case ObservationKind::FailureMode:
            return o.weight == 3 ? "failure_bound" : "failure_named";
        case ObservationKind::Test:
            return o.weight == 3 ? "test_named" : "test";
        case ObservationKind::Complexity:
            return "complexity";
        case ObservationKind::ClarifyingQuestion:
            return o.weight == 3 ? "question_constraint" : "question";
        case ObservationKind::Scope:
            return o.weight == 3 ? "scope_company" : o.weight == 2 ? "scope_org" : "scope_team";
        case ObservationKind::Influence:
            return o.weight == 3 ? "influence_lever" : "influence";
        case ObservationKind::OwnedFailure:
            return "owned_failure";
        case ObservationKind::Learning:
            return o.weight == 3 ? "practice" : "habit";
        case ObservationKind::Outcome:
            return o.weight == 3 ? "measured" : "adopted";
        case ObservationKind::Motivation:
            return o.weight == 3 ? "motive_tied" : "motive";
        case ObservationKind::Concern:
            return "";
    }
    return "";
}

/// Each concern lowers by its rate. A wrong bound counts like a case waved away, as too few
/// labelled answers hold one to fit its own.
std::string concern_name(const std::string& what) {
    return what == "wrong_complexity" ? "-dismiss" : "-" + what;
}

/// Sentence kinds that only show in several lists at once.
void add_compounds(const Context& context, Totals& totals) {
    const Sentence& s = context.sentence();
    const SentenceReading& v = context.voice();
    if (s.has(Lex::Method) && v.voice == Voice::First && !v.hypothetical) totals["method"] += 1;
    if (s.count(Lex::Operate) >= 2) totals["operate"] += 1;
    if (s.has(Lex::Own) && v.voice == Voice::First) totals["ownership"] += 1;
    if (s.has(Lex::Adopt) && (s.has(Lex::OrgScope) || s.has(Lex::CompanyScope)))
        totals["reach"] += 1;
    if (s.has(Lex::Practice) && (s.has(Lex::OrgScope) || s.has(Lex::CompanyScope)))
        totals["binding"] += 1;
    // A condition with a figure in it: what stops it, from when on, up to where.
    if (has_quantity(s) &&
        (s.has(Lex::Bound) || s.says({"until", "unless", "once", "before", "after", "if", "when"})))
        totals["threshold"] += 1;
    // Own experience brought as evidence where a proposal was asked for.
    if (context.design && v.voice == Voice::First && !v.hypothetical && !v.negated &&
        (has_quantity(s) || s.has(Lex::Moved) || s.has(Lex::OwnFail) || s.has(Lex::Adopt)) &&
        s.says({"was", "were", "did", "had", "took", "went", "wanted", "got", "saw"}))
        totals["precedent"] += 1;
    // What would hurt most comes first.
    if (s.says({"worst", "harm", "harms", "ranked", "rank", "riskiest", "dearest", "tolerate"}))
        totals["ranked"] += 1;
    // One figure worked out of two others.
    if (quantity_count(s) >= 3) totals["derived"] += 1;
    // What the other side wanted, feared or got.
    if ((s.has(Lex::OtherParty) || s.has(Lex::Person) || s.has_word("they")) &&
        s.says({"wanted", "want", "afraid", "feared", "worried", "against", "offer", "offered",
                "lacked", "lack", "return", "objected", "loses", "lose"}))
        totals["bargain"] += 1;
    // Somebody by role or name who has to answer for it.
    if ((s.has(Lex::OtherParty) || s.has(Lex::Person)) &&
        s.says({"owns", "own", "owner", "owners", "signs", "sign", "signed", "decides", "decide",
                "veto", "responsible", "belongs", "accountable"}))
        totals["accountable"] += 1;
    if (has_quantity(s) && (v.voice == Voice::First || s.has(Lex::Cause)))
        totals["own_number"] += 1;
}

/// Twenty terms in a hundred words are all terms.
constexpr double kJargonScale = 4.0;

/// The turn that asked; what only replies or tells asks nothing.
std::size_t question_of(const RoundRecord& round, std::size_t turn) {
    const auto asks = [](const Turn& t) {
        return t.speaker == Speaker::Interviewer && t.move != to_text(MoveKind::Reply) &&
               !only_tells(t.text);
    };
    while (turn > 0 && !asks(round.turns[turn])) --turn;
    return turn;
}

/// Questions after the first to which something was said with what it rests on.
double answered(const RoundRecord& round, const RoundReading& reading) {
    if (reading.sentences.empty()) return 0;
    std::set<std::size_t> questions;
    for (const Observation& o : reading.observations)
        if (reading.is_grounded(o)) questions.insert(question_of(round, o.turn));
    questions.erase(question_of(round, reading.sentences.front().turn));
    return static_cast<double>(questions.size());
}

/// Technologies and methods named per word.
double jargon(const RoundReading& reading) {
    double terms = 0;
    for (const Sentence& sentence : reading.sentences)
        terms += static_cast<double>(sentence.count(Lex::Buzz));
    return reading.words == 0 ? 0.0 : kJargonScale * terms / static_cast<double>(reading.words);
}

void add_unprompted(const RoundRecord& round, const RoundReading& reading, Totals& totals) {
    std::vector<std::vector<std::string>> asked(round.turns.size());
    std::vector<std::string> last;
    for (std::size_t t = 0; t < round.turns.size(); ++t) {
        if (round.turns[t].speaker == Speaker::Interviewer)
            last = content_stems(read_words(round.turns[t].text));
        asked[t] = last;
    }
    for (const Observation& o : reading.observations) {
        if (o.kind != ObservationKind::FailureMode) continue;
        const Sentence& sentence = reading.sentences[o.sentence];
        const Match* fail = sentence.find(Lex::Fail);
        if (fail == nullptr) continue;
        const std::string& word = sentence.words[fail->first].stem;
        if (!std::binary_search(asked[o.turn].begin(), asked[o.turn].end(), word))
            totals["foreseen"] += 1;
    }
}

void add_runs(const RoundRecord& round, Totals& totals) {
    const CodeRuns runs = read_runs(round);
    if (runs.runs > 0 && !runs.last_red) totals["runs_green"] = 9;
    if (runs.runs > 0 && !runs.was_green) totals["-runs_red"] = 1;
    if (runs.runs == 0) totals["-runs_none"] = 1;
    totals["own_tests"] = static_cast<double>(runs.test_cases);
    if (runs.property_tests) totals["property_tests"] = 9;
    if (runs.recovered) totals["recovered"] = 9;
}

/// What is said with more to it is also said at all, so that more never counts for less.
void add_implied(Totals& totals) {
    // In order: what an earlier pair added to is passed on by a later one.
    static const std::array<std::pair<std::string, std::string>, 13> kImplied{{
        {"baseline", "number"},
        {"proportion", "number"},
        {"own_decision", "own_action"},
        {"reason_concrete", "reason"},
        {"rejected_concrete", "rejected"},
        {"failure_bound", "failure_named"},
        {"test_named", "test"},
        {"question_constraint", "question"},
        {"scope_company", "scope_org"},
        {"scope_org", "scope_team"},
        {"influence_lever", "influence"},
        {"practice", "habit"},
        {"motive_tied", "motive"},
    }};
    for (const auto& [more, less] : kImplied)
        if (const auto found = totals.find(more); found != totals.end())
            totals[less] += found->second;
}

/// Scales of saturation: about the total at which a strong round has shown it.
double scale_of(std::string_view name) {
    static const std::map<std::string_view, double> kScales{
        {"own_action", 5.0}, {"own_decision", 3.0}, {"number", 5.0},        {"own_number", 3.0},
        {"reason", 3.0},     {"own_tests", 4.0},    {"failure_named", 3.0}, {"scope_team", 3.0},
        {"scope_org", 3.0},  {"we_action", 4.0},    {"foreseen", 4.0},      {"proposal", 4.0},
        {"threshold", 3.0},  {"artifact", 4.0},     {"rule", 4.0},          {"cost", 4.0},
        {"groups", 4.0},     {"absence", 4.0},      {"limits", 4.0},        {"horizon", 4.0},
        {"answered", 4.0}};
    const auto found = kScales.find(name);
    return found == kScales.end() ? 2.0 : found->second;
}

}  // namespace

RoundFamily family_of(std::string_view kind) {
    if (kind == "coding") return RoundFamily::Coding;
    if (kind == "design" || kind == "product") return RoundFamily::Design;
    return RoundFamily::Story;
}

std::string_view to_text(RoundFamily family) {
    switch (family) {
        case RoundFamily::Story:
            return "story";
        case RoundFamily::Design:
            return "design";
        case RoundFamily::Coding:
            return "coding";
    }
    return "";
}

double Features::at(std::string_view name) const {
    for (const auto& [key, value] : values)
        if (key == name) return value;
    return 0.0;
}

Features features_of(const RoundRecord& round, const RoundReading& reading, RoundFamily family) {
    Totals totals;
    Features features;
    double inert = 0;
    std::set<std::size_t> carrying;
    for (const Observation& o : reading.observations) {
        const SentenceReading& voice = reading.readings[o.sentence];
        if (o.polarity == Polarity::Concern) {
            totals[concern_name(o.what)] += 1;
            continue;
        }
        if (voice.inert || voice.lost) continue;
        if (const std::string name(strength_name(o)); !name.empty())
            totals[name] += voice.attention < kAttentionLost ? kUnheardShare : 1.0;
        carrying.insert(o.sentence);
    }
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        const Context context{reading, i, family != RoundFamily::Story};
        if (context.voice().inert || context.voice().lost) {
            ++inert;
            continue;
        }
        add_compounds(context, totals);
        add_mentions(context.sentence(), totals);
    }
    add_implied(totals);
    totals["answered"] = answered(round, reading);
    if (family != RoundFamily::Story) add_unprompted(round, reading, totals);
    const double sentences = std::max<double>(1.0, static_cast<double>(reading.sentences.size()));
    totals["-inert"] = inert;
    totals["-jargon"] = jargon(reading) * sentences;
    for (const auto& [name, total] : totals) {
        const bool rate = name.starts_with('-');
        const double value =
            rate ? std::min(1.0, kRateScale * total / sentences) : saturated(total, scale_of(name));
        features.values.emplace_back(name, value);
    }
    if (family == RoundFamily::Coding) {
        Totals runs;
        add_runs(round, runs);
        for (const auto& [name, total] : runs)
            features.values.emplace_back(
                name, name.starts_with('-') ? total : saturated(total, scale_of(name)));
    }
    std::sort(features.values.begin(), features.values.end());
    features.evidence = static_cast<double>(carrying.size());
    return features;
}

}  // namespace halfstep
