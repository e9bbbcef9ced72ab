#include "session/panel_trial.hpp"

#include <algorithm>

#include "session/scripted_loop.hpp"

namespace halfstep {

bool fits(const CandidateScript& candidate, const PanelSpec& panel) {
    return std::ranges::any_of(candidate.rounds, [&](const ScriptedRound& round) {
        return panel.find_round(round.round) != nullptr;
    });
}

Result<std::string> try_candidate(const PanelSpec& panel, const CandidateScript& candidate,
                                  const std::string& level, std::uint64_t seed) {
    PanelSpec played = panel;
    for (SeatSpec& seat : played.seats) seat.kind = SeatKind::Agent;
    Result<PlayedLoop> loop = play(played, candidate, level, seed);
    if (!loop) return loop.error();
    return std::move(loop->verdict_json);
}

}  // namespace halfstep
