#include "panel/legal_events.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace halfstep {
namespace {

RoundStarted start_of(const PanelSpec& panel, const std::string& id) {
    const RoundSpec& round = *panel.find_round(id);
    return {round.id, round.seat, round.minutes};
}

/// What the round is at: the planned question that was put last.
std::string question_open(const LoopState& state, const std::string& round) {
    const std::vector<Turn>& turns = state.record(round).turns;
    for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
        if (!turn->question.empty()) return turn->question;
    }
    return "";
}

QuestionAsked asked_by_person(const LoopState& state, const RoundState& round,
                              const AskQuestion& command) {
    const SeatState& seat = *state.find_seat(command.seat);
    QuestionAsked asked;
    asked.round = round.round;
    asked.turn = state.record(round.round).turns.size();
    const bool begins = !command.question.empty() || question_open(state, round.round).empty();
    asked.move = round.answer_open ? MoveKind::Interruption
                 : begins          ? MoveKind::Question
                                   : MoveKind::FollowUp;
    asked.text = command.text;
    asked.question = command.question;
    if (asked.question.empty()) asked.question = question_open(state, round.round);
    asked.reason = "asked by the person in the seat";
    asked.by = "human:" + (seat.name.empty() ? seat.seat : seat.name);
    asked.key = command.key;
    return asked;
}

/// The round ends; the next one that is left begins.
void finish(const LoopState& state, Events& events, const std::string& id, const std::string& by,
            const std::string& key) {
    events.push_back(RoundFinished{id, by, key});
    for (const RoundState& round : state.rounds) {
        if (round.finished || round.round == id) continue;
        events.push_back(start_of(*state.panel, round.round));
        return;
    }
}

}  // namespace

Result<Events> legal_events(const LoopState& state, const StartLoop& command) {
    if (state.panel) return refused("loop.104", "the loop has started already");
    const PanelSpec& panel = command.panel;
    const std::string level =
        command.target_level.empty() ? panel.target_level : command.target_level;
    if (panel.rounds.empty()) {
        return refused("loop.117", "the panel \"" + panel.name + "\" has no rounds to hold",
                       "/panel", "use a panel with rounds; this one reconciles ratings only");
    }
    if (!panel.level_index(level)) {
        std::string ladder;
        for (const std::string& step : panel.ladder) {
            ladder += (ladder.empty() ? "one of: " : ", ") + step;
        }
        return invalid("loop.116", "there is no level \"" + level + "\" on the panel's ladder",
                       "/target_level", ladder);
    }
    if (command.candidate.size() > 2 * limits::kIdBytesMax || !is_utf8(command.candidate)) {
        return invalid("loop.118", "the candidate's name is too long or not UTF-8", "/candidate");
    }
    Events events{LoopStarted{panel, level, command.candidate, command.seed, command.origin}};
    events.insert(events.end(), command.taken.begin(), command.taken.end());
    events.push_back(start_of(panel, panel.rounds.front().id));
    return events;
}

Result<Events> legal_events(const LoopState& state, const AskQuestion& command) {
    if (const Result<Done> key = check_key(command.key); !key) return key.error();
    if (state.keys.contains(command.key)) return Events{};
    if (const Result<Done> seat = check_human_seat(state, command.seat); !seat) return seat.error();
    if (command.text.empty()) return invalid("loop.103", "the question is empty", "/text");
    if (!is_utf8(command.text)) return invalid("loop.118", "not UTF-8", "/text");
    if (command.text.size() > limits::kQuestionBytesMax) {
        return Error{
            ErrorCode::TooLarge, "loop.107",
            "the question is longer than " + std::to_string(limits::kQuestionBytesMax) + " bytes",
            "/text", "ask one thing at a time"};
    }
    const RoundState* round = state.current();
    if (!round) return no_round();
    if (round->paused) return paused();
    if (round->seat != command.seat) {
        return refused("loop.140",
                       "round \"" + round->round + "\" is not one of seat \"" + command.seat + "\"",
                       "/seat", "a seat asks in its own rounds only");
    }
    const std::vector<std::string>& planned = state.panel->find_round(round->round)->questions;
    if (!command.question.empty() &&
        std::ranges::find(planned, command.question) == planned.end()) {
        return Error{ErrorCode::NotFound, "loop.141",
                     "round \"" + round->round + "\" has no question \"" + command.question + "\"",
                     "/question", "name one of the round's questions, or none"};
    }
    if (const Result<Done> room = check_room(state); !room) return room.error();
    return Events{asked_by_person(state, *round, command)};
}

