#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"
#include "panel/packet.hpp"
#include "panel/visibility.hpp"
#include "session/event_store.hpp"
#include "session/loop_runner.hpp"

namespace halfstep {

class Library;

/// Who is calling: the role their token gives them in one loop.
struct Caller {
    Role role = Role::Observer;
    std::string seat;  ///< Role::Seat only
};

/// A seat that a person takes, whatever the panel says.
struct HumanSeat {
    std::string seat;
    std::string name;                              ///< of the person; may be empty
    bool conducts = false;                         ///< the person asks from the first word on
    std::optional<std::int64_t> deadline_minutes;  ///< absent: the panel's
};

struct StartRequest {
    PanelSpec panel;
    std::string target_level;  ///< empty: the panel's
    std::string candidate;
    std::optional<std::uint64_t> seed;
    std::vector<HumanSeat> human_seats{};
};

struct StartedLoop {
    std::string loop;
    std::map<std::string, std::string>
        tokens;  ///< candidate, coach, observer, seat:ID (human seats)
};

struct SayRequest {
    std::string key;
    std::string text;
    bool partial = false;
    bool continues = false;  ///< refused when the answer it goes on with was cut
    TurnKind kind = TurnKind::Speech;
    std::optional<std::int64_t> at_ms;
    std::optional<std::int64_t> until_ms;
};

/// What the committee decided on, and the panel it was.
struct DecidedLoop {
    std::shared_ptr<const PanelSpec> panel;
    Packet packet;
};

struct FinishRequest {
    std::string key;
    std::string round{};   ///< the one that is meant; empty: whichever runs
    bool skipped = false;  ///< it counts for nothing, and a seat with no other round abstains
};

/// The chance of a hire at the target level as it stood after one answer or step of the debrief.
struct ProgressPoint {
    std::uint64_t seq = 0;  ///< of the event that completed the answer
    std::string round;      ///< empty after the last round
    std::size_t turn = 0;
    std::optional<double> p_target;  ///< absent where the verdict gives none
    std::string outcome;             ///< empty while nothing can be decided
    std::string step;  ///< of the debrief; verdict and correction too; empty at an answer
};

/// An event as JSON text of a loop.event notification's params, made once and shared by receivers.
struct SeenEvent {
    std::uint64_t seq = 0;
    std::shared_ptr<const std::string> json;
};

/// Who sits in the seats of a service's loops.
struct Seating {
    InterviewerFactory make{};  ///< none: the embedded interviewer everywhere
    /// Changes a panel before its loop starts, such as which of its seats a model plays.
    std::function<void(PanelSpec&)> seat{};
    /// Whether minds that take seconds are waited for on threads of their own, while commands are
    /// answered; else a command comes back when all that follows from it has happened.
    bool in_background = false;
};

/// Everything the outside can do with loops. All calls may be made from any thread at once; they
/// block on the store, so they belong on a worker, never on a connection's strand. Loops do not
/// block one another.
class LoopService {
public:
    virtual ~LoopService() = default;

    /// @error NotFound loop.109: a human seat the panel does not have; what decide refuses
    virtual Result<StartedLoop> start(const StartRequest& request) = 0;

    /// Another loop with this one's panel, level and candidate. A coach gets every token of it, a
    /// candidate only the candidate's: coach, observer and seats keep the tokens they have.
    /// @param seed drawn by lot when absent
    virtual Result<StartedLoop> redo(const std::string& loop, const Caller& caller,
                                     std::optional<std::uint64_t> seed) = 0;

    /// Takes in a finished loop that was played elsewhere, under an id and tokens of its own, as if
    /// it had ended just now. @error InvalidData replay.104 when the log is unsound
    virtual Result<StartedLoop> adopt(std::vector<Event> events) = 0;

    /// How far a loop has come, in a few lines: its rounds (ahead, open, over) and, once decided,
    /// the outcome and what it hung on.
    virtual Result<nlohmann::json> summary(const std::string& loop, const Caller& caller) = 0;

    /// A loop in which this was said elsewhere: assessed, debriefed and replayed like any other.
    /// Whole or not at all. @error see transcript_import.hpp
    virtual Result<StartedLoop> import_transcript(const StartRequest& request,
                                                  const Transcript& transcript) = 0;

    /// The role a token gives. @error NotFound loop.101; Refused loop.102
    virtual Result<Caller> authorise(const std::string& loop, const std::string& token) = 0;

    /// Events after a seq as this caller may see them, oldest first, at most `limit`.
    virtual Result<std::vector<SeenEvent>> events_after(const std::string& loop,
                                                        const Caller& caller,
                                                        std::uint64_t after_seq,
                                                        std::size_t limit) = 0;

