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

/// What a decision makes of the chance; nothing where it could not be decided.
struct Standing {
    std::optional<double> p_target;
    std::string outcome;
};

Standing standing_of(const nlohmann::json& verdict) {
    Standing standing;
    standing.outcome = verdict.value("outcome", "");
    if (const auto panels = verdict.find("panels"); panels != verdict.end()) {
        const auto chance = panels->find("p_target");
        if (chance != panels->end() && chance->is_number()) {
            standing.p_target = chance->get<double>();
        }
    }
    return standing;
}

Standing decided(const Packet& packet, const PanelSpec& panel, const std::string& level) {
    DebriefOptions options;
    options.level = level;
    const Result<Debrief> debrief = run_debrief(packet, panel, options);
    return debrief ? standing_of(to_json(debrief->verdict)) : Standing{};
}

/// The decision of the room as far as it has come in its debrief.
class Meeting {
public:
    explicit Meeting(const LoopState& state) : state_(state), panel_(*state.panel) {
        panel_.policy.parameters["floors"] = false;
        panel_.policy.parameters["use_revote"] = false;
    }

    Standing before() {
        return standing_ = decided(packet_of(state_), panel_, state_.target_level);
    }

    /// Most steps weigh what is on the table already; these two put something new on it.
    Standing after(const std::string& step) {
        const char* parameter = step == "floors"              ? "floors"
                                : step == "discussion_effect" ? "use_revote"
                                                              : nullptr;
        if (!parameter) return standing_;
        const auto& own = state_.panel->policy.parameters;
        const auto found = own.find(parameter);
        panel_.policy.parameters.erase(parameter);
        if (found != own.end()) panel_.policy.parameters.insert(*found);
        return before();
    }

private:
    const LoopState& state_;
    PanelSpec panel_;
    Standing standing_;
};

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
        const Standing standing = decided(packet, *state.panel, state.target_level);
        points.push_back(
            {mark.seq, mark.round, mark.turn, standing.p_target, standing.outcome, ""});
    }
    return points;
}

std::vector<ProgressPoint> decision_course(const LoopState& state,
                                           const std::vector<Event>& events) {
    std::vector<ProgressPoint> points;
    Meeting meeting(state);
    const auto add = [&](const Event& event, const Standing& standing, const std::string& step) {
        points.push_back({event.seq, "", 0, standing.p_target, standing.outcome, step});
    };
    for (const Event& event : events) {
        if (std::holds_alternative<EnvelopesOpened>(event.body)) {
            add(event, meeting.before(), "envelopes_opened");
        } else if (const auto* step = std::get_if<DebriefStep>(&event.body)) {
            add(event, meeting.after(step->step), step->step);
        } else if (const auto* verdict = std::get_if<VerdictReached>(&event.body)) {
            add(event, standing_of(nlohmann::json::parse(verdict->json)), "verdict");
        } else if (const auto* correction = std::get_if<RatingCorrected>(&event.body)) {
            if (correction->verdict_json.empty()) continue;
            add(event, standing_of(nlohmann::json::parse(correction->verdict_json)), "correction");
        }
    }
    return points;
}

}  // namespace halfstep
