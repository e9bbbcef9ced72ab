#include "session/seat_minds.hpp"

#include <algorithm>

namespace halfstep {

Interviewer& SeatMinds::of(const SeatSpec& seat, const LoopState& state) {
    std::unique_ptr<Interviewer>& mind = minds_[seat.id];
    if (!mind) {
        mind = make_(seat, state);
        mind->on_words([this, id = seat.id](std::string_view text) {
            if (tell_) tell_(id, text);
        });
    }
    return *mind;
}

bool SeatMinds::any_slow(const LoopState& state) {
    if (!state.panel) return false;
    return std::ranges::any_of(state.panel->seats, [&](const SeatSpec& seat) {
        return seat.kind != SeatKind::Human && of(seat, state).slow();
    });
}

void SeatMinds::stop() {
    stopped_ = true;
    for (const auto& [seat, mind] : minds_) mind->cancel();
}

std::string rater_of(const SeatSpec& seat, const LoopState& state) {
    if (seat.kind == SeatKind::Agent) return "agent:" + seat.id;
    if (seat.kind == SeatKind::Model) return "model:" + seat.id;
    const SeatState* kept = state.find_seat(seat.id);
    return "human:" + (kept && !kept->name.empty() ? kept->name : seat.id);
}

}  // namespace halfstep
