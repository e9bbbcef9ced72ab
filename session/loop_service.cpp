#include "session/loop_service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/limits.hpp"
#include "interviewers/embedded_interviewer.hpp"
#include "panel/json.hpp"
#include "session/decided_loop.hpp"
#include "session/loop_summary.hpp"
#include "session/new_loop.hpp"
#include "session/replay.hpp"
#include "session/room_set.hpp"
#include "session/transcript_import.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

/// Loops of the last week go on by themselves after a restart; older ones when somebody asks.
constexpr std::int64_t kWakeWithinMs = 7LL * 24 * 3600 * 1000;

Error not_for(const char* what) {
    return Error{ErrorCode::Refused, "loop.123", std::string("this role may not ") + what, "/token",
                 "use the token of the role that may"};
}

InterviewerFactory embedded() {
    return [](const SeatSpec&, const LoopState&) { return make_embedded_interviewer(); };
}

class Service : public LoopService {
public:
    Service(std::unique_ptr<EventStore> store, Clock now_ms, Seating seating)
        : store_(std::move(store)),
          now_ms_(std::move(now_ms)),
          seating_(std::move(seating)),
          rooms_(*store_, now_ms_, seating_.make ? seating_.make : embedded(),
                 seating_.in_background) {}

    Result<StartedLoop> start(const StartRequest& request) override { return begin(request, {}); }

