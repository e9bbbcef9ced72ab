#include "session/room.hpp"

#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "panel/visibility.hpp"
#include "session/progress.hpp"

namespace halfstep {

void Room::aside(const std::function<void()>& call) {
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

std::shared_ptr<const std::string> Room::text_for(const Caller& caller, std::size_t index) {
    const LoopState& state = runner.state();
    const Event& event = runner.events()[index];
    auto& texts = caller.role == Role::Candidate && !state.opened ? hidden_ : texts_;
    if (texts.size() <= index) texts.resize(runner.events().size());
    if (texts[index] && caller.role != Role::Seat) return texts[index];
    const std::optional<Event> seen =
        as_seen_by(caller.role, caller.seat, *state.panel, event, state.opened);
    if (!seen) return nullptr;
    if (!texts[index])
        texts[index] = std::make_shared<const std::string>(canonical(to_json(*seen)));
    return texts[index];
}

const std::vector<ProgressPoint>& Room::progress() {
    const LoopState& state = runner.state();
    if (progress_ && progress_->first == state.seq_last) return progress_->second;
    // The answers are read once; what comes after the verdict only adds to the course.
    if (answered_.empty()) answered_ = progress_of(state);
    std::vector<ProgressPoint> course = answered_;
    const auto decided = decision_course(state, runner.events());
    course.insert(course.end(), decided.begin(), decided.end());
    return progress_.emplace(state.seq_last, std::move(course)).second;
}

}  // namespace halfstep
