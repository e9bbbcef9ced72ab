#include "panel/loop_rules.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "panel/json.hpp"

namespace halfstep {
namespace {

using Events = std::vector<EventBody>;

Error refused(const char* id, std::string message, std::string where = "", std::string hint = "") {
    return Error{ErrorCode::Refused, id, std::move(message), std::move(where), std::move(hint)};
}

Error invalid(const char* id, std::string message, std::string where = "", std::string hint = "") {
    return Error{ErrorCode::InvalidArgument, id, std::move(message), std::move(where),
                 std::move(hint)};
}

Result<Done> check_key(const std::string& key) {
    if (key.empty() || key.size() > limits::kIdBytesMax || !is_utf8(key)) {
        return invalid("loop.105", "the key is empty, too long or not UTF-8", "/key",
                       "give each command a key of its own, 1 to " +
                           std::to_string(limits::kIdBytesMax) + " bytes");
    }
    return Done{};
}

std::optional<Error> not_opened(const LoopState& state) {
    if (state.opened && !state.verdict_json.empty()) return std::nullopt;
    return refused("loop.110", "the debrief has not happened yet", "",
                   "wait until every seat has sealed its feedback");
}

RoundStarted start_of(const PanelSpec& panel, const std::string& id) {
    const RoundSpec& round = *panel.find_round(id);
    return {round.id, round.seat, round.minutes};
}

/// The legal events of each command; state.panel is there except for StartLoop.
class Decision {
public:
    explicit Decision(const LoopState& state) : state_(state) {}

    Result<Events> operator()(const StartLoop& command) {
        if (state_.panel) return refused("loop.104", "the loop has started already");
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
            return invalid("loop.118", "the candidate's name is too long or not UTF-8",
                           "/candidate");
        }
        Events events{LoopStarted{panel, level, command.candidate, command.seed, command.origin}};
        events.insert(events.end(), command.taken.begin(), command.taken.end());
        events.push_back(start_of(panel, panel.rounds.front().id));
        return events;
    }

    Result<Events> operator()(const TakeSeat& command) {
        const SeatTaken& taken = command.taken;
        if (const Result<Done> key = check_key(taken.key); !key) return key.error();
        if (state_.keys.contains(taken.key)) return Events{};
        if (const Result<Done> seat = check_human_seat(taken.seat); !seat) return seat.error();
        if (taken.name.size() > limits::kIdBytesMax || !is_utf8(taken.name)) {
            return invalid("loop.118", "the name is too long or not UTF-8", "/name");
        }
        if (const Result<Done> room = check_room(); !room) return room.error();
        return Events{taken};
    }

    Result<Events> operator()(const AskQuestion& command) {
        if (const Result<Done> key = check_key(command.key); !key) return key.error();
        if (state_.keys.contains(command.key)) return Events{};
        if (const Result<Done> seat = check_human_seat(command.seat); !seat) return seat.error();
        if (command.text.empty()) return invalid("loop.103", "the question is empty", "/text");
        if (!is_utf8(command.text)) return invalid("loop.118", "not UTF-8", "/text");
        if (command.text.size() > limits::kQuestionBytesMax) {
            return Error{ErrorCode::TooLarge, "loop.107",
                         "the question is longer than " +
                             std::to_string(limits::kQuestionBytesMax) + " bytes",
                         "/text", "ask one thing at a time"};
        }
        const RoundState* round = state_.current();
        if (!round) return no_round();
        if (round->paused) return paused();
        if (round->seat != command.seat) {
            return refused(
                "loop.140",
                "round \"" + round->round + "\" is not one of seat \"" + command.seat + "\"",
                "/seat", "a seat asks in its own rounds only");
        }
        const std::vector<std::string>& planned = state_.panel->find_round(round->round)->questions;
        if (!command.question.empty() &&
            std::ranges::find(planned, command.question) == planned.end()) {
            return Error{
                ErrorCode::NotFound, "loop.141",
                "round \"" + round->round + "\" has no question \"" + command.question + "\"",
                "/question", "name one of the round's questions, or none"};
        }
        if (const Result<Done> room = check_room(); !room) return room.error();
        return Events{asked_by_person(*round, command)};
    }

    Result<Events> operator()(const Speak& command) {
        const RoundState* round = state_.current();
        if (!round) return no_round();
        if (round->paused) return paused();
        const Move& move = command.move;
        const std::size_t turn = state_.record(round->round).turns.size();
        const bool asks = move.kind == MoveKind::Question || move.kind == MoveKind::FollowUp ||
                          move.kind == MoveKind::Challenge || move.kind == MoveKind::Interruption;
        if (asks) {
            return Events{QuestionAsked{round->round, turn, move.kind, move.text, move.question,
                                        move.asks_for, move.reason, move.quote}};
        }
        Events events{RemarkMade{round->round, turn, move.kind, move.text, move.reason}};
        if (move.kind == MoveKind::Closing && move.ends_round) {
            finish(events, round->round, "interviewer", "");
        }
        return events;
    }

