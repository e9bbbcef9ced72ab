#include "session/loop_service.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "panel/json.hpp"
#include "session/replay.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_interviewer.hpp"
#include "tests/support/small_panel.hpp"

using namespace halfstep;
using namespace halfstep::testing;
namespace fs = std::filesystem;

namespace {

const Caller kCandidate{Role::Candidate, ""};
const Caller kCoach{Role::Coach, ""};
const Caller kObserver{Role::Observer, ""};

struct House {
    explicit House(InterviewerFactory make = fake_interviewers(2),
                   std::unique_ptr<EventStore> store = make_memory_event_store())
        : service(make_loop_service(std::move(store), [this] { return now_ms; },
                                    {.make = std::move(make)})) {}

    void start(const PanelSpec& panel = small_panel()) {
        const Result<StartedLoop> begun = service->start({panel, "", "C-17", 7});
        REQUIRE(begun);
        started = *begun;
        loop = begun->loop;
    }
    Result<std::uint64_t> say(const std::string& key, const std::string& text,
                              bool partial = false) {
        now_ms += 20'000;
        SayRequest request;
        request.key = key;
        request.text = text;
        request.partial = partial;
        return service->say(loop, kCandidate, request);
    }
    std::vector<Event> events() {
        const Result<std::string> log = service->log(loop, kCoach);
        REQUIRE(log);
        const Result<std::vector<Event>> read = read_log(*log);
        REQUIRE(read);
        return *read;
    }
    std::string kinds() {
        std::string text;
        for (const Event& event : events()) text += std::string(kind_of(event.body)) + " ";
        return text;
    }
    void to_verdict() {
        REQUIRE(say("k1", "I moved the nightly job to a queue."));
        REQUIRE(service->finish(loop, kCandidate, "end"));
    }

    std::int64_t now_ms = 1'700'000'000'000;
    std::unique_ptr<LoopService> service;
    StartedLoop started;
    std::string loop;
};

PanelSpec with_human_design() {
    PanelSpec panel = small_panel();
    panel.seats[1].kind = SeatKind::Human;
    panel.seats[1].deadline_minutes = 60;
    return panel;
}

fs::path fresh_file(const char* name) {
    const fs::path path =
        fs::temp_directory_path() / ("halfstep-" + std::to_string(getpid()) + "-" + name + ".db");
    for (const char* tail : {"", "-wal", "-shm"}) fs::remove(path.string() + tail);
    return path;
}

std::unique_ptr<EventStore> kept_in(const fs::path& path) {
    Result<std::unique_ptr<EventStore>> store = make_sqlite_event_store(path.string());
    REQUIRE(store);
    return std::move(*store);
}

}  // namespace

TEST_CASE("a loop runs from the first question to the verdict", "[session]") {
    House house;
    house.start();
    CHECK(house.kinds() == "LoopStarted RoundStarted RemarkMade QuestionAsked ");
    for (int k = 0; k < 6; ++k) REQUIRE(house.say("k" + std::to_string(k), "I did something."));
    const std::string kinds = house.kinds();
    CHECK(kinds.ends_with("FeedbackSealed FeedbackSealed EnvelopesOpened VerdictReached ") ==
          (kinds.find("DebriefStep") == std::string::npos));
    CHECK(kinds.find("RoundFinished RoundStarted") != std::string::npos);
    const Result<nlohmann::json> debrief = house.service->debrief(house.loop, kCandidate);
    REQUIRE(debrief);
    CHECK(debrief->at("verdict").at("format") == "halfstep/verdict");
    CHECK(debrief->at("packet").at("feedback").size() == 2);
    CHECK(replay(house.events(), 0).faults.empty());
}

