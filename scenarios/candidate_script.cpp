#include "scenarios/candidate_script.hpp"

namespace halfstep {

ScriptedCandidate::ScriptedCandidate(const CandidateScript& script, std::string round) {
    for (const ScriptedRound& candidate_round : script.rounds) {
        if (candidate_round.round == round) round_ = &candidate_round;
    }
}

Utterance ScriptedCandidate::answer(const Move& move) {
    if (!round_) return {};
    const auto once = [&](const std::string& use, const Utterance& utterance) -> Utterance {
        return utterance.empty() || used_[use]++ > 0 ? Utterance{} : utterance;
    };
    const auto otherwise = [&]() -> Utterance {
        return otherwise_next_ < round_->otherwise.size() ? round_->otherwise[otherwise_next_++]
                                                          : Utterance{};
    };
    const ScriptedAnswer* answer = nullptr;
    for (const ScriptedAnswer& candidate : round_->answers) {
        if (candidate.question == move.question) answer = &candidate;
    }
    const std::string prefix = move.question + "/";
    Utterance said;
    switch (move.kind) {
        case MoveKind::Question:
            if (answer) {
                said = once(prefix + "say", answer->say);
            } else {
                for (const ScriptedAnswer& next : round_->answers) {
                    said = once(next.question + "/say", next.say);
                    if (!said.empty()) break;
                }
            }
            break;
        case MoveKind::FollowUp:
        case MoveKind::Reply:
            if (answer && move.asks_for) {
                const std::string gap(to_text(*move.asks_for));
                const auto found = answer->follow_ups.find(gap);
                if (found != answer->follow_ups.end()) said = once(prefix + gap, found->second);
            }
            if (answer && said.empty()) {
                const auto any = answer->follow_ups.find("any");
                if (any != answer->follow_ups.end()) said = once(prefix + "any", any->second);
            }
            break;
        case MoveKind::Challenge:
            if (answer) said = once(prefix + "challenge", answer->challenge);
            break;
        case MoveKind::Interruption:
            if (answer) said = once(prefix + "interrupted", answer->interrupted);
            break;
        default:
            return {};
    }
    return said.empty() ? otherwise() : said;
}

}  // namespace halfstep
