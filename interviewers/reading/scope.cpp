#include "interviewers/reading/detectors.hpp"

namespace halfstep {

void find_scope(const Context& context, Observations& found) {
    if (context.voice().inert || context.voice().lost) return;
    const Sentence& sentence = context.sentence();
    if (sentence.has(Lex::Title)) return;  // a title is not a scope
    if (const Match* company = sentence.find(Lex::CompanyScope)) {
        found.push_back(context.at(ObservationKind::Scope, *company, 3, "company"));
    } else if (const Match* org = sentence.find(Lex::OrgScope)) {
        found.push_back(context.at(ObservationKind::Scope, *org, 2, "org"));
    } else if (const Match* team = sentence.find(Lex::TeamScope)) {
        found.push_back(context.at(ObservationKind::Scope, *team, 1, "team"));
    }
}

}  // namespace halfstep