TEST_CASE("tokens open their role, and no other loop", "[session]") {
    House house;
    house.start(with_human_design());
    const auto role = [&](const std::string& name) {
        return house.service->authorise(house.loop, house.started.tokens.at(name))->role;
    };
    CHECK(role("candidate") == Role::Candidate);
    CHECK(role("coach") == Role::Coach);
    CHECK(role("observer") == Role::Observer);
    CHECK(role("seat:design") == Role::Seat);
    CHECK(house.started.tokens.count("seat:coding") == 0);
    const StartedLoop first = house.started;
    house.start();
    CHECK(house.service->authorise(house.loop, first.tokens.at("coach")).error().id == "loop.102");
    CHECK(house.service->authorise(house.loop, "").error().id == "loop.102");
    CHECK(house.service->authorise("nobody", "x").error().id == "loop.101");
    const std::vector<LoopHead> heads = *house.service->list();
    REQUIRE(heads.size() == 2);
    for (const auto& [name, token] : first.tokens) {
        for (const auto& [kept, hash] : heads[0].tokens) CHECK(hash != token);
    }
}

TEST_CASE("a repeated say is answered with the same seq and adds nothing", "[session]") {
    House house;
    house.start();
    const std::uint64_t seq = *house.say("k1", "once");
    const std::size_t count = house.events().size();
    CHECK(*house.say("k1", "once") == seq);
    CHECK(house.events().size() == count);
}

TEST_CASE("roles may do what is theirs", "[session]") {
    House house;
    house.start();
    SayRequest request;
    request.key = "k";
    request.text = "I am the candidate, honestly";
    CHECK(house.service->say(house.loop, kCoach, request).error().id == "loop.123");
    CHECK(house.service->finish_round(house.loop, kObserver, {"k"}).error().id == "loop.123");
    CHECK(house.service->finish(house.loop, kObserver, {"k"}).error().id == "loop.123");
    CHECK(house.service->debrief(house.loop, kCoach).error().id == "loop.110");
    CHECK(house.service->list_variations(house.loop, kCoach).error().id == "loop.110");
    CHECK(house.service->progress(house.loop, kCoach).error().id == "loop.110");
    CHECK(house.service->create_variation(house.loop, kCoach, "", {Change{}}, "").error().id ==
          "loop.110");
}

TEST_CASE("nobody reads a word of feedback before all have sealed", "[session]") {
    House house;
    house.start(with_human_design());
    REQUIRE(house.say("k1", "I moved the nightly job to a queue."));
    REQUIRE(house.service->finish_round(house.loop, kCandidate, {"k2"}));
    REQUIRE(house.say("k3", "Here I drew two boxes and a line."));
    REQUIRE(house.service->finish(house.loop, kCandidate, "end"));
    CHECK(house.kinds().ends_with("FeedbackSealed "));
    for (const Caller& caller : {kCandidate, kCoach, kObserver, Caller{Role::Seat, "design"}}) {
        const std::string log = *house.service->log(house.loop, caller);
        CHECK(log.find("sealed words") == std::string::npos);
        CHECK(log.find("lean_hire\",\"signal") == std::string::npos);
    }
    // The human seat hears its own round only.
    const std::string heard = *house.service->log(house.loop, Caller{Role::Seat, "design"});
    CHECK(heard.find("two boxes") != std::string::npos);
    CHECK(heard.find("nightly job") == std::string::npos);

    Feedback own;
    own.seat = "design";
    Rating rating;
    rating.signal = "coding";
    rating.label = "hire";
    own.ratings = {rating};
    const Caller seat{Role::Seat, "design"};
    CHECK(house.service->submit_feedback(house.loop, kCoach, own).error().id == "loop.123");
    CHECK(house.service->submit_feedback(house.loop, seat, own).error().id == "feedback.202");
    own.ratings[0].signal = "design";
    own.ratings[0].cards = {"d1"};
    CHECK(house.service->submit_feedback(house.loop, seat, own).error().id == "feedback.204");
    EvidenceCard card;
    card.id = "d1";
    card.signal = "design";
    card.quote = "the nightly job";
    own.cards = {card};
    CHECK(house.service->submit_feedback(house.loop, seat, own).error().id == "feedback.207");
    own.cards[0].quote = "two boxes";
    REQUIRE(house.service->submit_feedback(house.loop, seat, own));
    CHECK(house.kinds().ends_with("VerdictReached "));
    const nlohmann::json packet = house.service->debrief(house.loop, kCoach)->at("packet");
    CHECK(packet["feedback"][1]["cards"][0]["span"] == nlohmann::json::array({12, 21}));
    CHECK(replay(house.events(), 0).faults.empty());
}

