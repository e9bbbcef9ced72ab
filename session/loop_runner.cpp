#include "session/loop_runner.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
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

/// A seat whose model failed and which nobody takes over ends its round, in so many words.
Move leave(const Error& error) {
    Move move;
    move.kind = MoveKind::Closing;
    move.text = "I am sorry, I cannot go on with this round. We end it here; what you said counts.";
    move.reason = error.message;
    move.ends_round = true;
    return move;
}

/// Where a seat's model replies wait, sealed beside its feedback.
std::string replies_place(const std::string& seat) {
    return seat + "/model";
}

Result<std::vector<ModelReplied>> replies_from(const std::string& json) {
    const Result<nlohmann::json> list = parse_json(json);
    if (!list) return list.error();
    std::vector<ModelReplied> replies;
    for (const nlohmann::json& item : *list) {
        const Result<Event> event = event_from_json(item);
        if (!event) return event.error();
        replies.push_back(std::get<ModelReplied>(event->body));
    }
    return replies;
}

/// Why a model's seat that nobody takes over left its round early; empty when it did not.
std::string left_round(const LoopState& state, const SeatSpec& seat) {
    if (seat.kind != SeatKind::Model || seat.fallback != SeatFallback::Abstain) return "";
    for (const ModelReplied& reply : state.replies) {
        const bool failed = reply.outcome == "failed" || reply.outcome == "refused";
        if (reply.seat == seat.id && failed) return "left its round: " + reply.reason;
    }
    return "";
}

