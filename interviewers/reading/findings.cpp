#include "interviewers/reading/findings.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "interviewers/reading/guards.hpp"
#include "interviewers/reading/listening.hpp"
#include "interviewers/reading/plan.hpp"
#include "interviewers/reading/self_check.hpp"

namespace halfstep {
namespace {

struct Round {
    const RoundRecord& record;
    const RoundReading& reading;
    const Features& features;
};

Finding make(const char* id, const char* kind, std::string text) {
    Finding finding;
    finding.id = id;
    finding.kind = kind;
    finding.text = std::move(text);
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

void add_traps(const Round& round, const Estimate& estimate, std::vector<Finding>& findings) {
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
    const auto lost = [&](std::size_t i) { return readings[i].attention < kAttentionLost; };
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!lost(i)) continue;
        add(findings, round,
            make("trap.verbosity", "trap",
                 "So long without a decision, reason or result that a listener had lost the "
                 "thread here."),
            lost);
        break;
    }
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
    if (sum(f, {"influence", "influence_lever"}) == 0.0 && estimate.steps < 3.5)
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
    const auto told = [&](auto&& is) {
        return std::count_if(round.reading.observations.begin(), round.reading.observations.end(),
                             is);
    };
    const auto deferred = told([](const Observation& o) { return o.what == "deferred"; });
    const auto decided = told(
        [](const Observation& o) { return o.kind == ObservationKind::Decision && o.weight == 3; });
    if (deferred > decided && estimate.steps < 2.5)
        add(findings, round,
            make("debrief.no_ownership", "debrief_concern",
                 "Others made the decisions that mattered."),
            concern("deferred"));
    const auto operated =
        told([](const Observation& o) {
            return o.kind == ObservationKind::FailureMode && o.weight == 3;
        }) +
        std::count_if(round.reading.sentences.begin(), round.reading.sentences.end(),
                      [](const Sentence& s) { return s.count(Lex::Operate) >= 2; });
    if (family == RoundFamily::Design && operated < 2)
        findings.push_back(make("debrief.no_operations", "debrief_concern",
                                "A design without what fails, what bounds it and how it is run."));
    if (family == RoundFamily::Story &&
        f.at("we_action") > f.at("own_action") + f.at("own_decision"))
        findings.push_back(
            make("debrief.attribution", "debrief_concern", "Whose work this was stays unclear."));
    if (told([](const Observation& o) { return o.what == "prompted"; }) >= 2)
        add(findings, round,
            make("debrief.prompting", "debrief_concern",
                 std::to_string(told([](const Observation& o) { return o.what == "prompted"; })) +
                     " points came only after the interviewer had pointed at them."),
            concern("prompted"));
}

void add_remarks(const Round& round, std::vector<Finding>& findings) {
    const auto& readings = round.reading.readings;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!is_addressed(round.reading.sentences[i], readings[i])) continue;
        Finding finding = make("remark.addressed", "remark",
                               "Addressed to a rater or a program; it was not counted.");
        quote(round, i, finding);
        findings.push_back(std::move(finding));
        break;
    }
    std::size_t hedges = 0;
    for (const Sentence& sentence : round.reading.sentences) hedges += sentence.hedges;
    if (hedges > 6)
        findings.push_back(
            make("coaching.hedges", "coaching",
                 "Many hedges; they did not move the rating, but state what you know plainly."));
}

/// What an interruption did, and whether follow-ups were taken up or a script went on.
void add_delivery(const Round& round, const std::vector<ListeningTurn>& listening,
                  std::vector<Finding>& findings) {
    constexpr std::size_t kRecoveredWords = 40;
    std::size_t scripted = 0;
    std::size_t asked = 0;
    std::size_t first = 0;
    for (const ListeningTurn& turn : listening) {
        if (turn.responds) ++asked;
        if (turn.responds == false && scripted++ == 0) first = turn.turn;
        if (turn.turn == 0 || round.record.turns[turn.turn - 1].move != "interruption") continue;
        const bool recovered = turn.point_words && *turn.point_words <= kRecoveredWords;
        add(findings, round,
            make("coaching.interruption", "coaching",
                 recovered ? "Cut short, and came to the point at once."
                           : "Cut short, and did not come to the point."),
            [&](std::size_t i) { return round.reading.sentences[i].turn == turn.turn; });
    }
    if (scripted >= 2 && scripted * 2 >= asked)
        add(findings, round,
            make("coaching.scripted", "coaching",
                 std::to_string(scripted) + " of " + std::to_string(asked) +
                     " follow-ups were not taken up; the answer went on as prepared."),
            [&](std::size_t i) { return round.reading.sentences[i].turn == first; });
}

}  // namespace

std::vector<Finding> find_findings(const RoundRecord& record, const RoundReading& reading,
                                   const Features& features, const Estimate& estimate,
                                   RoundFamily family, std::size_t contradictions) {
    const Round round{record, reading, features};
    std::vector<Finding> findings;
    if (reading.sentences.empty()) return findings;
    if (family == RoundFamily::Story) add_traps(round, estimate, findings);
    add_debrief_concerns(round, estimate, family, findings);
    add_remarks(round, findings);
    const std::vector<ListeningTurn> listening = listening_of(record, reading);
    add_delivery(round, listening, findings);
    for (Finding& finding : read_plan(record, reading)) findings.push_back(std::move(finding));
    for (Finding& finding : self_check(record, reading, features, listening, contradictions))
        findings.push_back(std::move(finding));
    for (Finding& finding : findings) finding.round = record.round;
    return findings;
}

Finding brief_misfit(const RoundRecord& round, const RoundReading& reading, const Misfit& misfit) {
    Finding finding = make("debrief.brief_fit", "debrief_concern",
                           "Does not fit the brief: " + misfit.brief + ".");
    const Sentence& said = reading.sentences[misfit.sentence];
    finding.round = round.round;
    finding.turn = said.turn;
    finding.span = said.span;
    finding.quote = std::string(slice(round.turns[said.turn].text, said.span));
    return finding;
}

Finding contradiction(const Mismatch& mismatch) {
    Finding finding = make("debrief.contradiction", "debrief_concern", "");
    const std::string where =
        mismatch.earlier.round == mismatch.later.round ? "earlier" : "in " + mismatch.earlier.round;
    finding.text = "Does not agree with what was said " + where + ", \"" + mismatch.earlier.quote +
                   "\"" +
                   (mismatch.about == "number"      ? ": the figures differ."
                    : mismatch.about == "ownership" ? ": the work is somebody else's there."
                                                    : ": one denies the other.");
    finding.round = mismatch.later.round;
    finding.turn = mismatch.later.turn;
    finding.span = mismatch.later.span;
    finding.quote = mismatch.later.quote;
    return finding;
}

}  // namespace halfstep