TEST_CASE("a seat that cannot write abstains visibly", "[session]") {
    House house(fake_interviewers(2, Faults{1, 0, 1.0}));
    house.start();
    house.to_verdict();
    CHECK(house.kinds().find("SeatAbstained SeatAbstained EnvelopesOpened") != std::string::npos);
    CHECK(house.service->log(house.loop, kCoach)->find("the mind is away") != std::string::npos);
}

TEST_CASE("whoever writes or draws is not nudged, and loses no question", "[session]") {
    House house;
    house.start(with_human_design());
    const std::string before = house.kinds();
    for (int k = 0; k < 40; ++k) {
        house.now_ms += 20'000;
        REQUIRE(house.service->note_work(house.loop, kCandidate));
        house.service->tick();
    }
    CHECK(house.kinds() == before);
    house.now_ms += 40'000;
    house.service->tick();
    CHECK(house.kinds() == before + "RemarkMade ");
    CHECK_FALSE(house.service->note_work(house.loop, {Role::Observer, ""}));
}

TEST_CASE("time nudges, ends rounds, and lets a missing human abstain", "[session]") {
    House house;
    house.start(with_human_design());
    house.now_ms += 40'000;
    house.service->tick();
    CHECK(house.kinds().ends_with("RemarkMade "));
    for (int k = 0; k < 200; ++k) {
        house.now_ms += 30'000;
        house.service->tick();
    }
    // Nobody is there: the pause stops the clock, and the round waits.
    CHECK(house.kinds().find("RoundFinished") == std::string::npos);
    int key = 0;
    while (house.kinds().find("\"time\"") == std::string::npos && key < 100) {
        house.now_ms += 200'000;
        house.service->tick();
        if (house.kinds().find("RoundFinished") != std::string::npos) break;
        REQUIRE(house.say("p" + std::to_string(key++), "still thinking", true));
    }
    CHECK(house.service->log(house.loop, kCoach)->find("\"by\":\"time\"") != std::string::npos);
    REQUIRE(house.say("d", "A word in the design round."));
    REQUIRE(house.service->finish(house.loop, kCandidate, "end"));
    house.now_ms += 59 * 60'000;
    house.service->tick();
    CHECK(house.kinds().find("VerdictReached") == std::string::npos);
    house.now_ms += 2 * 60'000;
    house.service->tick();
    CHECK(house.kinds().find("SeatAbstained EnvelopesOpened") != std::string::npos);
}

TEST_CASE("a paused loop waits for days, and only its candidate or coach stops it", "[session]") {
    House house;
    house.start();
    REQUIRE(house.say("k1", "I keep a map."));
    CHECK(house.service->pause(house.loop, kObserver, "p").error().id == "loop.123");
    REQUIRE(house.service->pause(house.loop, kCandidate, "p"));
    const std::string before = house.kinds();
    for (int k = 0; k < 100; ++k) {
        house.now_ms += 200'000;
        house.service->tick();
    }
    CHECK(house.kinds() == before);
    CHECK(house.say("k2", "more").error().id == "loop.125");
    REQUIRE(house.service->resume(house.loop, kCoach, "r"));
    REQUIRE(house.say("k2", "more"));
    CHECK(house.kinds().find("LoopPaused LoopResumed AnswerGiven") != std::string::npos);
}

TEST_CASE("a seat whose rounds were all skipped abstains and says why", "[session]") {
    House house;
    house.start();
    REQUIRE(house.say("k1", "I keep a map."));
    REQUIRE(house.service->finish_round(house.loop, kCandidate, {"f1", "coding"}));
    CHECK(house.service->finish_round(house.loop, kCandidate, {"f2", "coding"}).error().id ==
          "loop.126");
    REQUIRE(house.say("k2", "One box and one line."));
    REQUIRE(house.service->finish_round(house.loop, kCandidate, {"f3", "design", true}));
    REQUIRE(house.service->finish(house.loop, kCandidate, "end"));
    CHECK(house.kinds().find("FeedbackSealed SeatAbstained EnvelopesOpened") != std::string::npos);
    const std::string log = *house.service->log(house.loop, kCandidate);
    CHECK(log.find("the candidate skipped the round") != std::string::npos);
    CHECK(replay(house.events(), 0).faults.empty());
}

