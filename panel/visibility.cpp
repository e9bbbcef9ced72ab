#include "panel/visibility.hpp"

#include <algorithm>

namespace halfstep {
namespace {

PanelSpec without_answers(PanelSpec panel) {
    for (SignalSpec& signal : panel.signals) {
        signal.anchors.clear();
        signal.vocabulary.clear();
        signal.usual_rejection.clear();
    }
    for (QuestionSpec& question : panel.questions) {
        question.looks_for.clear();
        question.follow_ups.clear();
        question.challenges.clear();
        if (question.problem) {
            question.problem->tests.clear();
            question.problem->pitfalls.clear();
        }
    }
    for (CompanyValue& value : panel.values) {
        value.counts.clear();
        value.ask.clear();
    }
    panel.notes.clear();
    panel.usual_rejection.clear();
    return panel;
}

LoopRound round_of_loop(const PanelSpec& panel, const RoundSpec& spec) {
    LoopRound round{spec.id, spec.kind.empty() ? spec.id : spec.kind, {}};
    const SeatSpec* seat = panel.find_seat(spec.seat);
    if (seat == nullptr) return round;
    for (const std::string& id : seat->signals)
        if (const SignalSpec* signal = panel.find_signal(id))
            round.looks_at.push_back(signal->meaning);
    return round;
}

/// The round an event's words belong to; empty when it has none.
std::string round_of_words(const EventBody& body) {
    if (const auto* asked = std::get_if<QuestionAsked>(&body)) return asked->round;
    if (const auto* remark = std::get_if<RemarkMade>(&body)) return remark->round;
    if (const auto* answer = std::get_if<AnswerGiven>(&body)) return answer->round;
    if (const auto* reply = std::get_if<ModelReplied>(&body)) return reply->round;
    return "";
}

}  // namespace

SeatView view_for_seat(const PanelSpec& panel, const std::string& level,
                       const Transcript& transcript, std::uint64_t seed, const std::string& seat) {
    SeatView view;
    view.brief.role = panel.role;
    view.brief.title = panel.title;
    view.brief.target_level = level.empty() ? panel.target_level : level;
    view.brief.ladder = panel.ladder;
    view.brief.scale = panel.scale;
    view.brief.values = panel.values;
    view.seed = seed;
    if (const SeatSpec* spec = panel.find_seat(seat)) view.seat = *spec;
    for (const SignalSpec& signal : panel.signals) {
        if (std::ranges::find(view.seat.signals, signal.id) != view.seat.signals.end()) {
            view.signals.push_back(signal);
        }
    }
    for (const RoundSpec& round : panel.rounds) {
        view.brief.rounds.push_back(round_of_loop(panel, round));
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

SeatView view_for_seat(const LoopState& state, const std::string& seat) {
    SeatView view =
        view_for_seat(*state.panel, state.target_level, state.transcript, state.seed, seat);
    view.brief.candidate = state.candidate;
    return view;
}

std::optional<Event> as_seen_by(Role role, const std::string& seat, const PanelSpec& panel,
                                const Event& event, bool opened) {
    if (opened || role == Role::Coach || role == Role::Observer) return event;
    if (role == Role::Seat) {
        const std::string id = round_of_words(event.body);
        const RoundSpec* round = panel.find_round(id);
        if (!id.empty() && (!round || round->seat != seat)) return std::nullopt;
        return event;
    }
    Event seen = event;
    if (auto* started = std::get_if<LoopStarted>(&seen.body)) {
        started->panel = without_answers(std::move(started->panel));
    } else if (auto* asked = std::get_if<QuestionAsked>(&seen.body)) {
        asked->asks_for.reset();
        asked->reason.clear();
    } else if (auto* remark = std::get_if<RemarkMade>(&seen.body)) {
        remark->reason.clear();
    } else if (auto* reply = std::get_if<ModelReplied>(&seen.body)) {
        // That it answered is no secret; what it was thinking is.
        reply->text.clear();
        reply->reason.clear();
        reply->proposed = 0;
        reply->refused.clear();
    }
    return seen;
}

}  // namespace halfstep
