#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interviewers/reading/phrase_index.hpp"

namespace halfstep {

/// The word lists of vocabulary/*.txt and asides.txt; a section's heading is the name here in
/// snake_case.
enum class Lex : std::uint8_t {
    Act,
    State,
    Decide,
    Refuse,
    Cause,
    Contrast,
    Fail,
    Bound,
    Change,
    TeamScope,
    OrgScope,
    CompanyScope,
    Learn,
    Practice,
    OwnFail,
    Moved,
    OtherParty,
    Adopt,
    Defer,
    Abstract,
    Platitude,
    Buzz,
    Vague,
    Blame,
    Flattery,
    Address,
    React,
    Operate,
    Own,
    Complexity,
    TestWord,
    Method,
    Motive,
    Generic,
    Quantifier,
    Ordinal,
    NoUnit,
    Title,
    Unsafe,
    Dismiss,
    PutOff,
    PassOn,
    Reach,
    Signpost,
    Hedge,
    Filler,
    Cost,
    Foreseen,
    Statistic,
    Person,
    Say,
    Message,
    Hear,
    Guided,
    Independent,
    Leading,
    Spanning,
    Steering,
    Work,
    Private,
    PlanLearn,
    PlanDiagnose,
    PlanAct,
    PlanPriority,
    AsksProposal,
    AsksPlan,
    AsksPast,
    BringsBack,
    Evaluate,
    Evaluated,
    ThisTalk,
    Superior,
    Proportion,
    Unknown,
    Belittle,
    Virtue,
    Must,
    Build,
    ActNow,
    Accept,
    Borrowed,
    Untested,
    Unthought,
    Participle,
    // What stands behind an answer, whoever it is told of: mentions.cpp
    Artifact,
    Rule,
    Price,
    Group,
    Absent,
    Limit,
    // What is told in place of a fact, an act or a change: shortfall.cpp
    Impression,
    Hint,
    Unchanged,
    Promise,
    Effort,
    Defied,
    Praised,
    Presence,
    Blurred,
    Unweighed,
    Passive,
    // What a step of a program costs: complexity.cpp
    StepHashLookup,
    StepBinarySearch,
    StepScan,
    StepSort,
    StepNestedLoops,
    BoundConstant,
    BoundLog,
    BoundLinear,
    BoundNLogN,
    BoundQuadratic,
    BoundCase,
    // What is wanted of a job, and what one can hold: brief_fit.cpp
    Seek,
    Declines,
    WillNot,
    Denies,
    OfThisJob,
    RemoteFuture,
    Coding,
    Managing,
    OnCall,
    Customers,
    Architecture,
    Mentoring,
    RoleNoun,
    RoleBackend,
    RoleFrontend,
    RoleMobile,
    RoleData,
    RoleLearning,
    RoleReliability,
    RoleProduct,
    RoleManagement,
    RoleDesigner,
    RoleTester,
    // What asks something of the interviewer: conducting/asides.cpp
    TimeStart,
    TimeLead,
    TimeSpan,
    TimePhrase,
    RepeatPhrase,
    NotKnowing,
    QuestionStart,
    OwnAffairs,
    // What a question asks for, in the order of ObservationKind.
    AsksDecision,
    AsksReason,
    AsksRejectedOption,
    AsksNumber,
    AsksFailureMode,
    AsksTest,
    AsksComplexity,
    AsksClarifyingQuestion,
    AsksScope,
    AsksInfluence,
    AsksOwnedFailure,
    AsksLearning,
    AsksOutcome,
    AsksMotivation,
    Count_,
};
inline constexpr std::size_t kLexCount = static_cast<std::size_t>(Lex::Count_);

std::string_view to_text(Lex lex);

/// All lists, embedded at build time and read once. Immutable: safe from any thread.
class Vocabulary {
public:
    static const Vocabulary& builtin();
    /// Text of the form: `[section]` lines followed by comma-separated entries; `#` is a comment.
    explicit Vocabulary(std::string_view text);

    /// Reports each entry that stands at words[at], by list, through `found(lex, length in words)`.
    template <typename Words, typename Found>
    void match(const Words& words, std::size_t at, Found&& found) const {
        index_.match(words, at, [&](std::size_t phrase, std::size_t length) {
            for (const Lex lex : lists_[phrase]) found(lex, length);
        });
    }

    /// The word alone is an entry of this list.
    bool is(Lex lex, const std::string& word) const;

private:
    PhraseIndex index_;
    std::vector<std::vector<Lex>> lists_;  ///< that hold the phrase, by its number
};

}  // namespace halfstep