/// What a seat's mind writes, checked like anybody's.
Result<Feedback> written(Interviewer& mind, const SeatView& view) {
    try {
        const Result<Feedback> feedback = mind.write_feedback(view);
        return feedback ? checked_feedback(view, *feedback) : feedback;
    } catch (const std::exception& problem) {
        return Error{ErrorCode::Bug, "bug.101", problem.what(), "", ""};
    }
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
        if (stored && thought_ && thought_ != thought_now()) minds_.at(thought_->seat)->cancel();
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

void LoopRunner::stop() {
    ending_ = true;
    for (const auto& [seat, mind] : minds_) mind->cancel();
}

bool LoopRunner::is_slow() {
    if (!state_.panel || !slow_.later) return false;
    return std::ranges::any_of(state_.panel->seats, [&](const SeatSpec& seat) {
        return seat.kind != SeatKind::Human && interviewer(seat).slow();
    });
}

/// What the command leads to; the command itself has succeeded whatever happens here.
void LoopRunner::follow_up(const char* after) {
    if (!is_slow()) return follow_up_now(after);
    slow_.later([this, after] { follow_up_now(after); });
}

void LoopRunner::react_later(const Moment& moment) {
    const auto work = [this, moment] {
        if (!state_.current()) return;
        const Result<bool> moved = react(moment);
        if (!moved && moved.error().code == ErrorCode::Conflict) return follow_up_now("say");
        if (!moved) spdlog::warn("loop {}: {}", loop_, moved.error().message);
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
    if (!done && !ending_) {
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
    if (!state_.rounds_over() || state_.opened || thought_) return Done{};
    if (const Result<Done> written = write_feedback(); !written) return written.error();
    return state_.all_sealed() ? open_envelopes() : Result<Done>(Done{});
}

Interviewer& LoopRunner::interviewer(const SeatSpec& seat) {
    std::unique_ptr<Interviewer>& mind = minds_[seat.id];
    if (!mind) {
        mind = make_(seat, state_);
        mind->on_words([this, id = seat.id](std::string_view text) {
            if (tell_) tell_({id, thought_ ? thought_->round : "", std::string(text)});
        });
    }
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
    // Whoever thinks already sees what has changed when it is back.
    if (thought_ || ending_) return false;
    for (int moves = 0; moves < kMovesInARowMax; ++moves) {
        const Result<std::optional<Move>> move = think(*seat, moment);
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

/// The mind's next move, or that of whoever takes its place.
/// @error Conflict loop.129 when it came too late
Result<std::optional<Move>> LoopRunner::think(const SeatSpec& seat, const Moment& moment) {
    const std::shared_ptr<const PanelSpec> panel = state_.panel;
    const SeatView view = view_for_seat(state_, seat.id);
    const std::size_t index = index_in(view, state_.current()->round);
    Interviewer& mind = interviewer(seat);
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
    spdlog::info("loop {}: the model of seat {} gave no move: {}", loop_, seat.id, move.error().id);
    if (seat.fallback == SeatFallback::Abstain) return std::optional(leave(move.error()));
    return make_embedded_interviewer()->next_move(view, index, moment);
}

std::optional<LoopRunner::Thought> LoopRunner::thought_now() const {
    const RoundState* round = state_.current();
    if (!round) return std::nullopt;
    return Thought{round->seat, round->round, state_.record(round->round).turns.size(),
                   round->answer_open, round->paused};
}

Result<Done> LoopRunner::record_replies(const SeatSpec& seat, bool too_late) {
    for (ModelReplied& reply : interviewer(seat).take_replies()) {
        if (too_late && reply.outcome == "used") reply.outcome = "dropped";
        const Result<std::uint64_t> seq = execute(RecordReply{std::move(reply)});
        if (!seq) return seq.error();
    }
    return Done{};
}

Result<Done> LoopRunner::write_feedback() {
    if (writing_ || ending_) return Done{};
    std::vector<const SeatSpec*> writers;
    const std::shared_ptr<const PanelSpec> panel = state_.panel;
    for (const SeatSpec& seat : panel->seats) {
        const SeatState* kept = state_.find_seat(seat.id);
        if (!kept || kept->done()) continue;
        const bool silent = nothing_to_judge(state_, seat.id).has_value();
        if (silent || seat.kind != SeatKind::Human) writers.push_back(&seat);
    }
    return write_at_once(writers);
}

/// Every seat writes at the same time and seals as soon as it is done.
Result<Done> LoopRunner::write_at_once(const std::vector<const SeatSpec*>& seats) {
    struct Written {
        const SeatSpec* seat;
        Result<Feedback> feedback;
    };
    std::mutex mutex;
    std::condition_variable ready;
    std::deque<Written> done;
    std::vector<SeatView> views;
    std::vector<std::jthread> writers;
    for (const SeatSpec* seat : seats) {
        // Without name and seed: the same words get the same feedback, here and elsewhere.
        views.push_back(
            view_for_seat(*state_.panel, state_.target_level, state_.transcript, 0, seat->id));
    }
    writing_ = true;
    for (std::size_t k = 0; k < seats.size(); ++k) {
        if (const std::optional<std::string> why = nothing_to_judge(state_, seats[k]->id)) {
            const std::lock_guard lock(mutex);
            done.push_back({seats[k], abstention(seats[k]->id, rater_of(*seats[k]), *why)});
            continue;
        }
        Interviewer& mind = interviewer(*seats[k]);
        if (!mind.slow()) {
            const std::lock_guard lock(mutex);
            done.push_back({seats[k], written(mind, views[k])});
            continue;
        }
        writers.emplace_back([&, k] {
            Result<Feedback> feedback = written(mind, views[k]);
            const std::lock_guard lock(mutex);
            done.push_back({seats[k], std::move(feedback)});
            ready.notify_one();
        });
    }
    Result<Done> result = Done{};
    for (std::size_t k = 0; k < seats.size(); ++k) {
        std::optional<Written> next;
        const auto wait = [&] {
            std::unique_lock lock(mutex);
            ready.wait(lock, [&] { return !done.empty(); });
            next = std::move(done.front());
            done.pop_front();
        };
        if (slow_.aside && !writers.empty()) {
            slow_.aside(wait);
        } else {
            wait();
        }
        if (!result) continue;
        result = seal_or_abstain(*next->seat, std::move(next->feedback));
    }
    writing_ = false;
    return result;
}

Result<Done> LoopRunner::seal_or_abstain(const SeatSpec& seat, Result<Feedback> feedback) {
    const SeatState* kept = state_.find_seat(seat.id);
    if (!kept || kept->done()) return Done{};
    const bool stopped = !feedback && feedback.error().code == ErrorCode::Refused;
    if (stopped || ending_) return Done{};
    std::vector<SealedFeedback> sealed;
    nlohmann::json replies = nlohmann::json::array();
    std::string model;
    for (ModelReplied& reply : interviewer(seat).take_replies()) {
        model = reply.model;
        replies.push_back(to_json(Event{loop_, 1, 0, 1, std::move(reply)}));
    }
    if (!replies.empty()) sealed.push_back({replies_place(seat.id), canonical(replies)});
    const std::string left = left_round(state_, seat);
    if (!left.empty()) feedback = Error{ErrorCode::Unavailable, "model.120", left, "", ""};
    if (!feedback && seat.fallback == SeatFallback::TakeOver) {
        const std::string why = feedback.error().message;
        const SeatView view =
            view_for_seat(*state_.panel, state_.target_level, state_.transcript, 0, seat.id);
        feedback = written(*make_embedded_interviewer(), view);
        if (feedback && seat.kind == SeatKind::Model) {
            feedback->model = ModelNote{model, "", 0, {}, why};
        }
    }
    Result<std::uint64_t> seq = 0;
    if (!feedback) {
        seq = execute(AbstainSeat{seat.id, rater_of(seat), feedback.error().message}, sealed);
    } else if (feedback->abstained) {
        seq = execute(AbstainSeat{seat.id, feedback->rater, *feedback->abstained}, sealed);
    } else {
        if (feedback->rater.empty()) feedback->rater = rater_of(seat);
        sealed.push_back({seat.id, canonical(to_json(*feedback))});
        seq = execute(SealFeedback{*feedback}, sealed);
    }
    if (!seq) return seq.error();
    return Done{};
}

Result<Done> LoopRunner::open_envelopes() {
    const Result<std::vector<SealedFeedback>> sealed = store_.sealed(loop_);
    if (!sealed) return sealed.error();
    OpenEnvelopes command;
    for (const SeatState& seat : state_.seats) {
        const auto said =
            std::ranges::find(*sealed, replies_place(seat.seat), &SealedFeedback::seat);
        if (said != sealed->end()) {
            Result<std::vector<ModelReplied>> replies = replies_from(said->json);
            if (!replies) return replies.error();
            for (ModelReplied& reply : *replies) command.replies.push_back(std::move(reply));
        }
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
        if (!writing_) follow_up("tick");
        return Done{};
    }
    if (round->paused) return Done{};
    const std::int64_t silent = now - round->last_ms;
    if (silent > kPauseMsMax) return Done{};
    const std::int64_t elapsed = elapsed_ms(*round, now);
    const std::int64_t over = elapsed - state_.panel->find_round(round->round)->minutes * kMinuteMs;
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