TEST_CASE("a loop is done again with the same panel, even one that no library has", "[session]") {
    House house;
    house.start();
    CHECK(house.service->redo(house.loop, kObserver, 8).error().id == "loop.123");
    const StartedLoop again = *house.service->redo(house.loop, kCandidate, 8);
    CHECK(again.loop != house.loop);
    const Result<std::string> log = house.service->log(again.loop, kCoach);
    REQUIRE(log);
    const auto begun = std::get<LoopStarted>(read_log(*log)->front().body);
    CHECK(to_json(begun.panel) == to_json(small_panel()));
    CHECK(begun.candidate == "C-17");
    CHECK(begun.seed == 8);
}

TEST_CASE("a loop done again gives each caller the tokens its role may hold", "[session]") {
    House house;
    house.start(with_human_design());
    const std::map<std::string, std::string> first = house.started.tokens;
    const StartedLoop by_candidate = *house.service->redo(house.loop, kCandidate, {});
    REQUIRE(by_candidate.tokens.size() == 1);
    CHECK(by_candidate.tokens.contains("candidate"));
    CHECK(by_candidate.tokens.at("candidate") != first.at("candidate"));
    const auto opens = [&](const std::string& role) {
        return house.service->authorise(by_candidate.loop, first.at(role));
    };
    CHECK(opens("coach")->role == Role::Coach);
    CHECK(opens("observer")->role == Role::Observer);
    CHECK(opens("seat:design")->seat == "design");
    CHECK(opens("candidate").error().id == "loop.102");

    const StartedLoop by_coach = *house.service->redo(house.loop, kCoach, {});
    CHECK(by_coach.tokens.size() == first.size());
    CHECK(by_coach.tokens.at("coach") != first.at("coach"));
}

TEST_CASE("the tests of a problem are given out once it was asked", "[session]") {
    PanelSpec panel = small_panel();
    panel.questions[0].problem = ProblemSpec{"statement", {}, {{"python", "check()"}}, {}};
    House house;
    house.start(panel);
    CHECK(house.service->problem(house.loop, kObserver).error().id == "loop.123");
    const nlohmann::json problem = *house.service->problem(house.loop, kCandidate);
    CHECK(problem ==
          nlohmann::json{{"question", "coding-question"}, {"tests", {{"python", "check()"}}}});
    REQUIRE(house.service->finish_round(house.loop, kCandidate, {"f1"}));
    CHECK(house.service->problem(house.loop, kCandidate)->at("tests").empty());
}

TEST_CASE("readers are woken after each append and read on from where they were", "[session]") {
    House house;
    house.start();
    std::uint64_t woken = 0;
    std::shared_ptr<void> handle =
        house.service->subscribe(house.loop, [&](std::uint64_t seq) { woken = seq; });
    REQUIRE(house.say("k1", "hello"));
    CHECK(woken == house.events().back().seq);
    const auto part = house.service->events_after(house.loop, kCandidate, 2, 2);
    REQUIRE(part);
    REQUIRE(part->size() == 2);
    CHECK(part->at(0).seq == 3);
    CHECK(house.service->events_after(house.loop, kCandidate, 999, 2)->empty());
    handle.reset();
    const std::uint64_t before = woken;
    REQUIRE(house.say("k2", "hello again"));
    CHECK(woken == before);
}

TEST_CASE("what-if branches leave the main line as it was", "[session]") {
    House house;
    house.start();
    house.to_verdict();
    const nlohmann::json main = *house.service->debrief(house.loop, kCoach);
    Change change;
    change.signal = "coding";
    change.rating = "strong_no_hire";
    const auto first = house.service->create_variation(house.loop, kCandidate, "", {change}, "low");
    REQUIRE(first);
    CHECK(first->at("variation") == "v1");
    CHECK(first->at("verdict").at("outcome") == "no_hire");
    change.rating = "strong_hire";
    const auto second = house.service->create_variation(house.loop, kCoach, "v1", {change}, "");
    REQUIRE(second);
    CHECK(second->at("parent") == "v1");
    change.signal = "charm";
    CHECK(house.service->create_variation(house.loop, kCoach, "", {change}, "").error().id ==
          "change.201");
    CHECK(house.service->create_variation(house.loop, kCoach, "v7", {change}, "").error().id ==
          "loop.114");
    CHECK(house.service->list_variations(house.loop, kCoach)->at("variations").size() == 2);
    REQUIRE(house.service->change_variation(house.loop, kCoach, {"v1", "", true, false}));
    CHECK(house.service->list_variations(house.loop, kCoach)->at("variations").size() == 1);
    CHECK(*house.service->debrief(house.loop, kCoach) == main);
    CHECK(replay(house.events(), 0).faults.empty());
}

