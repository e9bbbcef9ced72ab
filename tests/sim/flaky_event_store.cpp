#include "tests/sim/flaky_event_store.hpp"

#include <utility>

#include "base/rng.hpp"

namespace halfstep::testing {
namespace {

class FlakyEventStore : public EventStore {
public:
    FlakyEventStore(std::shared_ptr<EventStore> under, StoreFaults faults)
        : under_(std::move(under)), faults_(faults) {}

    Result<Done> create(const LoopHead& head) override { return under_->create(head); }

    Result<Done> append(const std::string& loop, std::span<const Event> events,
                        std::span<const SealedFeedback> sealed) override {
        const double draw = uniform01(faults_.seed, 11, ++appends_);
        if (draw < faults_.refuse) return failure();
        if (draw < faults_.refuse + faults_.other_writer) {
            return Error{ErrorCode::Conflict, "test.3", "somebody was first", "", ""};
        }
        Result<Done> stored = under_->append(loop, events, sealed);
        if (stored && draw > 1 - faults_.lose_answer) return failure();
        return stored;
    }

    Result<std::vector<Event>> read(const std::string& loop, std::uint64_t after_seq) override {
        return under_->read(loop, after_seq);
    }
    Result<std::vector<SealedFeedback>> sealed(const std::string& loop) override {
        return under_->sealed(loop);
    }
    Result<std::optional<LoopHead>> head(const std::string& loop) override {
        return under_->head(loop);
    }
    Result<std::vector<LoopHead>> list() override { return under_->list(); }

private:
    static Error failure() { return Error{ErrorCode::Io, "test.2", "the disk hiccups", "", ""}; }

    std::shared_ptr<EventStore> under_;
    StoreFaults faults_;
    std::uint64_t appends_ = 0;
};

}  // namespace

std::unique_ptr<EventStore> make_flaky_event_store(std::shared_ptr<EventStore> under,
                                                   StoreFaults faults) {
    return std::make_unique<FlakyEventStore>(std::move(under), faults);
}

}  // namespace halfstep::testing
