#pragma once

#include "panel/panel_spec.hpp"

namespace halfstep::testing {

/// Two seats, three rounds (coding has two), two signals: enough room for everything that can
/// happen in a loop, and small enough to see through.
inline PanelSpec small_panel() {
    PanelSpec panel;
    panel.name = "small";
    panel.title = "Small panel";
    panel.role = "backend";
    panel.ladder = default_ladder();
    panel.target_level = "senior";
    panel.scale = default_scale();
    for (const char* id : {"coding", "design"}) {
        SignalSpec signal;
        signal.id = id;
        signal.meaning = std::string("secret meaning of ") + id;
        signal.owner = {id};
        signal.anchors["senior"]["hire"] = std::string("anchor of ") + id;
        panel.signals.push_back(signal);
        SeatSpec seat;
        seat.id = id;
        seat.signals = {id};
        panel.seats.push_back(seat);
        QuestionSpec question;
        question.id = std::string(id) + "-question";
        question.ask = std::string("Tell me about ") + id;
        question.signals = {id};
        question.looks_for = {{std::string("looked for in ") + id, {}}};
        question.challenges = {std::string("challenge of ") + id};
        panel.questions.push_back(question);
    }
    const auto add_round = [&](const char* id, const char* seat) {
        RoundSpec round;
        round.id = id;
        round.seat = seat;
        round.kind = seat;
        round.minutes = 30;
        round.questions = {std::string(seat) + "-question"};
        panel.rounds.push_back(round);
    };
    add_round("coding", "coding");
    add_round("design", "design");
    add_round("coding-again", "coding");
    return panel;
}

}  // namespace halfstep::testing
