#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/rng.hpp"
#include "panel/interviewer.hpp"
#include "session/loop_runner.hpp"

namespace halfstep::testing {

/// What a fake interviewer was handed, for tests that look over its shoulder.
struct Handed {
    std::mutex mutex;
    std::vector<SeatView> views;
};

/// How badly it behaves, 0 to 1 each; drawn from the seed and a count of calls.
struct Faults {
    std::uint64_t seed = 0;
    double next_move = 0;
    double write_feedback = 0;
};

/// Opens, asks `questions` times, closes; rates by the number of answers; quotes the first one.
class FakeInterviewer : public Interviewer {
public:
    FakeInterviewer(int questions, Faults faults, std::shared_ptr<Handed> handed)
        : questions_(questions), faults_(faults), handed_(std::move(handed)) {}

    Result<std::optional<Move>> next_move(const SeatView& view, std::size_t round_index,
                                          const Moment& moment) override {
        see(view);
        if (fails(faults_.next_move)) return failure();
        const std::vector<Turn>& turns = view.records.at(round_index).turns;
        Move move;
        move.reason = "secret reason";
        if (turns.empty()) {
            move.kind = MoveKind::Opening;
            move.text = "Hello.";
            return std::optional(move);
        }
        const bool asks = turns.back().speaker == Speaker::Candidate || turns.size() == 1;
        if (moment.answer_is_partial) {
            if (turns.back().text.size() < 400) return std::optional<Move>();
            move.kind = MoveKind::Interruption;
            move.text = "Let me stop you there.";
            return std::optional(move);
        }
        if (!asks) {
            if (moment.silent_ms < 30'000 || turns.back().move == "nudge") {
                return std::optional<Move>();
            }
            move.kind = MoveKind::Nudge;
            move.text = "Take your time.";
            return std::optional(move);
        }
        int asked = 0;
        for (const Turn& turn : turns) asked += turn.question.empty() ? 0 : 1;
        if (asked < questions_) {
            move.text = "Question " + std::to_string(asked + 1) + "?";
            move.question = view.questions.at(0).id;
            move.asks_for = ObservationKind::Number;
        } else {
            move.kind = MoveKind::Closing;
            move.text = "Thank you.";
            move.ends_round = true;
        }
        return std::optional(move);
    }

    Result<Feedback> write_feedback(const SeatView& view) override {
        see(view);
        if (fails(faults_.write_feedback)) return failure();
        Feedback feedback;
        feedback.seat = view.seat.id;
        feedback.rater = "agent:" + view.seat.id;
        feedback.summary = "sealed words of " + view.seat.id;
        Rating rating;
        rating.signal = view.seat.signals.at(0);
        rating.confidence = Confidence::High;
        rating.label = "lean_no_hire";
        for (const RoundRecord& record : view.records) {
            for (std::size_t k = 0; k < record.turns.size(); ++k) {
                const Turn& turn = record.turns[k];
                if (turn.speaker != Speaker::Candidate || !feedback.cards.empty()) continue;
                EvidenceCard card;
                card.id = view.seat.id + "1";
                card.signal = rating.signal;
                card.round = record.round;
                card.turn = k;
                card.span = Span{0, code_point_count(turn.text)};
                card.quote = turn.text;
                feedback.cards.push_back(card);
                rating.cards = {card.id};
                rating.label = turn.text.size() > 20 ? "hire" : "lean_hire";
            }
        }
        feedback.ratings = {rating};
        return feedback;
    }

private:
    bool fails(double chance) { return uniform01(faults_.seed, 7, ++calls_) < chance; }

    static Error failure() {
        return Error{ErrorCode::Unavailable, "test.1", "the mind is away", "", ""};
    }

    void see(const SeatView& view) {
        if (!handed_) return;
        const std::lock_guard lock(handed_->mutex);
        handed_->views.push_back(view);
    }

    int questions_;
    Faults faults_;
    std::shared_ptr<Handed> handed_;
    std::uint64_t calls_ = 0;
};

inline InterviewerFactory fake_interviewers(int questions, Faults faults = {},
                                            std::shared_ptr<Handed> handed = nullptr) {
    return [=](const SeatSpec& seat, const LoopState&) -> std::unique_ptr<Interviewer> {
        Faults own = faults;
        own.seed = mix64(faults.seed ^ seat.id.size());
        return std::make_unique<FakeInterviewer>(questions, own, handed);
    };
}

}  // namespace halfstep::testing