TEST_CASE("a correction keeps the first rating and says who and why", "[session]") {
    House house;
    house.start();
    house.to_verdict();
    const nlohmann::json main = *house.service->debrief(house.loop, kCoach);
    RatingCorrected correction;
    correction.seat = "coding";
    correction.signal = "coding";
    correction.label = "strong_no_hire";
    correction.author = "coach";
    correction.kind = "own_round";
    CHECK(house.service->correct_rating(house.loop, kCoach, correction).error().id == "loop.120");
    correction.reason = "the tests never ran";
    CHECK(house.service->correct_rating(house.loop, kCandidate, correction).error().id ==
          "loop.123");
    const auto corrected = house.service->correct_rating(house.loop, kCoach, correction);
    REQUIRE(corrected);
    CHECK(corrected->at("verdict").at("outcome") == "no_hire");
    CHECK(*house.service->debrief(house.loop, kCoach) == main);
    CommentAdded comment;
    comment.text = "listen to this one";
    CHECK(house.service->add_comment(house.loop, kCoach, comment).error().id == "loop.121");
    comment.round = "coding";
    comment.turn = 2;
    CHECK(house.service->add_comment(house.loop, kCoach, comment));
}

TEST_CASE("the course of a loop has a point for every answer", "[session]") {
    House house;
    house.start();
    REQUIRE(house.say("k1", "I moved the nightly job to a queue, because it blocked sales."));
    house.to_verdict();
    const auto points = house.service->progress(house.loop, kCandidate);
    REQUIRE(points);
    // "k1" again in to_verdict is a repetition, not an answer.
    const auto answers = std::ranges::count(*points, "", &ProgressPoint::step);
    REQUIRE(answers == 1);
    CHECK(points->at(0).round == "coding");
    CHECK(points->at(0).turn == 2);
    CHECK(points->back().step == "verdict");
    RatingCorrected correction{"coding", "coding", "strong_hire", "c", "heard it", "own_round", ""};
    REQUIRE(house.service->correct_rating(house.loop, kCoach, correction));
    const auto corrected = house.service->progress(house.loop, kCandidate);
    REQUIRE(corrected->size() == points->size() + 1);
    CHECK(corrected->back().step == "correction");
}

TEST_CASE("a summary says how far a loop has come", "[session]") {
    House house;
    house.start();
    const nlohmann::json before = *house.service->summary(house.loop, kCandidate);
    CHECK(before.at("rounds").at(0) == nlohmann::json{{"round", "coding"}, {"state", "open"}});
    CHECK(before.at("rounds").at(1).at("state") == "ahead");
    CHECK(before.at("verdict").is_null());
    house.to_verdict();
    const nlohmann::json after = *house.service->summary(house.loop, kCandidate);
    CHECK(after.at("rounds").at(1).at("state") == "over");
    const nlohmann::json main = *house.service->debrief(house.loop, kCoach);
    CHECK(after.at("verdict").at("outcome") == main.at("verdict").at("outcome"));
    CHECK(after.at("verdict").at("attribution") == main.at("verdict").at("attribution"));
}

TEST_CASE("a loop played elsewhere is taken in under an id and tokens of its own", "[session]") {
    House house;
    house.start();
    house.to_verdict();
    const nlohmann::json main = *house.service->debrief(house.loop, kCoach);
    const auto adopted = house.service->adopt(house.events());
    REQUIRE(adopted);
    CHECK(adopted->loop != house.loop);
    const auto caller = house.service->authorise(adopted->loop, adopted->tokens.at("candidate"));
    REQUIRE(caller);
    CHECK(house.service->debrief(adopted->loop, *caller)->at("verdict") == main.at("verdict"));
    CHECK_FALSE(house.service->authorise(house.loop, adopted->tokens.at("coach")));
    std::vector<Event> torn = house.events();
    torn.erase(torn.begin() + 2);
    CHECK(house.service->adopt(torn).error().id == "replay.104");
    CHECK(house.service->adopt({}).error().id == "replay.104");
}

