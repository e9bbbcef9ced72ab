#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "panel/condition.hpp"
#include "panel/rating.hpp"

/// A panel as its file describes it: who interviews, what each seat owns, what is asked, how
/// ratings become a decision. Immutable once loaded; loops, debriefs and what-ifs share it.
namespace halfstep {

/// A rubric's claim for one rating at one level; key is the label.
using Anchors = std::map<std::string, std::string>;

/// Words a coach teaches the reader: other names of one thing.
struct OwnWords {
    std::vector<std::string> words;
    /// The evidence that saying them is; without, they make the evidence they stand in concrete.
    std::optional<ObservationKind> means;
};

struct SignalSpec {
    std::string id;
    std::string meaning;
    std::vector<std::string> owner;                ///< seats whose rating counts
    std::map<std::string, std::int64_t> weights;   ///< per mille, by level; empty: equal weights
    std::map<std::string, MilliSteps> floors;      ///< by level; a rating below it fails
    MilliSteps relief = 0;                         ///< gained per level down
    std::int64_t compensable = 0;                  ///< per mille of a concern
    std::map<std::string, std::int64_t> adjacent;  ///< signal -> per mille of this one's credit
    std::map<std::string, Anchors> anchors;        ///< by level
    std::vector<OwnWords> vocabulary;              ///< the coach's own words for this signal
    std::string usual_rejection;                   ///< the commonest reason to fail here
};

/// How a seat behaves. Defaults are the even-tempered interviewer.
struct Persona {
    double strictness = 0.0;              ///< severity in rating steps, -2 to 2; > 0 is harsh
    std::int64_t patience_words = 220;    ///< words before an answer without a point is cut
    std::int64_t patience_seconds = 120;  ///< the same in seconds, where times are known
    double warmth = 0.5;                  ///< 0 curt to 1 warm; wording only, never ratings
    std::int64_t probing = 3;             ///< follow-ups per question at most, 0 to 6
    double stubbornness = 0.0;            ///< 0 to 1: reluctance to revise in the debrief
    double loudness = 0.0;                ///< 0 to 1: pull of this seat's voice on the others
};

enum class SeatKind { Agent, Model, Human };

/// What happens to a seat whose model does not deliver: the embedded interviewer plays on, or the
/// seat abstains. In a panel's text take_over where nothing is said.
enum class SeatFallback { TakeOver, Abstain };

struct SeatSpec {
    std::string id;
    std::string title;
    SeatKind kind = SeatKind::Agent;
    std::vector<std::string> signals;  ///< owned by this seat
    Persona persona;
    SeatFallback fallback = SeatFallback::Abstain;
    std::int64_t deadline_minutes = 0;  ///< human seats: after this the seat abstains; 0 is never
};

struct RoundSpec {
    std::string id;
    std::string seat;
    std::int64_t minutes = 45;
    std::vector<std::string> questions;
    std::string kind;  ///< coding, design, behavioral, hiring_manager, project, bar_raiser,
                       ///< leadership, product; defaults to the id or the seat when one of these
};

/// A point an answer is looked at for, with other ways people say it.
struct LookFor {
    std::string point;
    std::vector<std::string> ways;
};

struct FollowUp {
    Condition when;
    std::string when_text;  ///< as written, for the record and for messages
    std::string ask;
};

/// A coding problem's runnable part.
struct ProblemSpec {
    std::string statement;
    std::map<std::string, std::string> starter;  ///< language -> code to start from
    std::map<std::string, std::string> tests;    ///< language -> test code that prints PASS/FAIL
    std::vector<std::string> pitfalls;
};

struct QuestionSpec {
    std::string id;
    std::string ask;
    std::vector<std::string> signals;
    std::vector<LookFor> looks_for;
    std::vector<FollowUp> follow_ups;
    std::vector<std::string> challenges;
    std::optional<ProblemSpec> problem;
};

using PolicyValue = std::variant<bool, std::int64_t, std::string, std::vector<std::int64_t>>;

struct PolicySpec {
    std::string id = "floor_ledger";
    std::map<std::string, PolicyValue> parameters;  ///< names and units: debrief/policies
};

/// What counts as showing a value: a condition over a round's answers, or a point said.
struct ValueSign {
    LookFor point;
    std::optional<Condition> when;
};

struct CompanyValue {
    std::string id;
    std::string meaning;
    std::vector<std::string> signals;  ///< in whose rounds it is heard; empty: in all
    std::vector<ValueSign> counts;     ///< any of these shows it
    std::string ask;                   ///< asked once where it was not shown; empty: never
};

struct PanelSpec {
    std::string name;
    std::string title;
    std::string role;
    std::vector<std::string> ladder;  ///< lowest first
    std::string target_level;
    Scale scale;
    std::vector<SignalSpec> signals;
    std::vector<SeatSpec> seats;
    std::vector<RoundSpec> rounds;
    std::vector<QuestionSpec> questions;
    PolicySpec policy;
    std::vector<CompanyValue> values;
    std::string notes;
    std::string usual_rejection;

    const SignalSpec* find_signal(std::string_view id) const;
    const SeatSpec* find_seat(std::string_view id) const;
    const RoundSpec* find_round(std::string_view id) const;
    const QuestionSpec* find_question(std::string_view id) const;
    std::optional<std::size_t> level_index(std::string_view level) const;
};

/// junior mid senior staff principal.
const std::vector<std::string>& default_ladder();

}  // namespace halfstep
