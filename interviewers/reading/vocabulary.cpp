#include "interviewers/reading/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace halfstep {

/// Generated from vocabulary/*.txt by CMake.
extern const std::string_view kVocabularyText;

namespace {

constexpr std::array<std::string_view, kLexCount> kNames{"act",
                                                         "state",
                                                         "decide",
                                                         "refuse",
                                                         "cause",
                                                         "contrast",
                                                         "fail",
                                                         "bound",
                                                         "change",
                                                         "team_scope",
                                                         "org_scope",
                                                         "company_scope",
                                                         "learn",
                                                         "practice",
                                                         "own_fail",
                                                         "moved",
                                                         "other_party",
                                                         "adopt",
                                                         "defer",
                                                         "abstract",
                                                         "platitude",
                                                         "buzz",
                                                         "vague",
                                                         "blame",
                                                         "flattery",
                                                         "address",
                                                         "react",
                                                         "operate",
                                                         "own",
                                                         "complexity",
                                                         "test_word",
                                                         "method",
                                                         "motive",
                                                         "generic",
                                                         "quantifier",
                                                         "ordinal",
                                                         "no_unit",
                                                         "title",
                                                         "unsafe",
                                                         "dismiss",
                                                         "put_off",
                                                         "pass_on",
                                                         "reach",
                                                         "signpost",
                                                         "hedge",
                                                         "filler",
                                                         "cost",
                                                         "foreseen",
                                                         "statistic",
                                                         "person",
                                                         "say",
                                                         "message",
                                                         "hear",
                                                         "guided",
                                                         "independent",
                                                         "leading",
                                                         "spanning",
                                                         "steering",
                                                         "work",
                                                         "private",
                                                         "plan_learn",
                                                         "plan_diagnose",
                                                         "plan_act",
                                                         "plan_priority",
                                                         "asks_proposal",
                                                         "asks_plan",
                                                         "asks_past",
                                                         "brings_back",
                                                         "evaluate",
                                                         "evaluated",
                                                         "this_talk",
                                                         "superior",
                                                         "proportion",
                                                         "unknown",
                                                         "belittle",
                                                         "virtue",
                                                         "must",
                                                         "build",
                                                         "act_now",
                                                         "accept",
                                                         "borrowed",
                                                         "untested",
                                                         "unthought",
                                                         "participle",
                                                         "artifact",
                                                         "rule",
                                                         "price",
                                                         "group",
                                                         "absent",
                                                         "limit",
                                                         "impression",
                                                         "hint",
                                                         "unchanged",
                                                         "promise",
                                                         "effort",
                                                         "defied",
                                                         "praised",
                                                         "presence",
                                                         "blurred",
                                                         "unweighed",
                                                         "passive",
                                                         "step_hash_lookup",
                                                         "step_binary_search",
                                                         "step_scan",
                                                         "step_sort",
                                                         "step_nested_loops",
                                                         "bound_constant",
                                                         "bound_log",
                                                         "bound_linear",
                                                         "bound_n_log_n",
                                                         "bound_quadratic",
                                                         "bound_case",
                                                         "seek",
                                                         "declines",
                                                         "will_not",
                                                         "denies",
                                                         "of_this_job",
                                                         "remote_future",
                                                         "coding",
                                                         "managing",
                                                         "on_call",
                                                         "customers",
                                                         "architecture",
                                                         "mentoring",
                                                         "role_noun",
                                                         "role_backend",
                                                         "role_frontend",
                                                         "role_mobile",
                                                         "role_data",
                                                         "role_learning",
                                                         "role_reliability",
                                                         "role_product",
                                                         "role_management",
                                                         "role_designer",
                                                         "role_tester",
                                                         "time_start",
                                                         "time_lead",
                                                         "time_span",
                                                         "time_phrase",
                                                         "repeat_phrase",
                                                         "not_knowing",
                                                         "question_start",
                                                         "own_affairs",
                                                         "asks_decision",
                                                         "asks_reason",
                                                         "asks_rejected_option",
                                                         "asks_number",
                                                         "asks_failure_mode",
                                                         "asks_test",
                                                         "asks_complexity",
                                                         "asks_clarifying_question",
                                                         "asks_scope",
                                                         "asks_influence",
                                                         "asks_owned_failure",
                                                         "asks_learning",
                                                         "asks_outcome",
                                                         "asks_motivation"};

std::optional<Lex> lex_from(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == name) return static_cast<Lex>(i);
    return std::nullopt;
}

}  // namespace

std::string_view to_text(Lex lex) {
    return kNames[static_cast<std::size_t>(lex)];
}

const Vocabulary& Vocabulary::builtin() {
    static const Vocabulary vocabulary(kVocabularyText);
    return vocabulary;
}

Vocabulary::Vocabulary(std::string_view text) {
    std::optional<Lex> section;
    for (const std::string& line : list_entries(text, '\n')) {
        if (line.front() == '#') continue;
        if (line.front() == '[') {
            section = lex_from(std::string_view(line).substr(1, line.size() - 2));
            HALFSTEP_CHECK(section.has_value(), "vocabulary section has no list");
            continue;
        }
        HALFSTEP_CHECK(section.has_value(), "vocabulary entry before a section");
        for (const std::string& phrase : list_entries(line, ',')) {
            const std::size_t number = index_.add(phrase);
            lists_.resize(index_.size());
            lists_[number].push_back(*section);
        }
    }
}

bool Vocabulary::is(Lex lex, const std::string& word) const {
    struct One {
        const std::string& norm;
    };
    const std::array<One, 1> words{{{word}}};
    bool found = false;
    match(words, 0, [&](Lex list, std::size_t) { found = found || list == lex; });
    return found;
}

}  // namespace halfstep
