#include "session/transcript_import.hpp"

#include <algorithm>
#include <utility>

#include "interviewers/reading/looks_for.hpp"
#include "session/assessment.hpp"

namespace halfstep {
namespace {

/// Share of a question's words that an interviewer's turn must hold to be that question.
constexpr double kSameQuestion = 0.6;

/// Runs commands on a log in memory.
class Log {
public:
    explicit Log(std::int64_t at_ms) : at_ms_(at_ms) {}

    Result<Done> take(const LoopCommand& command) {
        Result<std::vector<EventBody>> bodies = decide(state_, command);
        if (!bodies) return bodies.error();
        for (EventBody& body : *bodies) {
            Event event{"", state_.seq_last + 1, at_ms_, 1, std::move(body)};
            apply(state_, event);
            events_.push_back(std::move(event));
        }
        return Done{};
    }

    const LoopState& state() const { return state_; }
    std::vector<Event> events() { return std::move(events_); }

private:
    std::int64_t at_ms_;
    LoopState state_;
    std::vector<Event> events_;
};

bool has_words(const Turn& turn) {
    return turn.text.find_first_not_of(" \t\r\n") != std::string::npos;
}

/// The planned question an interviewer's words put; empty when they are the interviewer's own.
std::string question_put(const PanelSpec& panel, const RoundSpec& round, const Turn& turn) {
    const auto planned = std::ranges::find(round.questions, turn.question);
    if (planned != round.questions.end()) return *planned;
    std::string best;
    double most = kSameQuestion;
    for (const std::string& id : round.questions) {
        const QuestionSpec* question = panel.find_question(id);
        const double share = question ? covers({question->ask, {}}, turn.text, "") : 0;
        if (share < most) continue;
        most = share;
        best = id;
    }
    return best;
}

Move move_of(const PanelSpec& panel, const RoundSpec& round, const Turn& turn,
             std::string& question_open) {
    Move move;
    move.text = turn.text;
    move.reason = "from a transcript";
    move.question = question_put(panel, round, turn);
    const bool begins = !move.question.empty() && move.question != question_open;
    move.kind = begins || question_open.empty() ? MoveKind::Question : MoveKind::FollowUp;
    if (move.question.empty()) move.question = question_open;
    question_open = move.question;
    return move;
}

Result<Done> say_round(Log& log, const PanelSpec& panel, const RoundRecord& record) {
    const RoundSpec& round = *panel.find_round(record.round);
    std::string question_open;
    for (const Turn& turn : record.turns) {
        if (!has_words(turn)) continue;
        LoopCommand command;
        if (turn.speaker == Speaker::Interviewer) {
            command = Speak{move_of(panel, round, turn, question_open)};
        } else {
            Say said;
            said.key = "import-" + std::to_string(log.state().seq_last);
            said.text = turn.text;
            said.kind = turn.kind;
            said.at_ms = turn.at_ms;
            said.until_ms = turn.until_ms;
            command = said;
        }
        const Result<Done> taken = log.take(command);
        if (!taken) return taken;
    }
    return Done{};
}

Result<Done> check(const Transcript& transcript, const PanelSpec& panel) {
    bool said = false;
    std::string rounds;
    for (const RoundSpec& round : panel.rounds) rounds += (rounds.empty() ? "" : ", ") + round.id;
    for (std::size_t k = 0; k < transcript.rounds.size(); ++k) {
        const RoundRecord& record = transcript.rounds[k];
        if (!panel.find_round(record.round)) {
            return Error{ErrorCode::InvalidData, "loop.143",
                         "the round \"" + record.round + "\" is not one of " + panel.name,
                         "/transcript/rounds/" + std::to_string(k),
                         "name it after one of: " + rounds + "; or leave it out"};
        }
        said = said || std::ranges::any_of(record.turns, [](const Turn& turn) {
                   return turn.speaker == Speaker::Candidate && has_words(turn);
               });
    }
    if (said) return Done{};
    return Error{ErrorCode::InvalidData, "loop.144", "the candidate says nothing in it",
                 "/transcript", "say who of the speakers is the candidate"};
}

}  // namespace

Result<std::vector<Event>> events_of(StartLoop start, const Transcript& transcript,
                                     std::int64_t at_ms) {
    const Transcript placed = with_panel_rounds(transcript, start.panel);
    const Result<Done> sound = check(placed, start.panel);
    if (!sound) return sound.error();
    start.origin = "import";
    Log log(at_ms);
    Result<Done> done = log.take(start);
    for (const RoundSpec& round : start.panel.rounds) {
        if (!done) break;
        const RoundRecord* record = placed.find_round(round.id);
        if (record) done = say_round(log, start.panel, *record);
        if (done) done = log.take(FinishRound{"end-" + round.id, "interviewer"});
    }
    if (!done) return done.error();
    return log.events();
}

}  // namespace halfstep