    Result<Events> operator()(const Say& command) {
        if (const Result<Done> key = check_key(command.key); !key) return key.error();
        if (state_.keys.contains(command.key)) return Events{};
        if (command.text.empty()) return invalid("loop.103", "the answer is empty", "/text");
        if (!is_utf8(command.text)) return invalid("loop.118", "not UTF-8", "/text");
        const RoundState* round = state_.current();
        if (!round) return no_round();
        if (round->paused) return paused();
        const std::vector<Turn>& turns = state_.record(round->round).turns;
        // A growing answer is extended by more of its own kind; code after speech is a new turn.
        const bool extends = round->answer_open && turns.back().kind == command.kind;
        if (command.continues && !extends) {
            return refused("loop.128",
                           "the interviewer has cut in; there is no answer to go on with",
                           "/continues", "answer what the interviewer said, then say the rest");
        }
        const std::size_t before = extends ? turns.back().text.size() + 1 : 0;
        if (before + command.text.size() > limits::kAnswerBytesMax) {
            return Error{
                ErrorCode::TooLarge, "loop.107",
                "the answer is longer than " + std::to_string(limits::kAnswerBytesMax) + " bytes",
                "/text", "finish this answer, and say the rest in another"};
        }
        if (const Result<Done> room = check_room(); !room) return room.error();
        const std::size_t turn = extends ? turns.size() - 1 : turns.size();
        return Events{AnswerGiven{round->round, turn, command.kind, command.text, command.partial,
                                  command.key, command.at_ms, command.until_ms}};
    }

    Result<Events> operator()(const FinishRound& command) {
        if (command.by != "time") {
            if (const Result<Done> key = check_key(command.key); !key) return key.error();
            if (state_.keys.contains(command.key)) return Events{};
        }
        const RoundState* round = state_.current();
        if (!round) return no_round();
        if (!command.round.empty() && command.round != round->round) {
            return refused("loop.126", "the round \"" + command.round + "\" is not running",
                           "/round", "the running round is \"" + round->round + "\"");
        }
        Events events;
        finish(events, round->round, command.by, command.key);
        return events;
    }

    Result<Events> operator()(const PauseLoop& command) {
        if (const Result<Done> key = check_key(command.key); !key) return key.error();
        if (state_.keys.contains(command.key)) return Events{};
        const RoundState* round = state_.current();
        if (!round) return no_round();
        if (round->paused) return refused("loop.127", "the loop is paused already");
        return Events{LoopPaused{command.key}};
    }

    Result<Events> operator()(const ResumeLoop& command) {
        if (const Result<Done> key = check_key(command.key); !key) return key.error();
        if (state_.keys.contains(command.key)) return Events{};
        const RoundState* round = state_.current();
        if (!round) return no_round();
        if (!round->paused) return refused("loop.127", "the loop is not paused");
        return Events{LoopResumed{command.key}};
    }

    Result<Events> operator()(const FinishLoop& command) {
        if (const Result<Done> key = check_key(command.key); !key) return key.error();
        if (state_.keys.contains(command.key)) return Events{};
        Events events;
        for (const RoundState& round : state_.rounds) {
            if (round.finished) continue;
            events.push_back(
                RoundFinished{round.round, "candidate", events.empty() ? command.key : ""});
        }
        if (events.empty()) return no_round();
        return events;
    }

    Result<Events> operator()(const SealFeedback& command) {
        const Feedback& feedback = command.feedback;
        if (const Result<Done> seat = check_seat(feedback.seat); !seat) return seat.error();
        for (const RoundState& round : state_.rounds) {
            if (round.seat == feedback.seat && !round.finished) {
                return refused(
                    "loop.111",
                    "round \"" + round.round + "\" of seat \"" + feedback.seat + "\" is not over",
                    "/seat", "seal after the seat's last round");
            }
        }
        return Events{FeedbackSealed{feedback.seat, feedback.rater, seal_of(feedback)}};
    }

    Result<Events> operator()(const AbstainSeat& command) {
        if (const Result<Done> seat = check_seat(command.seat); !seat) return seat.error();
        return Events{SeatAbstained{command.seat, command.rater, command.reason}};
    }

