#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

constexpr std::array kBounds{Lex::BoundConstant, Lex::BoundLog, Lex::BoundLinear, Lex::BoundNLogN,
                             Lex::BoundQuadratic};

/// A step of a program and the least and greatest bound it can have: vocabulary/bounds.txt.
struct Step {
    Lex lex;
    Lex least;
    Lex greatest;
};
constexpr std::array<Step, 5> kSteps{{
    {Lex::StepHashLookup, Lex::BoundConstant, Lex::BoundConstant},
    {Lex::StepBinarySearch, Lex::BoundLog, Lex::BoundLog},
    {Lex::StepScan, Lex::BoundLinear, Lex::BoundQuadratic},
    {Lex::StepSort, Lex::BoundNLogN, Lex::BoundQuadratic},
    {Lex::StepNestedLoops, Lex::BoundQuadratic, Lex::BoundQuadratic},
}};

/// Words that may stand between a step and the bound that is claimed of it.
bool links(const Word& word) {
    constexpr std::array<std::string_view, 22> kLinks{
        "is", "are",  "was",  "costs", "cost", "takes",       "take",  "runs", "run",  "in", "time",
        "at", "only", "just", "so",    "it",   "effectively", "still", "only", "both", "a",  "an"};
    return std::find(kLinks.begin(), kLinks.end(), word.norm) != kLinks.end();
}

/// "After the sort it is linear", "without the nested loops": told of something else.
bool is_set_apart(const Sentence& sentence, const Match& step) {
    constexpr std::size_t kBefore = 3;
    const std::size_t first = step.first > kBefore ? step.first - kBefore : 0;
    return std::any_of(
        sentence.words.begin() + static_cast<std::ptrdiff_t>(first),
        sentence.words.begin() + static_cast<std::ptrdiff_t>(step.first), [](const Word& word) {
            constexpr std::array<std::string_view, 16> kApart{
                "after",  "before", "besides", "without", "instead", "from", "beyond", "than",
                "unless", "if",     "no",      "not",     "once",    "and",  "avoid",  "or"};
            return std::find(kApart.begin(), kApart.end(), word.norm) != kApart.end();
        });
}

/// The longest bound that begins first after the step and is claimed of it; nullptr when none is.
const Match* bound_claimed(const Sentence& sentence, const Match& step) {
    const Match* claimed = nullptr;
    for (const Match& match : sentence.matches) {
        if (std::find(kBounds.begin(), kBounds.end(), match.lex) == kBounds.end()) continue;
        if (match.first <= step.last) continue;
        if (claimed == nullptr || match.first < claimed->first ||
            (match.first == claimed->first && match.last > claimed->last)) {
            claimed = &match;
        }
    }
    if (claimed == nullptr || claimed->first == step.last + 1) return nullptr;
    const auto between =
        std::span(sentence.words).subspan(step.last + 1, claimed->first - step.last - 1);
    return std::all_of(between.begin(), between.end(), links) ? claimed : nullptr;
}

/// A bound that the step named before it does not have. Whoever gives a reason, or speaks of a case
/// or of memory, may well be right and gets the benefit of the doubt.
const Match* wrong_bound(const Sentence& sentence) {
    if (sentence.has(Lex::Cause) || sentence.has(Lex::BoundCase)) return nullptr;
    for (const Match& match : sentence.matches) {
        const auto step = std::find_if(kSteps.begin(), kSteps.end(),
                                       [&](const Step& known) { return known.lex == match.lex; });
        if (step == kSteps.end() || is_set_apart(sentence, match)) continue;
        const Match* claimed = bound_claimed(sentence, match);
        if (claimed == nullptr || sentence.words[claimed->first].reported) continue;
        if (claimed->lex < step->least || claimed->lex > step->greatest) return claimed;
    }
    return nullptr;
}

}  // namespace

void find_complexity(const Context& context, Observations& found) {
    if (context.voice().inert) return;
    const Sentence& sentence = context.sentence();
    if (sentence.question) return;
    if (const Match* wrong = wrong_bound(sentence)) {
        Observation made = context.concern("wrong_complexity", 2);
        made.span = sentence.span_of(wrong->first, wrong->last);
        found.push_back(std::move(made));
        return;
    }
    const Match* bound = sentence.find(Lex::Complexity);
    if (bound == nullptr) return;
    if (bound->first == bound->last && sentence.words[bound->first].norm.size() <= 3) return;
    const bool why = sentence.has(Lex::Cause) || sentence.count(Lex::Complexity) >= 2 ||
                     sentence.has_word("sort") || sentence.has_word("loop") ||
                     sentence.has_word("for");
    found.push_back(context.make(ObservationKind::Complexity, why ? 3 : 2));
}

}  // namespace halfstep
