#include "session/assessment.hpp"

#include <algorithm>

#include "interviewers/assess.hpp"
#include "panel/loop_state.hpp"
#include "panel/visibility.hpp"

namespace halfstep {
namespace {

bool said_anything(const SeatView& view) {
    return std::ranges::any_of(view.records,
                               [](const RoundRecord& record) { return !record.turns.empty(); });
}

}  // namespace

Transcript with_panel_rounds(Transcript transcript, const PanelSpec& panel) {
    // One conversation and one round: there is nothing to choose.
    if (transcript.rounds.size() == 1 && panel.rounds.size() == 1) {
        transcript.rounds[0].round = panel.rounds[0].id;
    }
    for (RoundRecord& record : transcript.rounds) {
        if (panel.find_round(record.round)) continue;
        for (const RoundSpec& round : panel.rounds) {
            const bool same = round.kind == record.round || round.seat == record.round;
            if (same && !transcript.find_round(round.id)) {
                record.round = round.id;
                break;
            }
        }
    }
    return transcript;
}

SeatView seat_view(const Transcript& transcript, const PanelSpec& panel, const std::string& level,
                   const std::string& seat) {
    return view_for_seat(panel, level, transcript, 0, seat);
}

Result<Packet> assess_transcript(const Transcript& transcript, const PanelSpec& panel,
                                 const std::string& level) {
    if (!level.empty() && !panel.level_index(level)) {
        std::string ladder;
        for (const std::string& step : panel.ladder) ladder += (ladder.empty() ? "" : ", ") + step;
        return Error{ErrorCode::InvalidArgument, "assess.102",
                     "there is no level \"" + level + "\" on the ladder of " + panel.name,
                     "--level", "one of: " + ladder};
    }
    Packet packet;
    packet.panel = panel.name;
    packet.target_level = level.empty() ? panel.target_level : level;
    packet.transcript = with_panel_rounds(transcript, panel);
    bool any = false;
    for (const SeatSpec& seat : panel.seats) {
        if (seat.kind == SeatKind::Human) {
            packet.feedback.push_back(
                abstention(seat.id, "human:" + seat.id, "a person's seat; nobody sat in it"));
            continue;
        }
        const SeatView view = seat_view(*packet.transcript, panel, packet.target_level, seat.id);
        if (!said_anything(view)) {
            packet.feedback.push_back(abstention(seat.id, "agent:" + seat.id,
                                                 "the transcript has no round of this seat"));
            continue;
        }
        any = true;
        packet.feedback.push_back(assess(view));
    }
    if (!any) {
        std::string rounds;
        for (const RoundSpec& round : panel.rounds) {
            rounds += (rounds.empty() ? "" : ", ") + round.id;
        }
        return Error{ErrorCode::InvalidData, "assess.101",
                     "no round of the transcript is one of " + panel.name, "/rounds",
                     "name its rounds after the panel's, " + rounds +
                         ", by \"# ROUND\" lines in it or --round-at"};
    }
    return packet;
}

}  // namespace halfstep