    /// Called once after each append with the loop's last seq; on the appending thread, must not
    /// block nor call back. The subscription ends when the returned handle is destroyed; a call
    /// that has begun by then may still finish.
    virtual std::shared_ptr<void> subscribe(const std::string& loop,
                                            std::function<void(std::uint64_t seq_last)> wake) = 0;

    /// Called with what an interviewer is saying while it is being made: all of it so far, empty
    /// when it is taken back. These words are no events: the event that follows is what was said.
    /// As subscribe otherwise.
    virtual std::shared_ptr<void> subscribe_words(const std::string&,
                                                  std::function<void(const SpokenWords&)>) {
        return nullptr;
    }

    /// Returns the seq of the AnswerGiven event once it is durable. The interviewer's reaction
    /// follows as further events. A repeated key returns the first seq.
    virtual Result<std::uint64_t> say(const std::string& loop, const Caller& caller,
                                      const SayRequest& request) = 0;
    virtual Result<std::uint64_t> finish_round(const std::string& loop, const Caller& caller,
                                               const FinishRequest& request) = 0;
    /// Time stands still from `pause` to `resume`; nothing is said in between.
    virtual Result<std::uint64_t> pause(const std::string& loop, const Caller& caller,
                                        const std::string& key) = 0;
    virtual Result<std::uint64_t> resume(const std::string& loop, const Caller& caller,
                                         const std::string& key) = 0;
    /// The candidate is writing or drawing: the interviewer takes it for no silence. Not recorded.
    virtual Result<Done> note_work(const std::string& loop, const Caller& caller) = 0;
    /// What the candidate's code is run against: {question, tests: {language: code}} of the problem
    /// that was asked last in the running round; empty before one was asked.
    virtual Result<nlohmann::json> problem(const std::string& loop, const Caller& caller) = 0;
    /// Finishes every round; the debrief follows once all seats have sealed.
    virtual Result<std::uint64_t> finish(const std::string& loop, const Caller& caller,
                                         const std::string& key) = 0;
    /// A person takes the seat their token names, or changes who asks there; a coach does it for
    /// any human seat.
    virtual Result<std::uint64_t> take_seat(const std::string& loop, const Caller& caller,
                                            const SeatTaken& taken) = 0;
    /// The person in a seat asks. Returns the seq of the QuestionAsked event.
    virtual Result<std::uint64_t> ask(const std::string& loop, const Caller& caller,
                                      const AskQuestion& question) = 0;
    /// Seals what the person in a seat wrote. A coach may let a seat abstain, no more.
    virtual Result<std::uint64_t> submit_feedback(const std::string& loop, const Caller& caller,
                                                  const Feedback& feedback) = 0;

    /// @error Refused loop.110 before every seat has sealed
    virtual Result<DecidedLoop> decided(const std::string& loop, const Caller& caller) = 0;
    /// {packet, verdict}. @error Refused loop.110 before every seat has sealed
    virtual Result<nlohmann::json> debrief(const std::string& loop, const Caller& caller) = 0;
    virtual Result<nlohmann::json> create_variation(const std::string& loop, const Caller& caller,
                                                    const std::string& parent,
                                                    const std::vector<Change>& changes,
                                                    const std::string& name) = 0;
    virtual Result<nlohmann::json> list_variations(const std::string& loop,
                                                   const Caller& caller) = 0;

    /// Renames, deletes or promotes a variation; the main line never changes.
    virtual Result<std::uint64_t> change_variation(const std::string& loop, const Caller& caller,
                                                   const VariationChanged& change) = 0;
    /// A coach's correction with its reason; the first rating stays. Gives the verdict after all
    /// corrections so far: {verdict, changed}.
    virtual Result<nlohmann::json> correct_rating(const std::string& loop, const Caller& caller,
                                                  const RatingCorrected& correction) = 0;
    virtual Result<std::uint64_t> add_comment(const std::string& loop, const Caller& caller,
                                              const CommentAdded& comment) = 0;
    /// The course of the loop, a point after every answer. @error Refused loop.110
    virtual Result<std::vector<ProgressPoint>> progress(const std::string& loop,
                                                        const Caller& caller) = 0;

    /// All loops, for the person at the machine; whoever asks must have been found to be that.
    virtual Result<std::vector<LoopHead>> list() = 0;
    /// The raw log as JSON Lines, as this caller may see it.
    virtual Result<std::string> log(const std::string& loop, const Caller& caller) = 0;

    /// Time passes: silence nudges, time warnings, rounds that run out, human seats past their
    /// deadline. Called about once a second.
    virtual void tick() = 0;
};

/// `now_ms` gives milliseconds since the Unix epoch; injected so that tests own time.
/// Loops of the store go on where they stopped when they are first touched.
std::unique_ptr<LoopService> make_loop_service(std::unique_ptr<EventStore> store, Clock now_ms,
                                               Seating seating = {});

}  // namespace halfstep
