#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "panel/interviewer.hpp"
#include "panel/json.hpp"

namespace halfstep::testing {

/// A seat that owns one signal and heard one round of tests/cases/behavioral.
inline SeatView view_of_case(const std::string& name) {
    std::ifstream in(std::string(HALFSTEP_SOURCE_DIR) + "/tests/cases/behavioral/" + name +
                     ".json");
    std::ostringstream text;
    text << in.rdbuf();
    const Transcript transcript = *transcript_from_json(*parse_json(text.str()));
    SeatView view;
    view.brief.role = "backend";
    view.brief.target_level = "senior";
    view.brief.ladder = default_ladder();
    view.brief.scale = default_scale();
    view.seat.id = "behavioral";
    view.seat.kind = SeatKind::Model;
    view.seat.signals = {"ownership"};
    SignalSpec signal;
    signal.id = "ownership";
    signal.meaning = "Owns outcomes.";
    signal.owner = {"behavioral"};
    signal.anchors["senior"]["hire"] = "Owns the outcome past the own team.";
    view.signals = {signal};
    RoundSpec round;
    round.id = "behavioral";
    round.seat = "behavioral";
    round.kind = "behavioral";
    round.questions = {"conflict", "failure"};
    view.rounds = {round};
    QuestionSpec conflict;
    conflict.id = "conflict";
    conflict.ask = "Tell me about a conflict at work.";
    conflict.looks_for = {{"escalated to the steering committee with a written proposal", {}}};
    QuestionSpec failure;
    failure.id = "failure";
    failure.ask = "What failed that was yours?";
    view.questions = {conflict, failure};
    view.records = {transcript.rounds.front()};
    return view;
}

/// The round as it stands after the first answer, with its question known as the panel's.
inline SeatView after_first_answer(SeatView view) {
    std::vector<Turn>& turns = view.records.front().turns;
    std::size_t answers = 0;
    for (std::size_t k = 0; k < turns.size(); ++k) {
        if (turns[k].speaker == Speaker::Candidate && ++answers == 1) {
            turns.resize(k + 1);
            break;
        }
    }
    Turn opening;
    opening.speaker = Speaker::Interviewer;
    opening.text = "Hello.";
    opening.move = "opening";
    for (Turn& turn : turns) {
        if (turn.speaker == Speaker::Candidate) continue;
        turn.move = "question";
        turn.question = "conflict";
    }
    turns.insert(turns.begin(), opening);
    return view;
}

}  // namespace halfstep::testing
