#include "interviewers/reading/detectors.hpp"
#include "interviewers/reading/fallacies.hpp"

namespace halfstep {

void find_fallacies(const Context& context, Observations& found) {
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.echo) return;
    const std::vector<Fallacies::Claim> claims =
        Fallacies::builtin().claimed(context.reading.sentences, context.index);
    if (claims.empty()) return;
    std::erase_if(found, [&](const Observation& o) {
        return o.sentence == context.index && o.polarity == Polarity::Strength;
    });
    for (const Fallacies::Claim& claim : claims) {
        Observation made = context.concern("fallacy", 2);
        made.span = context.sentence().span_of(claim.first, claim.last);
        made.says = claim.says;
        found.push_back(std::move(made));
    }
}

}  // namespace halfstep
