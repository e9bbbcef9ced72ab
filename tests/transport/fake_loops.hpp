#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

#include "session/loop_service.hpp"

namespace halfstep {

/// Loops that only keep what was said: for tests of what stands in front of the real ones. Tokens
/// are the role and the loop's id, as in "candidate-L1"; an event is {"loop", "seq", "text"}.
class FakeLoops : public LoopService {
public:
    Result<StartedLoop> start(const StartRequest& request) override;
    Result<StartedLoop> adopt(std::vector<Event> events) override;
    Result<nlohmann::json> summary(const std::string& loop, const Caller& caller) override;
    Result<StartedLoop> import_transcript(const StartRequest& request,
                                          const Transcript& transcript) override;
    Result<std::uint64_t> take_seat(const std::string& loop, const Caller& caller,
                                    const SeatTaken& taken) override;
    Result<std::uint64_t> ask(const std::string& loop, const Caller& caller,
                              const AskQuestion& question) override;
    Result<Caller> authorise(const std::string& loop, const std::string& token) override;
    Result<std::vector<SeenEvent>> events_after(const std::string& loop, const Caller& caller,
                                                std::uint64_t after_seq,
                                                std::size_t limit) override;
    std::shared_ptr<void> subscribe(const std::string& loop,
                                    std::function<void(std::uint64_t)> wake) override;
    Result<std::uint64_t> say(const std::string& loop, const Caller& caller,
                              const SayRequest& request) override;
    Result<StartedLoop> redo(const std::string& loop, const Caller& caller,
                             std::optional<std::uint64_t> seed) override;
    Result<std::uint64_t> finish_round(const std::string& loop, const Caller& caller,
                                       const FinishRequest& request) override;
    Result<std::uint64_t> pause(const std::string& loop, const Caller& caller,
                                const std::string& key) override;
    Result<std::uint64_t> resume(const std::string& loop, const Caller& caller,
                                 const std::string& key) override;
    Result<Done> note_work(const std::string& loop, const Caller& caller) override;
    Result<nlohmann::json> problem(const std::string& loop, const Caller& caller) override;
    Result<std::uint64_t> finish(const std::string& loop, const Caller& caller,
                                 const std::string& key) override;
    Result<std::uint64_t> submit_feedback(const std::string& loop, const Caller& caller,
                                          const Feedback& feedback) override;
    Result<DecidedLoop> decided(const std::string& loop, const Caller& caller) override;
    Result<nlohmann::json> debrief(const std::string& loop, const Caller& caller) override;
    Result<nlohmann::json> create_variation(const std::string& loop, const Caller& caller,
                                            const std::string& parent,
                                            const std::vector<Change>& changes,
                                            const std::string& name) override;
    Result<nlohmann::json> list_variations(const std::string& loop, const Caller& caller) override;
    Result<std::uint64_t> change_variation(const std::string& loop, const Caller& caller,
                                           const VariationChanged& change) override;
    Result<nlohmann::json> correct_rating(const std::string& loop, const Caller& caller,
                                          const RatingCorrected& correction) override;
    Result<std::uint64_t> add_comment(const std::string& loop, const Caller& caller,
                                      const CommentAdded& comment) override;
    Result<std::vector<ProgressPoint>> progress(const std::string& loop,
                                                const Caller& caller) override;
    Result<std::vector<LoopHead>> list() override;
    Result<std::string> log(const std::string& loop, const Caller& caller) override;
    void tick() override { ++ticks; }

    /// Adds an event as if from inside, and wakes.
    std::uint64_t append(const std::string& loop, const std::string& text);
    /// From now on saying "wait" blocks until release().
    void release();

    std::map<std::string, DecidedLoop> packets;  ///< of loops with a debrief; set before calling
    std::atomic<int> ticks = 0;
    std::atomic<int> waiting = 0;
    std::atomic<bool> throws = false;  ///< finish() meets a bug

private:
    struct Loop {
        std::vector<SeenEvent> events;
        std::map<std::string, std::uint64_t> keys;
        bool finished = false;
    };
    struct Wakes {
        std::mutex mutex;
        std::uint64_t id_next = 1;
        std::map<std::string, std::map<std::uint64_t, std::function<void(std::uint64_t)>>> of;
    };

    std::mutex mutex_;
    std::condition_variable released_;
    bool release_ = false;
    std::map<std::string, Loop> loops_;
    std::shared_ptr<Wakes> wakes_ = std::make_shared<Wakes>();
};

}  // namespace halfstep