    Result<StartedLoop> redo(const std::string& loop, const Caller& caller,
                             std::optional<std::uint64_t> seed) override {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("start this loop again");
        }
        HashedTokens held;
        const Result<StartRequest> request =
            rooms_.in_room<StartRequest>(loop, [&](Room& room) -> Result<StartRequest> {
                held = room.head.tokens;
                const LoopState& state = room.runner.state();
                StartRequest again{*state.panel, state.target_level, state.candidate, seed};
                for (const SeatState& seat : state.seats) {
                    if (seat.taken)
                        again.human_seats.push_back({seat.seat, seat.name, seat.conducts, {}});
                }
                return again;
            });
        if (!request) return request.error();
        if (caller.role == Role::Coach) return begin(*request, {});
        // A candidate learns the candidate's token and no other; everyone else opens the new loop
        // with the token that opens the one it repeats.
        std::erase_if(held, [](const auto& kept) { return kept.first == "candidate"; });
        Result<StartedLoop> again = begin(*request, std::move(held));
        if (again) {
            std::erase_if(again->tokens,
                          [](const auto& given) { return given.first != "candidate"; });
        }
        return again;
    }

    Result<StartedLoop> adopt(std::vector<Event> events) override {
        const ReplayReport found = replay(events, 0);
        if (!found.faults.empty()) {
            return Error{ErrorCode::InvalidData, "replay.104",
                         "the log is not sound: " + found.faults.front(), "",
                         "see halfstep replay for it"};
        }
        const auto& started = std::get<LoopStarted>(events.front().body);
        const std::int64_t later = now_ms_() - events.back().at_ms;
        const NewLoop made = new_loop(started, events.front().at_ms + later, false);
        for (Event& event : events) event.at_ms += later;
        if (const Result<Done> kept = keep(made.head, std::move(events)); !kept) {
            return kept.error();
        }
        return made.started;
    }

    Result<Json> summary(const std::string& loop, const Caller&) override {
        return rooms_.in_room<Json>(loop,
                                    [](Room& room) { return summary_json(room.runner.state()); });
    }

    Result<StartedLoop> import_transcript(const StartRequest& request,
                                          const Transcript& transcript) override {
        Result<StartLoop> command = start_command(request);
        if (!command) return command.error();
        Result<std::vector<Event>> events = events_of(*command, transcript, now_ms_());
        if (!events) return events.error();
        const NewLoop made = new_loop(std::get<LoopStarted>(events->front().body), now_ms_(), true);
        if (const Result<Done> kept = keep(made.head, std::move(*events)); !kept) {
            return kept.error();
        }
        // Brought forward like any loop that stopped here: the seats write, the envelopes open.
        const Result<Done> resumed =
            rooms_.in_room<Done>(made.head.loop, [](Room&) -> Result<Done> { return Done{}; });
        if (!resumed) return resumed.error();
        return made.started;
    }

    Result<Caller> authorise(const std::string& loop, const std::string& token) override {
        const Result<RoomPtr> room = rooms_.find(loop);
        if (!room) return room.error();
        return caller_of((*room)->head, token);
    }

    Result<std::vector<SeenEvent>> events_after(const std::string& loop, const Caller& caller,
                                                std::uint64_t after_seq,
                                                std::size_t limit) override {
        return rooms_.in_room<std::vector<SeenEvent>>(
            loop, [&](Room& room) -> Result<std::vector<SeenEvent>> {
                std::vector<SeenEvent> seen;
                const std::vector<Event>& events = room.runner.events();
                for (std::size_t k = std::min<std::uint64_t>(after_seq, events.size());
                     k < events.size() && seen.size() < limit; ++k) {
                    if (auto text = room.text_for(caller, k)) {
                        seen.push_back({events[k].seq, std::move(text)});
                    }
                }
                return seen;
            });
    }

    std::shared_ptr<void> subscribe(const std::string& loop,
                                    std::function<void(std::uint64_t)> wake) override {
        const std::shared_ptr<Subscribers> subscribers = rooms_.subscribers_of(loop);
        const std::uint64_t id = subscribers->add(std::move(wake));
        return {nullptr, [subscribers, id](void*) { subscribers->remove(id); }};
    }

    std::shared_ptr<void> subscribe_words(const std::string& loop,
                                          std::function<void(const SpokenWords&)> tell) override {
        const std::shared_ptr<Subscribers> subscribers = rooms_.subscribers_of(loop);
        const std::uint64_t id = subscribers->add_words(std::move(tell));
        return {nullptr, [subscribers, id](void*) { subscribers->remove(id); }};
    }

    Result<std::uint64_t> say(const std::string& loop, const Caller& caller,
                              const SayRequest& request) override {
        if (caller.role != Role::Candidate) return not_for("answer");
        return rooms_.in_room<std::uint64_t>(loop, [&](Room& room) {
            return room.runner.say({request.key, request.text, request.partial, request.continues,
                                    request.kind, request.at_ms, request.until_ms});
        });
    }

    Result<std::uint64_t> finish_round(const std::string& loop, const Caller& caller,
                                       const FinishRequest& request) override {
        if (caller.role != Role::Candidate && caller.role != Role::Seat) {
            return not_for("end a round");
        }
        return rooms_.in_room<std::uint64_t>(loop, [&](Room& room) -> Result<std::uint64_t> {
            const LoopState& state = room.runner.state();
            const RoundState* round = state.current();
            const bool seat = caller.role == Role::Seat;
            const bool other = seat && round && round->seat != caller.seat;
            if ((other && !state.keys.contains(request.key)) || (seat && request.skipped)) {
                return not_for("end another seat's round, nor skip one");
            }
            const char* by = seat ? "interviewer" : request.skipped ? "skipped" : "candidate";
            return room.runner.finish_round({request.key, by, request.round});
        });
    }

    Result<std::uint64_t> pause(const std::string& loop, const Caller& caller,
                                const std::string& key) override {
        return stop_time(loop, caller, PauseLoop{key});
    }

    Result<std::uint64_t> resume(const std::string& loop, const Caller& caller,
                                 const std::string& key) override {
        return stop_time(loop, caller, ResumeLoop{key});
    }

    Result<Done> note_work(const std::string& loop, const Caller& caller) override {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("be at work in the loop");
        }
        return rooms_.in_room<Done>(loop, [](Room& room) -> Result<Done> {
            room.runner.note_work();
            return Done{};
        });
    }

    Result<Json> problem(const std::string& loop, const Caller& caller) override {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("run the tests");
        }
        return rooms_.in_room<Json>(
            loop, [](Room& room) -> Result<Json> { return problem_json(room.runner.state()); });
    }

    Result<std::uint64_t> take_seat(const std::string& loop, const Caller& caller,
                                    const SeatTaken& taken) override {
        const bool own = caller.role == Role::Seat && caller.seat == taken.seat;
        if (!own && caller.role != Role::Coach) return not_for("take this seat");
        return rooms_.in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.take_seat(taken); });
    }

    Result<std::uint64_t> ask(const std::string& loop, const Caller& caller,
                              const AskQuestion& question) override {
        if (caller.role != Role::Seat || caller.seat != question.seat) {
            return not_for("ask in this seat");
        }
        return rooms_.in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.execute(question); });
    }

    Result<std::uint64_t> finish(const std::string& loop, const Caller& caller,
                                 const std::string& key) override {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("end the loop");
        }
        return rooms_.in_room<std::uint64_t>(loop,
                                             [&](Room& room) { return room.runner.finish(key); });
    }

    Result<std::uint64_t> submit_feedback(const std::string& loop, const Caller& caller,
                                          const Feedback& feedback) override {
        const bool own = caller.role == Role::Seat && caller.seat == feedback.seat;
        const bool lets_go = caller.role == Role::Coach && feedback.abstained.has_value();
        if (!own && !lets_go) return not_for("write this seat's feedback");
        return rooms_.in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.submit(feedback); });
    }

    Result<DecidedLoop> decided(const std::string& loop, const Caller&) override {
        return rooms_.in_room<DecidedLoop>(loop, [&](Room& room) -> Result<DecidedLoop> {
            const LoopState& state = room.runner.state();
            if (const auto error = undecided(state)) return *error;
            return DecidedLoop{state.panel, packet_of(state)};
        });
    }

    Result<Json> debrief(const std::string& loop, const Caller&) override {
        return rooms_.in_room<Json>(loop,
                                    [](Room& room) { return debrief_json(room.runner.state()); });
    }

    Result<Json> create_variation(const std::string& loop, const Caller& caller,
                                  const std::string& parent, const std::vector<Change>& changes,
                                  const std::string& name) override {
        if (caller.role == Role::Observer) return not_for("try a variation");
        return rooms_.in_room<Json>(loop, [&](Room& room) {
            return halfstep::create_variation(room.runner, parent, changes, name);
        });
    }

    Result<Json> list_variations(const std::string& loop, const Caller&) override {
        return rooms_.in_room<Json>(
            loop, [](Room& room) { return variations_json(room.runner.state()); });
    }

    Result<std::uint64_t> change_variation(const std::string& loop, const Caller& caller,
                                           const VariationChanged& change) override {
        if (caller.role == Role::Observer) return not_for("change a variation");
        return rooms_.in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.execute(ChangeVariation{change}); });
    }

    Result<Json> correct_rating(const std::string& loop, const Caller& caller,
                                const RatingCorrected& correction) override {
        if (caller.role != Role::Coach) return not_for("correct a rating");
        return rooms_.in_room<Json>(
            loop, [&](Room& room) { return halfstep::correct_rating(room.runner, correction); });
    }

    Result<std::uint64_t> add_comment(const std::string& loop, const Caller& caller,
                                      const CommentAdded& comment) override {
        if (caller.role == Role::Observer) return not_for("comment");
        return rooms_.in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.execute(AddComment{comment}); });
    }

    Result<std::vector<ProgressPoint>> progress(const std::string& loop, const Caller&) override {
        return rooms_.in_room<std::vector<ProgressPoint>>(
            loop, [&](Room& room) -> Result<std::vector<ProgressPoint>> {
                const LoopState& state = room.runner.state();
                if (const auto error = undecided(state)) return *error;
                return room.progress();
            });
    }

    Result<std::vector<LoopHead>> list() override {
        Result<std::vector<LoopHead>> heads = store_->list();
        // A head without events is a start that failed half-way; its tokens were never given.
        if (heads) std::erase_if(*heads, [](const LoopHead& head) { return head.seq_last == 0; });
        return heads;
    }

    Result<std::string> log(const std::string& loop, const Caller& caller) override {
        return rooms_.in_room<std::string>(loop, [&](Room& room) -> Result<std::string> {
            std::string lines;
            for (std::size_t k = 0; k < room.runner.events().size(); ++k) {
                if (const auto text = room.text_for(caller, k)) lines += *text + "\n";
            }
            return lines;
        });
    }

    void tick() override {
        if (!woken_.exchange(true)) wake_recent();
        for (const RoomPtr& room : rooms_.all()) {
            // A busy loop does not need to be reminded, and must not hold up the others.
            const std::unique_lock lock(room->mutex, std::try_to_lock);
            if (!lock || !room->resumed) continue;
            const Result<Done> done = room->runner.tick();
            if (!done) spdlog::warn("loop {}: {}", room->head.loop, done.error().message);
        }
    }

