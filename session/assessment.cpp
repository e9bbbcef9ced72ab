#include "session/assessment.hpp"

#include <algorithm>

#include "interviewers/assess.hpp"

namespace halfstep {
namespace {

/// Gives each of the transcript's rounds the id of the panel's round it belongs to.
Transcript with_panel_rounds(Transcript transcript, const PanelSpec& panel) {
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

bool said_anything(const SeatView& view) {
    return std::ranges::any_of(view.records,
                               [](const RoundRecord& record) { return !record.turns.empty(); });
}

Feedback abstention(const SeatSpec& seat, const std::string& rater, const std::string& why) {
    Feedback feedback;
    feedback.seat = seat.id;
    feedback.rater = rater + ":" + seat.id;
    feedback.abstained = why;
    return feedback;
}

}  // namespace

SeatView seat_view(const Transcript& transcript, const PanelSpec& panel, const std::string& level,
                   const std::string& seat) {
    SeatView view;
    view.brief.role = panel.role;
    view.brief.title = panel.title;
    view.brief.target_level = level.empty() ? panel.target_level : level;
    view.brief.ladder = panel.ladder;
    view.brief.scale = panel.scale;
    view.brief.values = panel.values;
    if (const SeatSpec* spec = panel.find_seat(seat)) view.seat = *spec;
    for (const SignalSpec& signal : panel.signals) {
        if (std::ranges::find(view.seat.signals, signal.id) != view.seat.signals.end()) {
            view.signals.push_back(signal);
        }
    }
    for (const RoundSpec& round : panel.rounds) {
        if (round.seat != seat) continue;
        view.rounds.push_back(round);
        for (const std::string& question : round.questions) {
            if (const QuestionSpec* spec = panel.find_question(question)) {
                view.questions.push_back(*spec);
            }
        }
        const RoundRecord* record = transcript.find_round(round.id);
        view.records.push_back(record ? *record : RoundRecord{round.id, {}});
    }
    return view;
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
                abstention(seat, "human", "a person's seat; nobody sat in it"));
            continue;
        }
        const SeatView view = seat_view(*packet.transcript, panel, packet.target_level, seat.id);
        if (!said_anything(view)) {
            packet.feedback.push_back(
                abstention(seat, "agent", "the transcript has no round of this seat"));
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
                     "name its rounds after the panel's: " + rounds};
    }
    return packet;
}

}  // namespace halfstep