    Result<Events> operator()(const OpenEnvelopes& command) {
        if (state_.opened) return refused("loop.113", "the envelopes are open already");
        if (!state_.rounds_over() || !state_.all_sealed()) {
            return refused("loop.110", "not every seat has sealed", "",
                           "wait until every seat has sealed its feedback");
        }
        std::size_t sealed = 0;
        for (const SeatState& seat : state_.seats) sealed += seat.sha256.empty() ? 0 : 1;
        std::set<std::string> seen;
        for (const Feedback& feedback : command.feedback) {
            const SeatState* seat = state_.find_seat(feedback.seat);
            if (!seat || seat->sha256 != seal_of(feedback) || !seen.insert(seat->seat).second) {
                return Error{
                    ErrorCode::InvalidData, "loop.112",
                    "the feedback of seat \"" + feedback.seat + "\" is not what was sealed", "",
                    ""};
            }
        }
        if (seen.size() != sealed) {
            return Error{ErrorCode::InvalidData, "loop.112",
                         "the feedback of a seat that sealed is missing", "", ""};
        }
        Events events{EnvelopesOpened{command.feedback}};
        events.insert(events.end(), command.replies.begin(), command.replies.end());
        events.insert(events.end(), command.steps.begin(), command.steps.end());
        if (!command.verdict_json.empty()) events.push_back(VerdictReached{command.verdict_json});
        return events;
    }

    Result<Events> operator()(const RecordReply& command) {
        // What was said about feedback is sealed with it.
        if (command.reply.task == "feedback") return refused("loop.110", "not opened yet");
        if (!state_.find_seat(command.reply.seat)) {
            return Error{ErrorCode::NotFound, "loop.109",
                         "there is no seat \"" + command.reply.seat + "\"", "/seat", ""};
        }
        return Events{command.reply};
    }

    Result<Events> operator()(const CreateVariation& command) {
        if (const auto error = not_opened(state_)) return *error;
        if (!command.parent.empty() && !state_.find_variation(command.parent)) {
            return no_variation(command.parent, "/parent");
        }
        if (command.changes.empty()) {
            return invalid("loop.115", "a variation needs at least one change", "/changes");
        }
        if (state_.variations.size() >= limits::kVariationsPerLoopMax) {
            return Error{ErrorCode::TooLarge, "loop.119",
                         "the loop has " + std::to_string(limits::kVariationsPerLoopMax) +
                             " variations already",
                         "", "run the change with halfstep whatif instead"};
        }
        const std::string id = next_variation(state_);
        return Events{VariationCreated{id, command.parent, command.name.empty() ? id : command.name,
                                       command.changes, command.verdict_json}};
    }

    Result<Events> operator()(const ChangeVariation& command) {
        const VariationChanged& change = command.change;
        const auto known =
            std::ranges::find(state_.variations, change.variation, &VariationState::id);
        if (known == state_.variations.end() || (known->deleted && !change.restored)) {
            return no_variation(change.variation, "/variation");
        }
        const bool any = change.deleted || change.promoted || change.restored || change.demoted;
        if (!any && change.name.empty()) {
            return invalid("loop.115", "the change changes nothing", "/variation",
                           "give a name, deleted, restored, promoted or demoted");
        }
        return Events{change};
    }

    Result<Events> operator()(const CorrectRating& command) {
        if (const auto error = not_opened(state_)) return *error;
        const RatingCorrected& body = command.correction;
        const SeatSpec* seat = state_.panel->find_seat(body.seat);
        if (!seat) return no_seat(body.seat);
        if (std::ranges::find(seat->signals, body.signal) == seat->signals.end()) {
            return invalid("loop.120",
                           "seat \"" + body.seat + "\" does not own \"" + body.signal + "\"",
                           "/signal");
        }
        if (!state_.panel->scale.index_of(body.label)) {
            return invalid("loop.120", "there is no rating \"" + body.label + "\"", "/rating");
        }
        if (body.reason.empty() || (body.kind != "own_round" && body.kind != "after_discussion")) {
            return invalid("loop.120", "a correction says why and of what kind it is", "/reason",
                           "kind is own_round or after_discussion");
        }
        return Events{body};
    }

    Result<Events> operator()(const AddComment& command) {
        if (const auto error = not_opened(state_)) return *error;
        const CommentAdded& body = command.comment;
        if (body.text.empty() || body.text.size() > limits::kAnswerBytesMax ||
            !is_utf8(body.text)) {
            return invalid("loop.121", "the comment is empty, too long or not UTF-8", "/text");
        }
        const RoundRecord* record = state_.transcript.find_round(body.round);
        const bool on_turn = body.turn && record && *body.turn < record->turns.size();
        const bool on_card = std::ranges::any_of(state_.seats, [&](const SeatState& seat) {
            return seat.feedback &&
                   std::ranges::find(seat.feedback->cards, body.card, &EvidenceCard::id) !=
                       seat.feedback->cards.end();
        });
        if (!on_turn && !on_card) {
            return invalid("loop.121", "the comment is on no card and no turn", "/card",
                           "name a card, or a round and a turn");
        }
        return Events{body};
    }

private:
    static Error no_round() {
        return refused("loop.108", "no round is running", "", "the loop's rounds are over");
    }

