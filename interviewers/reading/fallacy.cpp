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
        const Match said{Lex::Generic, claim.first, claim.last};
        Observation made = context.at(ObservationKind::Concern, said, 1, "fallacy");
        made.polarity = Polarity::Concern;
        made.severity = 2;
        made.says = claim.says;
        found.push_back(std::move(made));
    }
}

}  // namespace halfstep
