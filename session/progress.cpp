#include "session/progress.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "debrief/debrief.hpp"
#include "interviewers/assess.hpp"
#include "panel/visibility.hpp"

namespace halfstep {
namespace {

/// The transcript up to and with one turn of a round; later rounds have not been.
Transcript until(const Transcript& transcript, const AnswerMark& mark) {
    Transcript part;
    for (const RoundRecord& record : transcript.rounds) {
        part.rounds.push_back(record);
        if (record.round != mark.round) continue;
        std::vector<Turn>& turns = part.rounds.back().turns;
        turns.resize(std::min(turns.size(), mark.turn + 1));
        break;
    }
    return part;
}

ProgressPoint point_of(const LoopState& state, const AnswerMark& mark, const Packet& packet) {
    ProgressPoint point{mark.seq, mark.round, mark.turn, std::nullopt, ""};
    DebriefOptions options;
    options.level = state.target_level;
    const Result<Debrief> debrief = run_debrief(packet, *state.panel, options);
    if (!debrief) return point;
    const nlohmann::json verdict = to_json(debrief->verdict);
    point.outcome = verdict.value("outcome", "");
    if (const auto panels = verdict.find("panels"); panels != verdict.end()) {
        const auto chance = panels->find("p_target");
        if (chance != panels->end() && chance->is_number()) point.p_target = chance->get<double>();
    }
    return point;
}

}  // namespace

std::vector<ProgressPoint> progress_of(const LoopState& state) {
    std::vector<ProgressPoint> points;
    std::map<std::string, Feedback> latest;  // by seat: only the speaking seat reads again
    for (const AnswerMark& mark : state.answers) {
        const RoundState* round = state.find_round(mark.round);
        if (!round) continue;
        Packet packet;
        packet.panel = state.panel->name;
        packet.target_level = state.target_level;
        packet.candidate = state.candidate;
        packet.transcript = until(state.transcript, mark);
        latest[round->seat] = assess(
            view_for_seat(*state.panel, state.target_level, *packet.transcript, 0, round->seat));
        for (const SeatState& seat : state.seats) {
            const auto read = latest.find(seat.seat);
            packet.feedback.push_back(
                read != latest.end()
                    ? read->second
                    : abstention(seat.seat, "agent:" + seat.seat, "nothing heard yet"));
        }
        points.push_back(point_of(state, mark, packet));
    }
    return points;
}

}  // namespace halfstep
