#include "session/loop_runner.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/check.hpp"
#include "interviewers/embedded_interviewer.hpp"
#include "panel/json.hpp"
#include "panel/visibility.hpp"
#include "session/envelopes.hpp"
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

/// A seat whose model failed and which nobody takes over ends its round, in so many words.
Move leave(const Error& error) {
    Move move;
    move.kind = MoveKind::Closing;
    move.text = "I am sorry, I cannot go on with this round. We end it here; what you said counts.";
    move.reason = error.message;
    move.ends_round = true;
    return move;
}

}  // namespace

LoopRunner::LoopRunner(EventStore& store, std::string loop, Clock now_ms, InterviewerFactory make)
    : log_(store, std::move(loop), std::move(now_ms)),
      minds_(std::move(make)),
      writer_(log_, minds_, slow_) {
    minds_.on_words([this](const std::string& seat, std::string_view text) {
        if (tell_) tell_({seat, thought_ ? thought_->round : "", std::string(text)});
    });
}

Result<Done> LoopRunner::resume() {
    if (const Result<Done> read = log_.refresh(); !read) return read.error();
    if (!state().panel) {
        return Error{ErrorCode::NotFound, "loop.101",
                     "the loop \"" + log_.loop() + "\" never started", "/loop", ""};
    }
    follow_up("resume");
    return Done{};
}

Result<std::uint64_t> LoopRunner::start(const StartLoop& command) {
    Result<std::uint64_t> seq = execute(command);
    if (seq) follow_up("start");
    return seq;
}

