#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// "My team moved to it": those named act themselves.
bool act_themselves(const Sentence& sentence) {
    for (const Match& match : sentence.matches) {
        if (match.lex != Lex::TeamScope && match.lex != Lex::OrgScope &&
            match.lex != Lex::CompanyScope)
            continue;
        for (std::size_t i = match.last + 1; i <= match.last + 2 && i < sentence.words.size(); ++i)
            if (is_past_verb(sentence.words[i])) return true;
    }
    return false;
}

}  // namespace

void find_scope(const Context& context, Observations& found) {
    if (context.voice().inert || context.voice().lost) return;
    const Sentence& sentence = context.sentence();
    if (sentence.has(Lex::Title)) return;  // a title is not a scope
    // Something must have been done or changed there; being named is no reach.
    if (!context.acts() && !sentence.has(Lex::Adopt) && !sentence.has(Lex::Change) &&
        !sentence.has(Lex::Moved) && !act_themselves(sentence))
        return;
    if (const Match* company = sentence.find(Lex::CompanyScope)) {
        found.push_back(context.at(ObservationKind::Scope, *company, 3, "company"));
    } else if (const Match* org = sentence.find(Lex::OrgScope)) {
        found.push_back(context.at(ObservationKind::Scope, *org, 2, "org"));
    } else if (const Match* team = sentence.find(Lex::TeamScope)) {
        found.push_back(context.at(ObservationKind::Scope, *team, 1, "team"));
    }
}

}  // namespace halfstep
