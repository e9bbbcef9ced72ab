#include <array>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

struct Shortfall {
    Lex lex;
    const char* what;
    bool even_concrete;  ///< a figure or a weighty strength beside it does not take it away
};

/// What stands where a fact, an act or a change would.
constexpr std::array<Shortfall, 11> kShortfalls{{
    {Lex::Impression, "impression", false},
    {Lex::Hint, "hint", false},
    {Lex::Unchanged, "unchanged", false},
    {Lex::Promise, "promise", false},
    {Lex::Effort, "effort", false},
    {Lex::Defied, "defied", true},
    {Lex::Praised, "praised", false},
    {Lex::Presence, "presence", false},
    {Lex::Blurred, "blurred", true},
    {Lex::Unweighed, "unweighed", false},
    {Lex::Passive, "passive", false},
}};

}  // namespace

void find_shortfalls(const Context& context, Observations& found) {
    const Sentence& sentence = context.sentence();
    const SentenceReading& voice = context.voice();
    // In a round of proposals these are manners of speaking; a story has to hold something.
    if (context.design || voice.invited || sentence.question) return;
    const bool concrete =
        has_quantity(sentence) || sentence.has(Lex::OwnFail) || context.has_weight(found);
    for (const Shortfall& shortfall : kShortfalls) {
        if (!sentence.has(shortfall.lex) || (concrete && !shortfall.even_concrete)) continue;
        found.push_back(context.concern(shortfall.what, 1));
    }
}

}  // namespace halfstep