Result<std::uint64_t> LoopRunner::say(const Say& command) {
    Result<std::uint64_t> seq = execute(command);
    if (!seq) return seq;
    const RoundState* round = state().current();
    if (round && round->answer_open) {
        Moment moment;
        moment.elapsed_ms = elapsed_ms(*round, log_.now_ms());
        moment.answer_is_partial = true;
        react_later(moment);
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

Result<std::uint64_t> LoopRunner::submit(const Feedback& feedback) {
    if (const Result<Done> read = log_.refresh_if_stale(); !read) return read.error();
    const SeatSpec* seat = state().panel ? state().panel->find_seat(feedback.seat) : nullptr;
    if (!seat || seat->kind != SeatKind::Human) {
        return Error{ErrorCode::NotFound, "loop.109",
                     "there is no human seat \"" + feedback.seat + "\"", "/seat", ""};
    }
    if (feedback.abstained) {
        Result<std::uint64_t> seq =
            execute(AbstainSeat{seat->id, rater_of(*seat, state()), *feedback.abstained});
        if (seq) follow_up("submit");
        return seq;
    }
    Result<Feedback> checked = checked_feedback(view_for_seat(state(), seat->id), feedback);
    if (!checked) return checked.error();
    // A person cannot sign as an agent.
    if (!checked->rater.starts_with("human:")) checked->rater = rater_of(*seat, state());
    Result<std::uint64_t> seq =
        log_.execute(SealFeedback{*checked}, {{seat->id, canonical(to_json(*checked))}});
    if (seq) follow_up("submit");
    return seq;
}

Result<std::uint64_t> LoopRunner::execute(const LoopCommand& command) {
    const Result<std::uint64_t> seq = log_.execute(command);
    if (seq && thought_ && thought_ != thought_now()) minds_.cancel(thought_->seat);
    return seq;
}

bool LoopRunner::is_slow() {
    return slow_.later && minds_.any_slow(state());
}

/// What the command leads to; the command itself has succeeded whatever happens here.
void LoopRunner::follow_up(const char* after) {
    if (!is_slow()) return follow_up_now(after);
    slow_.later([this, after] { follow_up_now(after); });
}

void LoopRunner::react_later(const Moment& moment) {
    const auto work = [this, moment] {
        if (!state().current()) return;
        const Result<bool> moved = react(moment);
        if (!moved && moved.error().code == ErrorCode::Conflict) return follow_up_now("say");
        if (!moved) spdlog::warn("loop {}: {}", log_.loop(), moved.error().message);
        if (moved && *moved && moment.silent_ms > 0) follow_up_now("silence");
    };
    if (!is_slow()) return work();
    slow_.later(work);
}

void LoopRunner::follow_up_now(const char* after) {
    Result<Done> done = advance();
    for (int attempt = 1; attempt < kAttemptsMax && !done; ++attempt) {
        if (done.error().code != ErrorCode::Conflict) break;
        done = advance();
    }
    if (!done && !minds_.stopped()) {
        spdlog::warn("loop {} after {}: [{}] {}", log_.loop(), after, done.error().id,
                     done.error().message);
    }
}

Result<Done> LoopRunner::advance() {
    if (const Result<Done> read = log_.refresh_if_stale(); !read) return read.error();
    while (const RoundState* round = state().current()) {
        if (round->paused || !owes_move(state(), *round)) return Done{};
        const std::string id = round->round;
        const Result<bool> moved = react({elapsed_ms(*round, log_.now_ms()), 0, false});
        if (!moved) return moved.error();
        const RoundState* now = state().current();
        if (now && now->round == id) return Done{};
    }
    if (!state().rounds_over() || state().opened || thought_) return Done{};
    if (const Result<Done> written = writer_.write(); !written) return written.error();
    return state().all_sealed() ? open_envelopes() : Result<Done>(Done{});
}

/// Lets the interviewer of the running round speak until it asks, ends the round or has nothing to
/// say. @return whether it said anything
Result<bool> LoopRunner::react(const Moment& moment) {
    const RoundState* round = state().current();
    HALFSTEP_CHECK(round, "a round runs");
    const std::string id = round->round;
    const SeatSpec* seat = state().panel->find_seat(round->seat);
    HALFSTEP_CHECK(seat, "a round has a seat");
    if (const SeatState* kept = state().find_seat(seat->id); kept && kept->conducts) return false;
    bool spoke = false;
    // Whoever thinks already sees what has changed when it is back.
    if (thought_ || minds_.stopped()) return false;
    for (int moves = 0; moves < kMovesInARowMax; ++moves) {
        const Result<std::optional<Move>> move = think(*seat, moment);
        if (!move) return move.error();
        if (!move->has_value()) break;
        const Result<std::uint64_t> seq = execute(Speak{**move});
        if (!seq) return seq.error();
        spoke = true;
        const RoundState* now = state().current();
        if (!now || now->round != id) break;
        const MoveKind kind = (*move)->kind;
        if (kind == MoveKind::Question || kind == MoveKind::FollowUp ||
            kind == MoveKind::Challenge || kind == MoveKind::Interruption ||
            kind == MoveKind::Nudge || kind == MoveKind::Reply) {
            break;
        }
        // A remark on a growing answer ended it; the next move sees it whole, at the same time.
    }
    return spoke;
}

/// The mind's next move, or that of whoever takes its place.
/// @error Conflict loop.129 when it came too late
Result<std::optional<Move>> LoopRunner::think(const SeatSpec& seat, const Moment& moment) {
    const std::shared_ptr<const PanelSpec> panel = state().panel;
    const SeatView view = view_for_seat(state(), seat.id);
    const std::size_t index = index_in(view, state().current()->round);
    Interviewer& mind = minds_.of(seat, state());
    if (!mind.slow()) {
        Result<std::optional<Move>> move = mind.next_move(view, index, moment);
        if (move || seat.fallback == SeatFallback::Abstain) return move;
        return make_embedded_interviewer()->next_move(view, index, moment);
    }
    const std::optional<Thought> about = thought_now();
    thought_ = about;
    Result<std::optional<Move>> move = std::optional<Move>();
    const auto call = [&] {
        try {
            move = mind.next_move(view, index, moment);
        } catch (const std::exception& problem) {
            move = Error{ErrorCode::Bug, "bug.101", problem.what(), "", ""};
        }
    };
    if (slow_.aside) {
        slow_.aside(call);
    } else {
        call();
    }
    thought_.reset();
    const bool too_late = thought_now() != about;
    if (const Result<Done> kept = record_replies(seat, too_late); !kept) return kept.error();
    if (too_late) {
        if (tell_) tell_({seat.id, about->round, ""});
        return Error{ErrorCode::Conflict, "loop.129", "the round went on meanwhile", "", ""};
    }
    if (move || move.error().code == ErrorCode::Refused) return move;
    spdlog::info("loop {}: the model of seat {} gave no move: {}", log_.loop(), seat.id,
                 move.error().id);
    if (seat.fallback == SeatFallback::Abstain) return std::optional(leave(move.error()));
    return make_embedded_interviewer()->next_move(view, index, moment);
}

std::optional<LoopRunner::Thought> LoopRunner::thought_now() const {
    const RoundState* round = state().current();
    if (!round) return std::nullopt;
    return Thought{round->seat, round->round, state().record(round->round).turns.size(),
                   round->answer_open, round->paused};
}

Result<Done> LoopRunner::record_replies(const SeatSpec& seat, bool too_late) {
    for (ModelReplied& reply : minds_.of(seat, state()).take_replies()) {
        if (too_late && reply.outcome == "used") reply.outcome = "dropped";
        const Result<std::uint64_t> seq = execute(RecordReply{std::move(reply)});
        if (!seq) return seq.error();
    }
    return Done{};
}

Result<Done> LoopRunner::open_envelopes() {
    const Result<std::vector<SealedFeedback>> sealed = log_.sealed();
    if (!sealed) return sealed.error();
    const Result<OpenEnvelopes> command = opened(state(), *sealed);
    if (!command) return command.error();
    const Result<std::uint64_t> seq = execute(*command);
    if (!seq) return seq.error();
    return Done{};
}

Result<Done> LoopRunner::tick() {
    const std::int64_t now = log_.now_ms();
    const RoundState* round = state().current();
    if (!round) {
        if (state().opened || !state().rounds_over()) return Done{};
        for (const SeatSpec& seat : state().panel->seats) {
            const SeatState* kept = state().find_seat(seat.id);
            const std::int64_t deadline =
                state().rounds_over_ms + seat.deadline_minutes * kMinuteMs;
            if (seat.kind != SeatKind::Human || seat.deadline_minutes == 0 || !kept ||
                kept->done() || now < deadline) {
                continue;
            }
            const Result<std::uint64_t> seq = execute(
                AbstainSeat{seat.id, rater_of(seat, state()), "no feedback before the deadline"});
            if (!seq) return seq.error();
        }
        if (!writer_.writing()) follow_up("tick");
        return Done{};
    }
    if (round->paused) return Done{};
    const std::int64_t silent = now - std::max(round->last_ms, worked_ms_);
    if (silent > kPauseMsMax) return Done{};
    const std::int64_t elapsed = elapsed_ms(*round, now);
    const std::int64_t over =
        elapsed - state().panel->find_round(round->round)->minutes * kMinuteMs;
    if (over > kGraceMs) {
        const Result<std::uint64_t> seq = execute(FinishRound{"", "time", round->round});
        if (!seq) return seq.error();
        follow_up("tick");
        return Done{};
    }
    if (silent < kAskEveryMs || now - moved_ms_ < kAskEveryMs) return Done{};
    moved_ms_ = now;
    react_later({elapsed, silent, round->answer_open});
    return Done{};
}

}  // namespace halfstep
