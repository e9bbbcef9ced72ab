#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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

/// One entry: words in order; a last letter of '*' matches any ending.
struct VocabularyEntry {
    Lex lex;
    std::vector<std::string> words;
};

/// All lists, embedded at build time and read once. Immutable: safe from any thread.
class Vocabulary {
public:
    static const Vocabulary& builtin();
    /// Text of the form: `[section]` lines followed by comma-separated entries; `#` is a comment.
    explicit Vocabulary(std::string_view text);

    /// Entries that may begin with this word; the longest that matches at words[at] is reported by
    /// list through `found(lex, length in words)`.
    template <typename Words, typename Found>
    void match(const Words& words, std::size_t at, Found&& found) const {
        for_each_bucket(words[at].norm, [&](const std::vector<std::uint32_t>& bucket) {
            for (const std::uint32_t index : bucket) {
                const VocabularyEntry& entry = entries_[index];
                if (at + entry.words.size() > words.size()) continue;
                bool equal = true;
                for (std::size_t i = 0; equal && i < entry.words.size(); ++i)
                    equal = same(entry.words[i], words[at + i].norm);
                if (equal) found(entry.lex, entry.words.size());
            }
        });
    }

    /// The word alone is an entry of this list.
    bool is(Lex lex, const std::string& word) const;

private:
    static bool same(const std::string& pattern, const std::string& word);

    /// Entries whose first word may be this one.
    template <typename Visit>
    void for_each_bucket(const std::string& word, Visit&& visit) const {
        if (const auto exact = exact_.find(word); exact != exact_.end()) visit(exact->second);
        if (word.size() < 3) return;
        const auto prefix = prefix_.find(word.substr(0, 3));
        if (prefix != prefix_.end()) visit(prefix->second);
    }

    std::vector<VocabularyEntry> entries_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> exact_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> prefix_;
};

}  // namespace halfstep
