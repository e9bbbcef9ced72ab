#include "session/loop_service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/limits.hpp"
#include "base/sha256.hpp"
#include "interviewers/embedded_interviewer.hpp"
#include "panel/json.hpp"
#include "session/background.hpp"
#include "session/progress.hpp"
#include "session/replay.hpp"
#include "session/subscribers.hpp"
#include "session/transcript_import.hpp"
#include "session/variation.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLoopIdBytes = 10;
constexpr std::size_t kTokenBytes = 24;
/// Loops whose interviewers are waited for at one time.
constexpr std::size_t kSlowCallsMax = 64;
/// Loops of the last week go on by themselves after a restart; older ones when somebody asks.
constexpr std::int64_t kWakeWithinMs = 7LL * 24 * 3600 * 1000;

/// A loop in memory. Its mutex is held while anything is done with it.
struct Room {
    Room(EventStore& store, const LoopHead& loop_head, const Clock& now,
         const InterviewerFactory& make)
        : head(loop_head), runner(store, loop_head.loop, now, make) {}

    /// Gives the room up for the length of a call.
    void aside(const std::function<void()>& call) {
        struct Return {
            explicit Return(std::mutex& of) : mutex(of) { mutex.unlock(); }
            Return(const Return&) = delete;
            Return& operator=(const Return&) = delete;
            ~Return() { mutex.lock(); }
            std::mutex& mutex;
        };
        const Return back(mutex);
        call();
    }

    std::mutex mutex;
    LoopHead head;
    LoopRunner runner;
    bool resumed = false;
    /// Texts by seq - 1, made when first read; hidden: as the candidate sees it before opening.
    std::vector<std::shared_ptr<const std::string>> texts;
    std::vector<std::shared_ptr<const std::string>> hidden;
    std::vector<ProgressPoint> answered;
    std::optional<std::pair<std::uint64_t, std::vector<ProgressPoint>>> progress;  ///< by seq_last
};

using RoomPtr = std::shared_ptr<Room>;

Error not_for(const char* what) {
    return Error{ErrorCode::Refused, "loop.123", std::string("this role may not ") + what, "/token",
                 "use the token of the role that may"};
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json::parse(text);
}

/// The panel's question that a round is at; nullptr before the first.
const QuestionSpec* asked_last(const LoopState& state, const std::string& round) {
    const std::vector<Turn>& turns = state.record(round).turns;
    for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
        if (!turn->question.empty()) return state.panel->find_question(turn->question);
    }
    return nullptr;
}

class Service : public LoopService {
public:
    Service(std::unique_ptr<EventStore> store, Clock now_ms, Seating seating)
        : store_(std::move(store)), now_ms_(std::move(now_ms)), seating_(std::move(seating)) {
        if (!seating_.make) {
            seating_.make = [](const SeatSpec&, const LoopState&) {
                return make_embedded_interviewer();
            };
        }
        if (seating_.in_background) background_.emplace(kSlowCallsMax);
    }
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// Slow calls end at once; what they were about goes on after the next start.
    ~Service() override {
        std::vector<RoomPtr> rooms;
        {
            const std::lock_guard lock(mutex_);
            for (const auto& [loop, room] : rooms_) rooms.push_back(room);
        }
        for (const RoomPtr& room : rooms) {
            const std::lock_guard lock(room->mutex);
            room->runner.stop();
        }
        background_.reset();
    }

    Result<StartedLoop> start(const StartRequest& request) override {
        Result<StartLoop> command = start_of(request);
        if (!command) return command.error();
        if (seating_.seat) seating_.seat(command->panel);
        // Decided before anything is stored, so that a refused start leaves nothing behind.
        const Result<std::vector<EventBody>> legal = decide(LoopState{}, *command);
        if (!legal) return legal.error();
        const auto [started, head] = with_tokens(std::get<LoopStarted>(legal->front()));
        if (const Result<Done> created = store_->create(head); !created) return created.error();
        const RoomPtr room = enter(head);
        const std::lock_guard lock(room->mutex);
        room->resumed = true;
        const Result<std::uint64_t> seq = room->runner.start(*command);
        if (!seq) return seq.error();
        return started;
    }