private:
    /// @param held tokens that stay what they are; the other roles get new ones
    Result<StartedLoop> begin(const StartRequest& request, HashedTokens held) {
        Result<StartLoop> command = start_command(request);
        if (!command) return command.error();
        if (seating_.seat) seating_.seat(command->panel);
        // Decided before anything is stored, so that a refused start leaves nothing behind.
        const Result<std::vector<EventBody>> legal = decide(LoopState{}, *command);
        if (!legal) return legal.error();
        const NewLoop made =
            new_loop(std::get<LoopStarted>(legal->front()), now_ms_(), true, std::move(held));
        if (const Result<Done> created = store_->create(made.head); !created) {
            return created.error();
        }
        const RoomPtr room = rooms_.enter(made.head);
        const std::lock_guard lock(room->mutex);
        room->resumed = true;
        const Result<std::uint64_t> seq = room->runner.start(*command);
        if (!seq) return seq.error();
        return made.started;
    }

    Result<std::uint64_t> stop_time(const std::string& loop, const Caller& caller,
                                    const LoopCommand& command) {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("pause or resume the loop");
        }
        return rooms_.in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.execute(command); });
    }

    /// Stores a loop that was played elsewhere.
    Result<Done> keep(const LoopHead& head, std::vector<Event> events) {
        for (Event& event : events) event.loop = head.loop;
        if (Result<Done> created = store_->create(head); !created) return created;
        return store_->append(head.loop, events, {});
    }

    void wake_recent() {
        const Result<std::vector<LoopHead>> heads = list();
        if (!heads) return;
        std::size_t woken = 0;
        for (const LoopHead& head : *heads) {
            if (now_ms_() - head.started_ms > kWakeWithinMs) continue;
            if (++woken > limits::kLoopsOpenMax) break;
            const Result<Done> done =
                rooms_.in_room<Done>(head.loop, [](Room&) -> Result<Done> { return Done{}; });
            if (!done) spdlog::warn("loop {}: {}", head.loop, done.error().message);
        }
    }

    std::unique_ptr<EventStore> store_;
    Clock now_ms_;
    Seating seating_;
    std::atomic<bool> woken_ = false;
    RoomSet rooms_;  ///< last: work in the background uses all of the above
};

}  // namespace

std::unique_ptr<LoopService> make_loop_service(std::unique_ptr<EventStore> store, Clock now_ms,
                                               Seating seating) {
    return std::make_unique<Service>(std::move(store), std::move(now_ms), std::move(seating));
}

}  // namespace halfstep
