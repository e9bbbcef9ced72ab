#include "tests/transport/fake_loops.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/sha256.hpp"

namespace halfstep {
namespace {

const char* const kRoles[] = {"candidate", "coach", "observer"};

}  // namespace

Result<StartedLoop> FakeLoops::start(const StartRequest&) {
    StartedLoop started;
    {
        const std::lock_guard lock(mutex_);
        started.loop = "L" + std::to_string(loops_.size() + 1);
        loops_[started.loop];
    }
    for (const char* role : kRoles) started.tokens[role] = role + ("-" + started.loop);
    append(started.loop, "started");
    return started;
}

Result<StartedLoop> FakeLoops::adopt(std::vector<Event>) {
    return start(StartRequest{});
}

Result<nlohmann::json> FakeLoops::summary(const std::string& loop, const Caller&) {
    const std::lock_guard lock(mutex_);
    return nlohmann::json{{"rounds", nlohmann::json::array()},
                          {"verdict", nullptr},
                          {"finished", loops_[loop].finished}};
}

Result<StartedLoop> FakeLoops::import_transcript(const StartRequest& request,
                                                 const Transcript& transcript) {
    Result<StartedLoop> started = start(request);
    append(started->loop, "imported " + std::to_string(transcript.rounds.size()));
    return started;
}

Result<std::uint64_t> FakeLoops::take_seat(const std::string& loop, const Caller&,
                                           const SeatTaken& taken) {
    return append(
        loop, taken.seat + (taken.conducts ? " conducted by " : " listened to by ") + taken.name);
}

Result<std::uint64_t> FakeLoops::ask(const std::string& loop, const Caller&,
                                     const AskQuestion& question) {
    return append(loop, question.seat + " asks " + question.text);
}

Result<Caller> FakeLoops::authorise(const std::string& loop, const std::string& token) {
    const std::lock_guard lock(mutex_);
    if (!loops_.contains(loop)) {
        return Error{ErrorCode::NotFound, "loop.101", "there is no loop \"" + loop + "\"", "/loop",
                     ""};
    }
    if (token == "candidate-" + loop) return Caller{Role::Candidate, ""};
    if (token == "coach-" + loop) return Caller{Role::Coach, ""};
    if (token == "observer-" + loop) return Caller{Role::Observer, ""};
    return Error{ErrorCode::Refused, "loop.102", "this token does not open the loop", "/token", ""};
}

Result<std::vector<SeenEvent>> FakeLoops::events_after(const std::string& loop, const Caller&,
                                                       std::uint64_t after_seq, std::size_t limit) {
    const std::lock_guard lock(mutex_);
    std::vector<SeenEvent> seen;
    for (const SeenEvent& event : loops_[loop].events) {
        if (event.seq > after_seq && seen.size() < limit) seen.push_back(event);
    }
    return seen;
}

std::shared_ptr<void> FakeLoops::subscribe(const std::string& loop,
                                           std::function<void(std::uint64_t)> wake) {
    const std::lock_guard lock(wakes_->mutex);
    const std::uint64_t id = wakes_->id_next++;
    wakes_->of[loop].emplace(id, std::move(wake));
    return {nullptr, [wakes = wakes_, loop, id](void*) {
                const std::lock_guard inner(wakes->mutex);
                wakes->of[loop].erase(id);
            }};
}

std::uint64_t FakeLoops::append(const std::string& loop, const std::string& text) {
    std::uint64_t seq = 0;
    {
        const std::lock_guard lock(mutex_);
        std::vector<SeenEvent>& events = loops_[loop].events;
        seq = events.size() + 1;
        const nlohmann::json json = {{"loop", loop}, {"seq", seq}, {"text", text}};
        events.push_back({seq, std::make_shared<const std::string>(json.dump())});
    }
    std::vector<std::function<void(std::uint64_t)>> wakes;
    {
        const std::lock_guard lock(wakes_->mutex);
        for (const auto& [id, wake] : wakes_->of[loop]) wakes.push_back(wake);
    }
    for (const auto& wake : wakes) wake(seq);
    return seq;
}

void FakeLoops::release() {
    const std::lock_guard lock(mutex_);
    release_ = true;
    released_.notify_all();
}

Result<std::uint64_t> FakeLoops::say(const std::string& loop, const Caller& caller,
                                     const SayRequest& request) {
    if (caller.role != Role::Candidate) {
        return Error{ErrorCode::Refused, "loop.103", "only the candidate speaks", "/token", ""};
    }
    {
        std::unique_lock lock(mutex_);
        if (request.text == "wait") {
            ++waiting;
            released_.wait(lock, [this] { return release_; });
        }
        const auto known = loops_[loop].keys.find(request.key);
        if (known != loops_[loop].keys.end()) return known->second;
        loops_[loop].keys[request.key] = loops_[loop].events.size() + 1;
    }
    return append(loop, request.text);
}

Result<std::uint64_t> FakeLoops::finish_round(const std::string& loop, const Caller&,
                                              const FinishRequest& request) {
    return append(loop, (request.skipped ? "skipped " : "finished ") + request.round);
}

Result<StartedLoop> FakeLoops::redo(const std::string&, const Caller&,
                                    std::optional<std::uint64_t>) {
    return start(StartRequest{});
}

Result<std::uint64_t> FakeLoops::pause(const std::string& loop, const Caller&, const std::string&) {
    return append(loop, "paused");
}

Result<std::uint64_t> FakeLoops::resume(const std::string& loop, const Caller&,
                                        const std::string&) {
    return append(loop, "resumed");
}

Result<Done> FakeLoops::note_work(const std::string&, const Caller&) {
    return Done{};
}

Result<nlohmann::json> FakeLoops::problem(const std::string&, const Caller&) {
    return nlohmann::json{{"question", ""}, {"tests", nlohmann::json::object()}};
}

Result<std::uint64_t> FakeLoops::finish(const std::string& loop, const Caller&,
                                        const std::string&) {
    if (throws) throw std::logic_error("a secret place in the code");
    {
        const std::lock_guard lock(mutex_);
        loops_[loop].finished = true;
    }
    return append(loop, "finished");
}

Result<std::uint64_t> FakeLoops::submit_feedback(const std::string& loop, const Caller&,
                                                 const Feedback& feedback) {
    return append(loop, "sealed " + feedback.seat);
}

Result<DecidedLoop> FakeLoops::decided(const std::string& loop, const Caller&) {
    const auto found = packets.find(loop);
    if (found != packets.end()) return found->second;
    return Error{ErrorCode::Refused, "loop.110", "the debrief has not happened yet", "", ""};
}

Result<nlohmann::json> FakeLoops::debrief(const std::string& loop, const Caller&) {
    const std::lock_guard lock(mutex_);
    if (!loops_[loop].finished) {
        return Error{ErrorCode::Refused, "loop.110", "not every seat has sealed", "", ""};
    }
    return nlohmann::json{
        {"packet", {{"candidate", "<script>C</script>"}, {"feedback", nlohmann::json::array()}}},
        {"verdict", {{"outcome", "hire"}, {"level", "senior"}}}};
}

Result<nlohmann::json> FakeLoops::create_variation(const std::string&, const Caller&,
                                                   const std::string& parent,
                                                   const std::vector<Change>& changes,
                                                   const std::string& name) {
    return nlohmann::json{{"parent", parent}, {"name", name}, {"changes", changes.size()}};
}

Result<nlohmann::json> FakeLoops::list_variations(const std::string&, const Caller&) {
    return nlohmann::json::array();
}

Result<std::uint64_t> FakeLoops::change_variation(const std::string& loop, const Caller&,
                                                  const VariationChanged& change) {
    return append(loop, change.deleted ? "deleted " + change.variation : change.name);
}

Result<nlohmann::json> FakeLoops::correct_rating(const std::string&, const Caller&,
                                                 const RatingCorrected& correction) {
    return nlohmann::json{{"rating", correction.label}, {"kind", correction.kind}};
}

Result<std::uint64_t> FakeLoops::add_comment(const std::string& loop, const Caller&,
                                             const CommentAdded& comment) {
    return append(loop, comment.author + ": " + comment.text);
}

Result<std::vector<ProgressPoint>> FakeLoops::progress(const std::string&, const Caller&) {
    return std::vector<ProgressPoint>{{2, "design", 1, std::nullopt, "", ""},
                                      {4, "design", 3, 0.25, "no_hire", ""}};
}

Result<std::vector<LoopHead>> FakeLoops::list() {
    const std::lock_guard lock(mutex_);
    std::vector<LoopHead> heads;
    for (const auto& [id, loop] : loops_) {
        LoopHead head;
        head.loop = id;
        head.seq_last = loop.events.size();
        for (const char* role : kRoles) {
            head.tokens.emplace_back(role, sha256_hex(role + ("-" + id)));
        }
        heads.push_back(std::move(head));
    }
    return heads;
}

Result<std::string> FakeLoops::log(const std::string& loop, const Caller&) {
    const std::lock_guard lock(mutex_);
    std::string lines;
    for (const SeenEvent& event : loops_[loop].events) lines += *event.json + "\n";
    return lines;
}

}  // namespace halfstep