    Result<StartedLoop> redo(const std::string& loop, const Caller& caller,
                             std::optional<std::uint64_t> seed) override {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("start this loop again");
        }
        const Result<StartRequest> request =
            in_room<StartRequest>(loop, [&](Room& room) -> Result<StartRequest> {
                const LoopState& state = room.runner.state();
                StartRequest again{*state.panel, state.target_level, state.candidate, seed};
                for (const SeatState& seat : state.seats) {
                    if (seat.taken)
                        again.human_seats.push_back({seat.seat, seat.name, seat.conducts, {}});
                }
                return again;
            });
        if (!request) return request.error();
        return start(*request);
    }

    Result<StartedLoop> adopt(std::vector<Event> events) override {
        const ReplayReport found = replay(events, 0);
        if (!found.faults.empty()) {
            return Error{ErrorCode::InvalidData, "replay.104",
                         "the log is not sound: " + found.faults.front(), "",
                         "see halfstep replay for it"};
        }
        StartedLoop adopted;
        adopted.loop = random_hex(kLoopIdBytes);
        const std::int64_t later = now_ms_() - events.back().at_ms;
        for (Event& event : events) {
            event.loop = adopted.loop;
            event.at_ms += later;
        }
        const auto& started = std::get<LoopStarted>(events.front().body);
        LoopHead head{.loop = adopted.loop,
                      .panel = started.panel.name,
                      .candidate = started.candidate,
                      .target_level = started.target_level,
                      .started_ms = events.front().at_ms,
                      .seq_last = 0,
                      .tokens = {}};
        adopted.tokens = give_tokens(head, {"candidate", "coach", "observer"});
        if (const Result<Done> created = store_->create(head); !created) return created.error();
        if (const Result<Done> kept = store_->append(head.loop, events, {}); !kept) {
            return kept.error();
        }
        return adopted;
    }

    Result<Json> summary(const std::string& loop, const Caller&) override {
        return in_room<Json>(loop, [](Room& room) -> Result<Json> {
            const LoopState& state = room.runner.state();
            Json rounds = Json::array();
            for (const RoundState& round : state.rounds) {
                const char* where = round.finished ? "over" : round.started ? "open" : "ahead";
                rounds.push_back({{"round", round.round}, {"state", where}});
            }
            Json summary{{"panel", state.panel->name},
                         {"title", state.panel->title},
                         {"candidate", state.candidate},
                         {"target_level", state.target_level},
                         {"last_ms", state.last_ms},
                         {"rounds", std::move(rounds)},
                         {"verdict", nullptr}};
            if (state.verdict_json.empty()) return summary;
            const Json verdict = Json::parse(state.verdict_json);
            Json& brief = summary["verdict"] = Json::object();
            for (const char* key : {"outcome", "level", "target_level", "attribution"}) {
                brief[key] = verdict.value(key, Json());
            }
            return summary;
        });
    }

    Result<StartedLoop> import_transcript(const StartRequest& request,
                                          const Transcript& transcript) override {
        Result<StartLoop> command = start_of(request);
        if (!command) return command.error();
        Result<std::vector<Event>> events = events_of(*command, transcript, now_ms_());
        if (!events) return events.error();
        const auto [started, head] = with_tokens(std::get<LoopStarted>(events->front().body));
        for (Event& event : *events) event.loop = started.loop;
        if (const Result<Done> created = store_->create(head); !created) return created.error();
        if (const Result<Done> kept = store_->append(started.loop, *events, {}); !kept) {
            return kept.error();
        }
        // Brought forward like any loop that stopped here: the seats write, the envelopes open.
        const Result<Done> resumed =
            in_room<Done>(started.loop, [](Room&) -> Result<Done> { return Done{}; });
        if (!resumed) return resumed.error();
        return started;
    }

    Result<Caller> authorise(const std::string& loop, const std::string& token) override {
        const Result<RoomPtr> room = find(loop);
        if (!room) return room.error();
        const std::string hash = sha256_hex(token);
        std::string role;
        for (const auto& [name, kept] : (*room)->head.tokens) {
            if (equal_constant_time(hash, kept)) role = name;
        }
        if (role == "candidate") return Caller{Role::Candidate, ""};
        if (role == "coach") return Caller{Role::Coach, ""};
        if (role == "observer") return Caller{Role::Observer, ""};
        if (role.starts_with("seat:")) return Caller{Role::Seat, role.substr(5)};
        return Error{ErrorCode::Refused, "loop.102", "the token does not open this loop", "/token",
                     "use a token that loop.start gave for this loop"};
    }

    Result<std::vector<SeenEvent>> events_after(const std::string& loop, const Caller& caller,
                                                std::uint64_t after_seq,
                                                std::size_t limit) override {
        return in_room<std::vector<SeenEvent>>(
            loop, [&](Room& room) -> Result<std::vector<SeenEvent>> {
                std::vector<SeenEvent> seen;
                const std::vector<Event>& events = room.runner.events();
                for (std::size_t k = std::min<std::uint64_t>(after_seq, events.size());
                     k < events.size() && seen.size() < limit; ++k) {
                    if (auto text = text_for(room, caller, k)) {
                        seen.push_back({events[k].seq, std::move(text)});
                    }
                }
                return seen;
            });
    }

    std::shared_ptr<void> subscribe(const std::string& loop,
                                    std::function<void(std::uint64_t)> wake) override {
        const std::shared_ptr<Subscribers> subscribers = subscribers_of(loop);
        const std::uint64_t id = subscribers->add(std::move(wake));
        return {nullptr, [subscribers, id](void*) { subscribers->remove(id); }};
    }

    std::shared_ptr<void> subscribe_words(const std::string& loop,
                                          std::function<void(const SpokenWords&)> tell) override {
        const std::shared_ptr<Subscribers> subscribers = subscribers_of(loop);
        const std::uint64_t id = subscribers->add_words(std::move(tell));
        return {nullptr, [subscribers, id](void*) { subscribers->remove(id); }};
    }

    Result<std::uint64_t> say(const std::string& loop, const Caller& caller,
                              const SayRequest& request) override {
        if (caller.role != Role::Candidate) return not_for("answer");
        return in_room<std::uint64_t>(loop, [&](Room& room) {
            return room.runner.say({request.key, request.text, request.partial, request.continues,
                                    request.kind, request.at_ms, request.until_ms});
        });
    }

    Result<std::uint64_t> finish_round(const std::string& loop, const Caller& caller,
                                       const FinishRequest& request) override {
        if (caller.role != Role::Candidate && caller.role != Role::Seat) {
            return not_for("end a round");
        }
        return in_room<std::uint64_t>(loop, [&](Room& room) -> Result<std::uint64_t> {
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

    Result<Json> problem(const std::string& loop, const Caller& caller) override {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("run the tests");
        }
        return in_room<Json>(loop, [&](Room& room) -> Result<Json> {
            const LoopState& state = room.runner.state();
            const RoundState* round = state.current();
            const QuestionSpec* asked = round ? asked_last(state, round->round) : nullptr;
            if (!asked || !asked->problem) return Json{{"question", ""}, {"tests", Json::object()}};
            return Json{{"question", asked->id}, {"tests", asked->problem->tests}};
        });
    }

    Result<std::uint64_t> take_seat(const std::string& loop, const Caller& caller,
                                    const SeatTaken& taken) override {
        const bool own = caller.role == Role::Seat && caller.seat == taken.seat;
        if (!own && caller.role != Role::Coach) return not_for("take this seat");
        return in_room<std::uint64_t>(loop,
                                      [&](Room& room) { return room.runner.take_seat(taken); });
    }

    Result<std::uint64_t> ask(const std::string& loop, const Caller& caller,
                              const AskQuestion& question) override {
        if (caller.role != Role::Seat || caller.seat != question.seat) {
            return not_for("ask in this seat");
        }
        return in_room<std::uint64_t>(loop,
                                      [&](Room& room) { return room.runner.execute(question); });
    }

    Result<std::uint64_t> finish(const std::string& loop, const Caller& caller,
                                 const std::string& key) override {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("end the loop");
        }
        return in_room<std::uint64_t>(loop, [&](Room& room) { return room.runner.finish(key); });
    }

    Result<std::uint64_t> submit_feedback(const std::string& loop, const Caller& caller,
                                          const Feedback& feedback) override {
        const bool own = caller.role == Role::Seat && caller.seat == feedback.seat;
        const bool lets_go = caller.role == Role::Coach && feedback.abstained.has_value();
        if (!own && !lets_go) return not_for("write this seat's feedback");
        return in_room<std::uint64_t>(loop,
                                      [&](Room& room) { return room.runner.submit(feedback); });
    }

    Result<Json> debrief(const std::string& loop, const Caller&) override {
        return in_room<Json>(loop, [&](Room& room) -> Result<Json> {
            const LoopState& state = room.runner.state();
            if (const auto error = undecided(state)) return *error;
            return Json{{"packet", to_json(packet_of(state))},
                        {"verdict", Json::parse(state.verdict_json)}};
        });
    }

    Result<Json> create_variation(const std::string& loop, const Caller& caller,
                                  const std::string& parent, const std::vector<Change>& changes,
                                  const std::string& name) override {
        if (caller.role == Role::Observer) return not_for("try a variation");
        return in_room<Json>(loop, [&](Room& room) -> Result<Json> {
            const LoopState& state = room.runner.state();
            if (const auto error = undecided(state)) return *error;
            Result<std::vector<Change>> line = changes_of_line(state, parent);
            if (!line) return line.error();
            line->insert(line->end(), changes.begin(), changes.end());
            const Result<Variation> varied = vary_main(state, *line);
            if (!varied) return varied.error();
            const Json verdict = to_json(varied->debrief.verdict);
            const Result<std::uint64_t> seq =
                room.runner.execute(CreateVariation{parent, name, changes, canonical(verdict)});
            if (!seq) return seq.error();
            const std::vector<Event>& events = room.runner.events();
            const auto& made = std::get<VariationCreated>(events[*seq - 1].body);
            Json answer = variation_json(state, *state.find_variation(made.variation));
            answer["seq"] = *seq;
            answer["packet"] = to_json(varied->packet);
            return answer;
        });
    }

    Result<Json> list_variations(const std::string& loop, const Caller&) override {
        return in_room<Json>(loop, [&](Room& room) -> Result<Json> {
            const LoopState& state = room.runner.state();
            if (const auto error = undecided(state)) return *error;
            Json variations = Json::array();
            for (const VariationState& variation : state.variations) {
                if (!variation.deleted) variations.push_back(variation_json(state, variation));
            }
            return Json{{"verdict", Json::parse(state.verdict_json)},
                        {"variations", std::move(variations)}};
        });
    }

    Result<std::uint64_t> change_variation(const std::string& loop, const Caller& caller,
                                           const VariationChanged& change) override {
        if (caller.role == Role::Observer) return not_for("change a variation");
        return in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.execute(ChangeVariation{change}); });
    }

    Result<Json> correct_rating(const std::string& loop, const Caller& caller,
                                const RatingCorrected& correction) override {
        if (caller.role != Role::Coach) return not_for("correct a rating");
        return in_room<Json>(loop, [&](Room& room) -> Result<Json> {
            const LoopState& state = room.runner.state();
            CorrectRating command{correction};
            const Result<std::vector<EventBody>> legal = decide(state, command);
            if (!legal) return legal.error();
            std::vector<Change> changes;
            std::vector<RatingCorrected> all = state.corrections;
            all.push_back(correction);
            for (const RatingCorrected& one : all) {
                Change change;
                change.seat = one.seat;
                change.signal = one.signal;
                change.rating = one.label;
                changes.push_back(std::move(change));
            }
            const Result<Variation> varied = vary_main(state, changes);
            if (!varied) return varied.error();
            const Json verdict = to_json(varied->debrief.verdict);
            command.correction.verdict_json = canonical(verdict);
            const Result<std::uint64_t> seq = room.runner.execute(command);
            if (!seq) return seq.error();
            return Json{{"seq", *seq},
                        {"verdict", verdict},
                        {"changed", changed(Json::parse(state.verdict_json), verdict)}};
        });
    }

    Result<std::uint64_t> add_comment(const std::string& loop, const Caller& caller,
                                      const CommentAdded& comment) override {
        if (caller.role == Role::Observer) return not_for("comment");
        return in_room<std::uint64_t>(
            loop, [&](Room& room) { return room.runner.execute(AddComment{comment}); });
    }

    Result<std::vector<ProgressPoint>> progress(const std::string& loop, const Caller&) override {
        return in_room<std::vector<ProgressPoint>>(
            loop, [&](Room& room) -> Result<std::vector<ProgressPoint>> {
                const LoopState& state = room.runner.state();
                if (const auto error = undecided(state)) return *error;
                if (!room.progress || room.progress->first != state.seq_last) {
                    room.progress.emplace(state.seq_last, course_of(room));
                }
                return room.progress->second;
            });
    }

    Result<std::vector<LoopHead>> list() override {
        Result<std::vector<LoopHead>> heads = store_->list();
        // A head without events is a start that failed half-way; its tokens were never given.
        if (heads) std::erase_if(*heads, [](const LoopHead& head) { return head.seq_last == 0; });
        return heads;
    }

    Result<std::string> log(const std::string& loop, const Caller& caller) override {
        return in_room<std::string>(loop, [&](Room& room) -> Result<std::string> {
            std::string lines;
            for (std::size_t k = 0; k < room.runner.events().size(); ++k) {
                if (const auto text = text_for(room, caller, k)) lines += *text + "\n";
            }
            return lines;
        });
    }

    void tick() override {
        if (!woken_.exchange(true)) wake_recent();
        std::vector<RoomPtr> rooms;
        {
            const std::lock_guard lock(mutex_);
            for (const auto& [loop, room] : rooms_) rooms.push_back(room);
        }
        for (const RoomPtr& room : rooms) {
            // A busy loop does not need to be reminded, and must not hold up the others.
            const std::unique_lock lock(room->mutex, std::try_to_lock);
            if (!lock || !room->resumed) continue;
            const Result<Done> done = room->runner.tick();
            if (!done) spdlog::warn("loop {}: {}", room->head.loop, done.error().message);
        }
    }