Result<Events> legal_events(const LoopState& state, const Speak& command) {
    const RoundState* round = state.current();
    if (!round) return no_round();
    if (round->paused) return paused();
    const Move& move = command.move;
    const std::size_t turn = state.record(round->round).turns.size();
    const bool asks = move.kind == MoveKind::Question || move.kind == MoveKind::FollowUp ||
                      move.kind == MoveKind::Challenge || move.kind == MoveKind::Interruption ||
                      move.kind == MoveKind::Reply;
    if (asks) {
        return Events{QuestionAsked{round->round, turn, move.kind, move.text, move.question,
                                    move.asks_for, move.reason, move.quote}};
    }
    Events events{RemarkMade{round->round, turn, move.kind, move.text, move.reason}};
    if (move.kind == MoveKind::Closing && move.ends_round) {
        finish(state, events, round->round, "interviewer", "");
    }
    return events;
}

Result<Events> legal_events(const LoopState& state, const Say& command) {
    if (const Result<Done> key = check_key(command.key); !key) return key.error();
    if (state.keys.contains(command.key)) return Events{};
    if (command.text.empty()) return invalid("loop.103", "the answer is empty", "/text");
    if (!is_utf8(command.text)) return invalid("loop.118", "not UTF-8", "/text");
    const RoundState* round = state.current();
    if (!round) return no_round();
    if (round->paused) return paused();
    const std::vector<Turn>& turns = state.record(round->round).turns;
    // A growing answer is extended by more of its own kind; code after speech is a new turn.
    const bool extends = round->answer_open && turns.back().kind == command.kind;
    if (command.continues && !extends) {
        return refused("loop.128", "the interviewer has cut in; there is no answer to go on with",
                       "/continues", "answer what the interviewer said, then say the rest");
    }
    const std::size_t before = extends ? turns.back().text.size() + 1 : 0;
    if (before + command.text.size() > limits::kAnswerBytesMax) {
        return Error{
            ErrorCode::TooLarge, "loop.107",
            "the answer is longer than " + std::to_string(limits::kAnswerBytesMax) + " bytes",
            "/text", "finish this answer, and say the rest in another"};
    }
    if (const Result<Done> room = check_room(state); !room) return room.error();
    const std::size_t turn = extends ? turns.size() - 1 : turns.size();
    return Events{AnswerGiven{round->round, turn, command.kind, command.text, command.partial,
                              command.key, command.at_ms, command.until_ms}};
}

Result<Events> legal_events(const LoopState& state, const FinishRound& command) {
    if (command.by != "time") {
        if (const Result<Done> key = check_key(command.key); !key) return key.error();
        if (state.keys.contains(command.key)) return Events{};
    }
    const RoundState* round = state.current();
    if (!round) return no_round();
    if (!command.round.empty() && command.round != round->round) {
        return refused("loop.126", "the round \"" + command.round + "\" is not running", "/round",
                       "the running round is \"" + round->round + "\"");
    }
    Events events;
    finish(state, events, round->round, command.by, command.key);
    return events;
}

Result<Events> legal_events(const LoopState& state, const PauseLoop& command) {
    if (const Result<Done> key = check_key(command.key); !key) return key.error();
    if (state.keys.contains(command.key)) return Events{};
    const RoundState* round = state.current();
    if (!round) return no_round();
    if (round->paused) return refused("loop.127", "the loop is paused already");
    return Events{LoopPaused{command.key}};
}

Result<Events> legal_events(const LoopState& state, const ResumeLoop& command) {
    if (const Result<Done> key = check_key(command.key); !key) return key.error();
    if (state.keys.contains(command.key)) return Events{};
    const RoundState* round = state.current();
    if (!round) return no_round();
    if (!round->paused) return refused("loop.127", "the loop is not paused");
    return Events{LoopResumed{command.key}};
}

Result<Events> legal_events(const LoopState& state, const FinishLoop& command) {
    if (const Result<Done> key = check_key(command.key); !key) return key.error();
    if (state.keys.contains(command.key)) return Events{};
    Events events;
    for (const RoundState& round : state.rounds) {
        if (round.finished) continue;
        events.push_back(
            RoundFinished{round.round, "candidate", events.empty() ? command.key : ""});
    }
    if (events.empty()) return no_round();
    return events;
}

Result<Events> legal_events(const LoopState& state, const RecordReply& command) {
    // What was said about feedback is sealed with it.
    if (command.reply.task == "feedback") return refused("loop.110", "not opened yet");
    if (!state.find_seat(command.reply.seat)) {
        return Error{ErrorCode::NotFound, "loop.109",
                     "there is no seat \"" + command.reply.seat + "\"", "/seat", ""};
    }
    return Events{command.reply};
}

}  // namespace halfstep