    static Error no_variation(const std::string& id, const char* where) {
        return Error{ErrorCode::NotFound, "loop.114", "there is no variation \"" + id + "\"", where,
                     ""};
    }

    static Error paused() {
        return refused("loop.125", "the loop is paused", "", "loop.resume lets time run again");
    }

    static Error no_seat(const std::string& id) {
        return Error{ErrorCode::NotFound, "loop.109", "there is no seat \"" + id + "\"", "/seat",
                     ""};
    }

    /// The debrief of what was said needs room too.
    Result<Done> check_room() const {
        if (state_.seq_last + 1000 <= limits::kEventsPerLoopMax) return Done{};
        return Error{ErrorCode::TooLarge, "loop.106", "the loop has too many events", "",
                     "finish the loop"};
    }

    Result<Done> check_human_seat(const std::string& id) const {
        const SeatSpec* seat = state_.panel->find_seat(id);
        if (seat && seat->kind == SeatKind::Human) return check_seat(id);
        return Error{ErrorCode::NotFound, "loop.109", "there is no human seat \"" + id + "\"",
                     "/seat", "a seat is a person's when the panel or loop.start says so"};
    }

    /// What the round is at: the planned question that was put last.
    std::string question_open(const std::string& round) const {
        const std::vector<Turn>& turns = state_.record(round).turns;
        for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
            if (!turn->question.empty()) return turn->question;
        }
        return "";
    }

    QuestionAsked asked_by_person(const RoundState& round, const AskQuestion& command) const {
        const SeatState& seat = *state_.find_seat(command.seat);
        QuestionAsked asked;
        asked.round = round.round;
        asked.turn = state_.record(round.round).turns.size();
        const bool begins = !command.question.empty() || question_open(round.round).empty();
        asked.move = round.answer_open ? MoveKind::Interruption
                     : begins          ? MoveKind::Question
                                       : MoveKind::FollowUp;
        asked.text = command.text;
        asked.question = command.question;
        if (asked.question.empty()) asked.question = question_open(round.round);
        asked.reason = "asked by the person in the seat";
        asked.by = "human:" + (seat.name.empty() ? seat.seat : seat.name);
        asked.key = command.key;
        return asked;
    }

    Result<Done> check_seat(const std::string& id) const {
        const SeatState* seat = state_.find_seat(id);
        if (!seat) return no_seat(id);
        if (seat->done()) {
            return refused("loop.122", "seat \"" + id + "\" has sealed or abstained already",
                           "/seat", "sealed feedback cannot change; correct it after the debrief");
        }
        return Done{};
    }

    /// The round ends; the next one that is left begins.
    void finish(Events& events, const std::string& id, const std::string& by,
                const std::string& key) const {
        events.push_back(RoundFinished{id, by, key});
        for (const RoundState& round : state_.rounds) {
            if (round.finished || round.round == id) continue;
            events.push_back(start_of(*state_.panel, round.round));
            return;
        }
    }

    const LoopState& state_;
};

}  // namespace

Result<std::vector<EventBody>> decide(const LoopState& state, const LoopCommand& command) {
    if (!state.panel && !std::holds_alternative<StartLoop>(command)) {
        return refused("loop.108", "the loop has not started");
    }
    return std::visit(Decision(state), command);
}

std::string next_variation(const LoopState& state) {
    return "v" + std::to_string(state.variations.size() + 1);
}

Result<std::vector<Change>> changes_of_line(const LoopState& state, const std::string& variation) {
    std::vector<const VariationState*> line;
    for (std::string id = variation; !id.empty();) {
        const auto found = std::ranges::find(state.variations, id, &VariationState::id);
        if (found == state.variations.end() || line.size() > state.variations.size()) {
            return Error{ErrorCode::NotFound, "loop.114", "there is no variation \"" + id + "\"",
                         "", ""};
        }
        line.push_back(&*found);
        id = found->parent;
    }
    std::vector<Change> changes;
    for (auto it = line.rbegin(); it != line.rend(); ++it) {
        changes.insert(changes.end(), (*it)->changes.begin(), (*it)->changes.end());
    }
    return changes;
}

}  // namespace halfstep