private:
    Result<std::uint64_t> stop_time(const std::string& loop, const Caller& caller,
                                    const LoopCommand& command) {
        if (caller.role != Role::Candidate && caller.role != Role::Coach) {
            return not_for("pause or resume the loop");
        }
        return in_room<std::uint64_t>(loop,
                                      [&](Room& room) { return room.runner.execute(command); });
    }

    /// Makes a token a role; the head keeps only their hashes.
    static std::map<std::string, std::string> give_tokens(LoopHead& head,
                                                          const std::vector<std::string>& roles) {
        std::map<std::string, std::string> tokens;
        for (const std::string& role : roles) {
            const std::string token = random_hex(kTokenBytes);
            tokens[role] = token;
            head.tokens.emplace_back(role, sha256_hex(token));
        }
        return tokens;
    }

    /// The panel with the people of the request in their seats.
    static Result<StartLoop> start_of(const StartRequest& request) {
        StartLoop command{request.panel, request.target_level, request.candidate, 0};
        command.seed = request.seed ? *request.seed
                                    : std::stoull(random_hex(6), nullptr, 16);  // exact in JSON
        for (const HumanSeat& human : request.human_seats) {
            std::vector<SeatSpec>& seats = command.panel.seats;
            const auto seat = std::ranges::find(seats, human.seat, &SeatSpec::id);
            if (seat == seats.end()) {
                return Error{ErrorCode::NotFound, "loop.109",
                             "there is no seat \"" + human.seat + "\"", "/human_seats",
                             "name seats of the panel"};
            }
            seat->kind = SeatKind::Human;
            if (human.deadline_minutes) seat->deadline_minutes = *human.deadline_minutes;
            if (human.conducts || !human.name.empty()) {
                command.taken.push_back({human.seat, human.name, human.conducts});
            }
        }
        return command;
    }

    /// A new loop's tokens, and what is kept of them.
    std::pair<StartedLoop, LoopHead> with_tokens(const LoopStarted& begun) const {
        StartedLoop started;
        started.loop = random_hex(kLoopIdBytes);
        LoopHead head;
        head.loop = started.loop;
        head.panel = begun.panel.name;
        head.candidate = begun.candidate;
        head.target_level = begun.target_level;
        head.started_ms = now_ms_();
        std::vector<std::string> roles{"candidate", "coach", "observer"};
        for (const SeatSpec& seat : begun.panel.seats) {
            if (seat.kind == SeatKind::Human) roles.push_back("seat:" + seat.id);
        }
        started.tokens = give_tokens(head, roles);
        return {std::move(started), std::move(head)};
    }

    std::shared_ptr<Subscribers> subscribers_of(const std::string& loop) {
        const std::lock_guard lock(mutex_);
        std::erase_if(subscribers_, [](const auto& kept) { return kept.second.expired(); });
        std::weak_ptr<Subscribers>& kept = subscribers_[loop];
        std::shared_ptr<Subscribers> subscribers = kept.lock();
        if (!subscribers) kept = subscribers = std::make_shared<Subscribers>();
        return subscribers;
    }

    static void do_in(const std::weak_ptr<Room>& weak, const std::function<void()>& work) {
        const RoomPtr room = weak.lock();
        if (!room) return;
        const std::lock_guard lock(room->mutex);
        try {
            work();
        } catch (const std::exception& problem) {
            spdlog::error("loop {}: a bug: {}", room->head.loop, problem.what());
        }
    }

    std::shared_ptr<Subscribers> subscribers_if_any(const std::string& loop) {
        const std::lock_guard lock(mutex_);
        const auto found = subscribers_.find(loop);
        return found == subscribers_.end() ? nullptr : found->second.lock();
    }

    RoomPtr enter(const LoopHead& head) {
        const std::lock_guard lock(mutex_);
        RoomPtr& room = rooms_[head.loop];
        if (room) return room;
        room = std::make_shared<Room>(*store_, head, now_ms_, seating_.make);
        room->runner.on_append([this, loop = head.loop](std::uint64_t seq) {
            if (const auto subscribers = subscribers_if_any(loop)) subscribers->wake(seq);
        });
        room->runner.on_words([this, loop = head.loop](const SpokenWords& words) {
            if (const auto subscribers = subscribers_if_any(loop)) subscribers->tell(words);
        });
        if (background_) {
            room->runner.call_slowly(
                {[raw = room.get()](const std::function<void()>& call) { raw->aside(call); },
                 [this, weak = std::weak_ptr(room)](std::function<void()> work) {
                     background_->post([weak, work = std::move(work)] { do_in(weak, work); });
                 }});
        }
        const RoomPtr entered = room;
        make_place(head.loop);
        return entered;
    }

    /// Forgets loops nobody is in; they are read again when somebody comes.
    void make_place(const std::string& keep) {
        for (auto it = rooms_.begin();
             rooms_.size() > limits::kLoopsOpenMax && it != rooms_.end();) {
            const bool idle = it->second.use_count() == 1 && it->first != keep;
            it = idle ? rooms_.erase(it) : std::next(it);
        }
    }

    Result<RoomPtr> find(const std::string& loop) {
        {
            const std::lock_guard lock(mutex_);
            const auto found = rooms_.find(loop);
            if (found != rooms_.end()) return found->second;
        }
        const Result<std::optional<LoopHead>> head = store_->head(loop);
        if (!head) return head.error();
        if (!*head) {
            return Error{ErrorCode::NotFound, "loop.101", "there is no loop \"" + loop + "\"",
                         "/loop", "loop.list names the loops"};
        }
        return enter(**head);
    }

    template <typename T, typename F>
    Result<T> in_room(const std::string& loop, F&& use) {
        const Result<RoomPtr> room = find(loop);
        if (!room) return room.error();
        const std::lock_guard lock((*room)->mutex);
        if (!(*room)->resumed) {
            if (const Result<Done> done = (*room)->runner.resume(); !done) return done.error();
            (*room)->resumed = true;
        }
        return use(**room);
    }

    void wake_recent() {
        const Result<std::vector<LoopHead>> heads = list();
        if (!heads) return;
        std::size_t woken = 0;
        for (const LoopHead& head : *heads) {
            if (now_ms_() - head.started_ms > kWakeWithinMs) continue;
            if (++woken > limits::kLoopsOpenMax) break;
            const Result<Done> done =
                in_room<Done>(head.loop, [](Room&) -> Result<Done> { return Done{}; });
            if (!done) spdlog::warn("loop {}: {}", head.loop, done.error().message);
        }
    }

    std::shared_ptr<const std::string> text_for(Room& room, const Caller& caller, std::size_t k) {
        const LoopState& state = room.runner.state();
        const Event& event = room.runner.events()[k];
        auto& texts = caller.role == Role::Candidate && !state.opened ? room.hidden : room.texts;
        if (texts.size() <= k) texts.resize(room.runner.events().size());
        if (texts[k] && caller.role != Role::Seat) return texts[k];
        const std::optional<Event> seen =
            as_seen_by(caller.role, caller.seat, *state.panel, event, state.opened);
        if (!seen) return nullptr;
        if (!texts[k]) texts[k] = std::make_shared<const std::string>(canonical(to_json(*seen)));
        return texts[k];
    }

    static std::optional<Error> undecided(const LoopState& state) {
        if (!state.verdict_json.empty()) return std::nullopt;
        if (state.opened) {
            const Json why = state.steps.empty() ? Json() : text_or_null(state.steps.back().json);
            return Error{ErrorCode::InvalidData, "loop.124",
                         "the debrief came to no verdict: " + why.value("message", ""), "", ""};
        }
        return Error{ErrorCode::Refused, "loop.110", "the debrief has not happened yet", "",
                     "wait until every seat has sealed its feedback"};
    }

    /// The answers are read once; what comes after the verdict only adds to the course.
    static std::vector<ProgressPoint> course_of(Room& room) {
        const LoopState& state = room.runner.state();
        if (room.answered.empty()) room.answered = progress_of(state);
        std::vector<ProgressPoint> course = room.answered;
        const auto decided = decision_course(state, room.runner.events());
        course.insert(course.end(), decided.begin(), decided.end());
        return course;
    }

    static Result<Variation> vary_main(const LoopState& state, const std::vector<Change>& changes) {
        DebriefOptions options;
        options.level = state.target_level;
        return vary(packet_of(state), *state.panel, options, changes);
    }

    static Json variation_json(const LoopState& state, const VariationState& variation) {
        Json changes = Json::array();
        for (const Change& change : variation.changes) changes.push_back(to_json(change));
        const Json verdict = Json::parse(variation.verdict_json);
        return {{"variation", variation.id},
                {"parent", variation.parent},
                {"name", variation.name},
                {"promoted", variation.promoted},
                {"changes", std::move(changes)},
                {"changed", changed(Json::parse(state.verdict_json), verdict)},
                {"verdict", verdict}};
    }

    std::unique_ptr<EventStore> store_;
    Clock now_ms_;
    Seating seating_;
    std::mutex mutex_;  ///< of the two maps; taken after a room's mutex, never before
    std::map<std::string, RoomPtr> rooms_;
    std::map<std::string, std::weak_ptr<Subscribers>> subscribers_;
    std::atomic<bool> woken_ = false;
    std::optional<Background> background_;  ///< last: its work uses all of the above
};

}  // namespace

std::unique_ptr<LoopService> make_loop_service(std::unique_ptr<EventStore> store, Clock now_ms,
                                               Seating seating) {
    return std::make_unique<Service>(std::move(store), std::move(now_ms), std::move(seating));
}

}  // namespace halfstep
