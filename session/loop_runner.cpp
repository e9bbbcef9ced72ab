#include "session/loop_runner.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/check.hpp"
#include "debrief/debrief.hpp"
#include "interviewers/embedded_interviewer.hpp"
#include "panel/json.hpp"
#include "panel/visibility.hpp"
#include "session/feedback_check.hpp"

namespace halfstep {
namespace {

constexpr int kAttemptsMax = 5;     ///< of a command against other writers
constexpr int kMovesInARowMax = 6;  ///< remarks an interviewer makes before it must listen
constexpr std::int64_t kAskEveryMs = 10'000;  ///< how often a silent interviewer is asked
constexpr std::int64_t kGraceMs = 60'000;     ///< for closing words after the time is over
constexpr std::int64_t kMinuteMs = 60'000;

/// The interviewer has something to do: open, ask, or answer what was said.
bool owes_move(const LoopState& state, const RoundState& round) {
    if (round.answer_open) return false;
    if (state.record(round.round).turns.empty()) return true;
    return !round.asked || round.asked == MoveKind::Opening;
}

std::size_t index_in(const SeatView& view, const std::string& round) {
    const auto found = std::ranges::find(view.rounds, round, &RoundSpec::id);
    return static_cast<std::size_t>(found - view.rounds.begin());
}

/// Why a seat has nothing to write about, if so.
std::optional<std::string> nothing_to_judge(const LoopState& state, const std::string& seat) {
    bool skipped = false;
    for (const RoundState& round : state.rounds) {
        if (round.seat != seat) continue;
        const RoundRecord* record = state.transcript.find_round(round.round);
        if (!round.skipped() && record && !record->turns.empty()) return std::nullopt;
        skipped |= round.skipped();
    }
    return skipped ? "the candidate skipped the round" : "the transcript has no round of this seat";
}

/// Answers to a state that another writer has changed: thought over again, not repeated.
bool of_the_moment(const LoopCommand& command) {
    const auto* finish = std::get_if<FinishRound>(&command);
    return std::holds_alternative<Speak>(command) || (finish && finish->by == "time");
}

DebriefStep refusal(const Error& error) {
    return {"refused", canonical({{"id", error.id},
                                  {"message", error.message},
                                  {"where", error.where},
                                  {"hint", error.hint}})};
}

}  // namespace

LoopRunner::LoopRunner(EventStore& store, std::string loop, Clock now_ms, InterviewerFactory make)
    : store_(store), loop_(std::move(loop)), now_ms_(std::move(now_ms)), make_(std::move(make)) {}

LoopRunner::~LoopRunner() = default;

Result<Done> LoopRunner::refresh() {
    Result<std::vector<Event>> more = store_.read(loop_, state_.seq_last);
    if (!more) return more.error();
    for (Event& event : *more) {
        apply(state_, event);
        events_.push_back(std::move(event));
    }
    stale_ = false;
    return Done{};
}

Result<Done> LoopRunner::resume() {
    if (const Result<Done> read = refresh(); !read) return read.error();
    if (!state_.panel) {
        return Error{ErrorCode::NotFound, "loop.101", "the loop \"" + loop_ + "\" never started",
                     "/loop", ""};
    }
    follow_up("resume");
    return Done{};
}

Result<Done> LoopRunner::append(std::vector<EventBody> bodies,
                                const std::vector<SealedFeedback>& sealed) {
    std::vector<Event> events;
    // Time in a log never runs backwards, even when the machine's clock does.
    const std::int64_t at_ms = std::max(now_ms_(), state_.last_ms);
    for (EventBody& body : bodies) {
        events.push_back(
            Event{loop_, state_.seq_last + events.size() + 1, at_ms, 1, std::move(body)});
    }
    if (Result<Done> stored = store_.append(loop_, events, sealed); !stored) {
        stale_ = true;
        return stored.error();
    }
    for (Event& event : events) {
        apply(state_, event);
        events_.push_back(std::move(event));
    }
    if (wake_) wake_(state_.seq_last);
    return Done{};
}

Result<std::uint64_t> LoopRunner::execute(const LoopCommand& command,
                                          const std::vector<SealedFeedback>& sealed) {
    for (int attempt = 1;; ++attempt) {
        if (stale_) {
            if (const Result<Done> read = refresh(); !read) return read.error();
        }
        Result<std::vector<EventBody>> bodies = decide(state_, command);
        if (!bodies) return bodies.error();
        if (bodies->empty()) {
            const std::string key = std::visit(
                [](const auto& taken) -> std::string {
                    if constexpr (requires { taken.key; }) return taken.key;
                    return {};
                },
                command);
            return state_.keys.at(key);
        }
        const std::uint64_t seq = state_.seq_last + 1;
        const Result<Done> stored = append(std::move(*bodies), sealed);
        if (stored) return seq;
        if (stored.error().code != ErrorCode::Conflict || attempt == kAttemptsMax ||
            of_the_moment(command)) {
            return stored.error();
        }
    }
}

Result<std::uint64_t> LoopRunner::start(const StartLoop& command) {
    Result<std::uint64_t> seq = execute(command);
    if (seq) follow_up("start");
    return seq;
}

Result<std::uint64_t> LoopRunner::say(const Say& command) {
    Result<std::uint64_t> seq = execute(command);
    if (!seq) return seq;
    const RoundState* round = state_.current();
    if (round && round->answer_open) {
        Moment moment;
        moment.elapsed_ms = elapsed_ms(*round, now_ms_());
        moment.answer_is_partial = true;
        const Result<bool> moved = react(moment);
        if (!moved) spdlog::warn("loop {}: {}", loop_, moved.error().message);
        return seq;
    }
    follow_up("say");
    return seq;
}

Result<std::uint64_t> LoopRunner::finish_round(const FinishRound& command) {
    Result<std::uint64_t> seq = execute(command);
    if (seq) follow_up("finish_round");
    return seq;
}

Result<std::uint64_t> LoopRunner::finish(const std::string& key) {
    Result<std::uint64_t> seq = execute(FinishLoop{key});
    if (seq) follow_up("finish");
    return seq;
}

Result<std::uint64_t> LoopRunner::take_seat(const SeatTaken& taken) {
    Result<std::uint64_t> seq = execute(TakeSeat{taken});
    if (seq) follow_up("take_seat");
    return seq;
}

std::string LoopRunner::rater_of(const SeatSpec& seat) const {
    if (seat.kind == SeatKind::Agent) return "agent:" + seat.id;
    if (seat.kind == SeatKind::Model) return "model:" + seat.id;
    const SeatState* kept = state_.find_seat(seat.id);
    return "human:" + (kept && !kept->name.empty() ? kept->name : seat.id);
}

Result<std::uint64_t> LoopRunner::submit(const Feedback& feedback) {
    if (stale_) {
        if (const Result<Done> read = refresh(); !read) return read.error();
    }
    const SeatSpec* seat = state_.panel ? state_.panel->find_seat(feedback.seat) : nullptr;
    if (!seat || seat->kind != SeatKind::Human) {
        return Error{ErrorCode::NotFound, "loop.109",
                     "there is no human seat \"" + feedback.seat + "\"", "/seat", ""};
    }
    if (feedback.abstained) {
        Result<std::uint64_t> seq =
            execute(AbstainSeat{seat->id, rater_of(*seat), *feedback.abstained});
        if (seq) follow_up("submit");
        return seq;
    }
    Result<Feedback> checked = checked_feedback(view_for_seat(state_, seat->id), feedback);
    if (!checked) return checked.error();
    // A person cannot sign as an agent.
    if (!checked->rater.starts_with("human:")) checked->rater = rater_of(*seat);
    Result<std::uint64_t> seq =
        execute(SealFeedback{*checked}, {{seat->id, canonical(to_json(*checked))}});
    if (seq) follow_up("submit");
    return seq;
}

/// What the command leads to; the command itself has succeeded whatever happens here.
void LoopRunner::follow_up(const char* after) {
    Result<Done> done = advance();
    for (int attempt = 1; attempt < kAttemptsMax && !done; ++attempt) {
        if (done.error().code != ErrorCode::Conflict) break;
        done = advance();
    }
    if (!done) {
        spdlog::warn("loop {} after {}: [{}] {}", loop_, after, done.error().id,
                     done.error().message);
    }
}

Result<Done> LoopRunner::advance() {
    if (stale_) {
        if (const Result<Done> read = refresh(); !read) return read.error();
    }
    while (const RoundState* round = state_.current()) {
        if (round->paused || !owes_move(state_, *round)) return Done{};
        const std::string id = round->round;
        const Result<bool> moved = react({elapsed_ms(*round, now_ms_()), 0, false});
        if (!moved) return moved.error();
        const RoundState* now = state_.current();
        if (now && now->round == id) return Done{};
    }
    if (!state_.rounds_over() || state_.opened) return Done{};
    if (const Result<Done> written = write_feedback(); !written) return written.error();
    return state_.all_sealed() ? open_envelopes() : Result<Done>(Done{});
}

Interviewer& LoopRunner::interviewer(const SeatSpec& seat) {
    std::unique_ptr<Interviewer>& mind = minds_[seat.id];
    if (!mind) mind = make_(seat);
    return *mind;
}

/// Lets the interviewer of the running round speak until it asks, ends the round or has nothing to
/// say. @return whether it said anything
Result<bool> LoopRunner::react(const Moment& moment) {
    const RoundState* round = state_.current();
    HALFSTEP_CHECK(round, "a round runs");
    const std::string id = round->round;
    const SeatSpec* seat = state_.panel->find_seat(round->seat);
    HALFSTEP_CHECK(seat, "a round has a seat");
    if (const SeatState* kept = state_.find_seat(seat->id); kept && kept->conducts) return false;
    bool spoke = false;
    for (int moves = 0; moves < kMovesInARowMax; ++moves) {
        const SeatView view = view_for_seat(state_, seat->id);
        const std::size_t index = index_in(view, id);
        Result<std::optional<Move>> move = interviewer(*seat).next_move(view, index, moment);
        if (!move && seat->fallback == SeatFallback::TakeOver) {
            move = make_embedded_interviewer()->next_move(view, index, moment);
        }
        if (!move) return move.error();
        if (!move->has_value()) break;
        const Result<std::uint64_t> seq = execute(Speak{**move});
        if (!seq) return seq.error();
        spoke = true;
        const RoundState* now = state_.current();
        if (!now || now->round != id) break;
        const MoveKind kind = (*move)->kind;
        if (kind == MoveKind::Question || kind == MoveKind::FollowUp ||
            kind == MoveKind::Challenge || kind == MoveKind::Interruption ||
            kind == MoveKind::Nudge) {
            break;
        }
        // A remark on a growing answer ended it; the next move sees it whole, at the same time.
    }
    return spoke;
}

Result<Done> LoopRunner::write_feedback() {
    const std::shared_ptr<const PanelSpec> panel = state_.panel;
    for (const SeatSpec& seat : panel->seats) {
        const SeatState* kept = state_.find_seat(seat.id);
        if (!kept || kept->done()) continue;
        if (const std::optional<std::string> why = nothing_to_judge(state_, seat.id)) {
            const Result<std::uint64_t> seq = execute(AbstainSeat{seat.id, rater_of(seat), *why});
            if (!seq) return seq.error();
        } else if (seat.kind != SeatKind::Human) {
            if (const Result<Done> done = seal_or_abstain(seat); !done) return done.error();
        }
    }
    return Done{};
}

Result<Done> LoopRunner::seal_or_abstain(const SeatSpec& seat) {
    // Without name and seed: the same words get the same feedback, here and in assess_transcript.
    const SeatView view =
        view_for_seat(*state_.panel, state_.target_level, state_.transcript, 0, seat.id);
    const auto written = [&](Interviewer& mind) -> Result<Feedback> {
        const Result<Feedback> feedback = mind.write_feedback(view);
        return feedback ? checked_feedback(view, *feedback) : feedback;
    };
    Result<Feedback> feedback = written(interviewer(seat));
    if (!feedback && seat.fallback == SeatFallback::TakeOver) {
        feedback = written(*make_embedded_interviewer());
    }
    Result<std::uint64_t> seq = 0;
    if (!feedback) {
        seq = execute(AbstainSeat{seat.id, rater_of(seat), feedback.error().message});
    } else if (feedback->abstained) {
        seq = execute(AbstainSeat{seat.id, feedback->rater, *feedback->abstained});
    } else {
        if (feedback->rater.empty()) feedback->rater = rater_of(seat);
        seq = execute(SealFeedback{*feedback}, {{seat.id, canonical(to_json(*feedback))}});
    }
    if (!seq) return seq.error();
    return Done{};
}

Result<Done> LoopRunner::open_envelopes() {
    const Result<std::vector<SealedFeedback>> sealed = store_.sealed(loop_);
    if (!sealed) return sealed.error();
    OpenEnvelopes command;
    for (const SeatState& seat : state_.seats) {
        const auto kept = std::ranges::find(*sealed, seat.seat, &SealedFeedback::seat);
        if (seat.sha256.empty() || kept == sealed->end()) continue;
        const Result<nlohmann::json> value = parse_json(kept->json);
        if (!value) return value.error();
        Result<Feedback> feedback = feedback_from_json(*value, "");
        if (!feedback) return feedback.error();
        command.feedback.push_back(std::move(*feedback));
    }
    LoopState preview = state_;
    apply(preview, Event{loop_, state_.seq_last + 1, 0, 1, EnvelopesOpened{command.feedback}});
    DebriefOptions options;
    options.level = state_.target_level;
    Result<Debrief> debrief = run_debrief(packet_of(preview), *state_.panel, options);
    if (debrief) {
        command.steps = std::move(debrief->steps);
        command.verdict_json = canonical(to_json(debrief->verdict));
    } else {
        // The record must say why there is no verdict, or the loop would wait for ever.
        command.steps.push_back(refusal(debrief.error()));
    }
    const Result<std::uint64_t> seq = execute(command);
    if (!seq) return seq.error();
    return Done{};
}

Result<Done> LoopRunner::tick() {
    const std::int64_t now = now_ms_();
    const RoundState* round = state_.current();
    if (!round) {
        if (state_.opened || !state_.rounds_over()) return Done{};
        for (const SeatSpec& seat : state_.panel->seats) {
            const SeatState* kept = state_.find_seat(seat.id);
            const std::int64_t deadline = state_.rounds_over_ms + seat.deadline_minutes * kMinuteMs;
            if (seat.kind != SeatKind::Human || seat.deadline_minutes == 0 || !kept ||
                kept->done() || now < deadline) {
                continue;
            }
            const Result<std::uint64_t> seq =
                execute(AbstainSeat{seat.id, rater_of(seat), "no feedback before the deadline"});
            if (!seq) return seq.error();
        }
        return advance();
    }
    if (round->paused) return Done{};
    const std::int64_t silent = now - round->last_ms;
    if (silent > kPauseMsMax) return Done{};
    const std::int64_t elapsed = elapsed_ms(*round, now);
    const std::int64_t over = elapsed - state_.panel->find_round(round->round)->minutes * kMinuteMs;
    if (over > kGraceMs) {
        const Result<std::uint64_t> seq = execute(FinishRound{"", "time", round->round});
        if (!seq) return seq.error();
        return advance();
    }
    if (silent < kAskEveryMs || now - moved_ms_ < kAskEveryMs) return Done{};
    moved_ms_ = now;
    const Result<bool> moved = react({elapsed, silent, round->answer_open});
    if (!moved) return moved.error();
    return *moved ? advance() : Result<Done>(Done{});
}

}  // namespace halfstep
