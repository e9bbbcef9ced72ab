#include "interviewers/reading/plan.hpp"

#include <algorithm>
#include <array>

#include "interviewers/reading/detectors.hpp"
#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

/// A part of a plan, and what is said when it is there or not.
struct Part {
    const char* id;
    Lex words;
    const char* there;
    const char* missing;
};

constexpr std::array<Part, 4> kParts{{
    {"plan.learn", Lex::PlanLearn, "Learns before it acts.", "No step that learns before it acts."},
    {"plan.diagnose", Lex::PlanDiagnose, "Says how the causes will be found.",
     "No step that finds the causes."},
    {"plan.act", Lex::PlanAct, "Names what will be changed.",
     "Nothing that will be changed by the end."},
    {"plan.priority", Lex::PlanPriority, "Says what comes first and what is left.",
     "Everything at once: nothing is put first, nothing left out."},
}};

bool asks_for_ninety_days(const RoundRecord& round) {
    return std::any_of(round.turns.begin(), round.turns.end(), [](const Turn& turn) {
        if (turn.speaker != Speaker::Interviewer) return false;
        const auto sentences = read_sentences(turn.text, 0);
        return std::any_of(sentences.begin(), sentences.end(),
                           [](const Sentence& s) { return s.has(Lex::AsksPlan); });
    });
}

/// Something concrete: a figure, a person by role or name, a way of finding out.
bool is_concrete(const Sentence& sentence) {
    return has_quantity(sentence) || sentence.has(Lex::OtherParty) || sentence.has(Lex::Method) ||
           sentence.has(Lex::TeamScope);
}

Finding finding_of(const char* id, const std::string& text) {
    Finding finding;
    finding.id = id;
    finding.kind = "coaching";
    finding.text = text;
    return finding;
}

void quote(const RoundRecord& round, const Sentence& sentence, Finding& finding) {
    finding.turn = sentence.turn;
    finding.span = sentence.span;
    finding.quote = std::string(slice(round.turns[sentence.turn].text, sentence.span));
}

/// Takes up a word the interviewer brought, figures included, or what "you" have or said.
bool names_company(const RoundRecord& round, const Sentence& sentence) {
    if (!sentence.has_word("your") && !sentence.has_word("you")) return false;
    std::vector<std::string> heard;
    for (std::size_t t = 0; t < sentence.turn; ++t)
        if (round.turns[t].speaker == Speaker::Interviewer)
            for (std::string& stem : content_stems(read_words(round.turns[t].text)))
                heard.push_back(std::move(stem));
    std::sort(heard.begin(), heard.end());
    const std::vector<std::string> own = content_stems(sentence.words);
    const auto shared = std::count_if(own.begin(), own.end(), [&](const std::string& stem) {
        return std::binary_search(heard.begin(), heard.end(), stem);
    });
    return shared >= 2 || has_quantity(sentence);
}

}  // namespace

std::vector<Finding> read_plan(const RoundRecord& round, const RoundReading& reading) {
    std::vector<Finding> findings;
    if (!asks_for_ninety_days(round)) return findings;
    const auto add = [&](const char* id, const char* there, const char* missing, auto&& shows) {
        for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
            const SentenceReading& guards = reading.readings[i];
            // Only what answers a question about what would be done is the plan.
            if (!guards.invited || guards.inert || guards.lost) continue;
            if (!shows(reading.sentences[i])) continue;
            Finding finding = finding_of(id, there);
            quote(round, reading.sentences[i], finding);
            findings.push_back(std::move(finding));
            return;
        }
        findings.push_back(finding_of(id, missing));
    };
    for (const Part& part : kParts)
        add(part.id, part.there, part.missing,
            [&](const Sentence& s) { return s.has(part.words) && is_concrete(s); });
    add("plan.company", "Tied to what this company is or said.",
        "Would fit any company: nothing in it comes from this one.",
        [&](const Sentence& s) { return names_company(round, s); });
    add("plan.stop", "Says by what its author would see that it fails.",
        "Nothing by which its author would see that it fails.", [](const Sentence& s) {
            return has_quantity(s) &&
                   (s.has_word("or") || s.has_word("if") || s.has_word("until") ||
                    s.has_word("below") || s.has_word("unless") || s.has_word("stop"));
        });
    return findings;
}

}  // namespace halfstep
