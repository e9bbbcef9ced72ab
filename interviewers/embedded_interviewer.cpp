#include "interviewers/embedded_interviewer.hpp"

#include "interviewers/assess.hpp"
#include "interviewers/conducting/conduct.hpp"

namespace halfstep {
namespace {

class EmbeddedInterviewer : public Interviewer {
public:
    Result<std::optional<Move>> next_move(const SeatView& view, std::size_t round_index,
                                          const Moment& moment) override {
        return conduct(view, round_index, moment);
    }

    Result<Feedback> write_feedback(const SeatView& view) override { return assess(view); }
};

}  // namespace

std::unique_ptr<Interviewer> make_embedded_interviewer() {
    return std::make_unique<EmbeddedInterviewer>();
}

}  // namespace halfstep