TEST_CASE("two services on one store do not lose or double a word", "[session]") {
    const fs::path path = fresh_file("two");
    House one(fake_interviewers(50), kept_in(path));
    House two(fake_interviewers(50), kept_in(path));
    one.start();
    two.loop = one.loop;
    std::thread other([&] {
        for (int k = 0; k < 15; ++k) {
            SayRequest request;
            request.key = "b" + std::to_string(k);
            request.text = "from two";
            const auto seq = two.service->say(two.loop, kCandidate, request);
            if (!seq && seq.error().code != ErrorCode::Conflict) std::abort();
        }
    });
    int taken = 0;
    for (int k = 0; k < 15; ++k) taken += one.say("a" + std::to_string(k), "from one") ? 1 : 0;
    other.join();
    House third(fake_interviewers(50), kept_in(path));
    third.loop = one.loop;
    std::uint64_t seq = 0;
    int found = 0;
    for (const Event& event : third.events()) {
        CHECK(event.seq == ++seq);
        const auto* answer = std::get_if<AnswerGiven>(&event.body);
        found += answer && answer->text == "from one" ? 1 : 0;
    }
    CHECK(found == taken);
    fs::remove(path);
}

TEST_CASE("an acknowledged word survives kill -9 and the loop goes on", "[session]") {
    const fs::path path = fresh_file("kill");
    int channel[2];
    REQUIRE(pipe(channel) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        // No Catch here: the child only says, tells its parent, and waits to be killed.
        auto store = make_sqlite_event_store(path.string());
        const auto service =
            make_loop_service(std::move(*store), [] { return std::int64_t{1'700'000'000'000}; },
                              {.make = fake_interviewers(3)});
        const auto started = service->start({small_panel(), "", "C-17", 7});
        SayRequest request;
        request.key = "k1";
        request.text = "remember this";
        const auto seq = service->say(started->loop, kCandidate, request);
        const std::string line = started->loop + " " + std::to_string(seq ? *seq : 0) + "\n";
        if (write(channel[1], line.data(), line.size()) < 0) _exit(1);
        for (;;) pause();
    }
    std::string line;
    for (char c = 0; read(channel[0], &c, 1) == 1 && c != '\n';) line += c;
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(channel[0]);
    close(channel[1]);

    House house(fake_interviewers(3), kept_in(path));
    house.loop = line.substr(0, line.find(' '));
    const std::uint64_t seq = std::stoull(line.substr(line.find(' ') + 1));
    const std::vector<Event> events = house.events();
    REQUIRE(events.size() >= seq);
    CHECK(std::get<AnswerGiven>(events[seq - 1].body).text == "remember this");
    CHECK(*house.say("k1", "remember this") == seq);
    REQUIRE(house.service->finish(house.loop, kCandidate, "end"));
    CHECK(house.kinds().find("EnvelopesOpened") != std::string::npos);
    fs::remove(path);
}

TEST_CASE("a loop that died before the reaction is brought forward when touched", "[session]") {
    const fs::path path = fresh_file("resume");
    {
        House house(fake_interviewers(2), kept_in(path));
        house.start();
        REQUIRE(house.say("k1", "one"));
        const auto store = make_sqlite_event_store(path.string());
        LoopState state = fold(house.events());
        // As if the process had died after making the answer durable.
        Say say;
        say.key = "k2";
        say.text = "two";
        const auto bodies = decide(state, say);
        REQUIRE((*store)->append(
            house.loop,
            std::vector{Event{house.loop, state.seq_last + 1, state.last_ms, 1, bodies->front()}},
            {}));
        House after(fake_interviewers(2), kept_in(path));
        after.loop = house.loop;
        CHECK(after.kinds().find("RoundFinished RoundStarted RemarkMade QuestionAsked") !=
              std::string::npos);
    }
    fs::remove(path);
}
