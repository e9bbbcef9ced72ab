#include "session/feedback_writer.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "interviewers/embedded_interviewer.hpp"
#include "panel/json.hpp"
#include "panel/model_note.hpp"
#include "panel/visibility.hpp"
#include "session/envelopes.hpp"
#include "session/feedback_check.hpp"

namespace halfstep {
namespace {

/// Why a seat has nothing to write about, if so.
std::optional<std::string> nothing_to_judge(const LoopState& state, const std::string& seat) {
    bool skipped = false;
    for (const RoundState& round : state.rounds) {
        if (round.seat != seat) continue;
        const RoundRecord* record = state.transcript.find_round(round.round);
        if (!round.skipped() && record && !record->turns.empty()) return std::nullopt;
        skipped |= round.skipped();
    }
    return skipped ? "the candidate skipped the round" : "the transcript has no round of this seat";
}

/// That a model's seat which nobody takes over left its round early, if it did.
std::optional<Error> left_round(const LoopState& state, const SeatSpec& seat) {
    if (seat.kind != SeatKind::Model || seat.fallback != SeatFallback::Abstain) return {};
    for (const ModelReplied& reply : state.replies) {
        const bool failed = reply.outcome == "failed" || reply.outcome == "refused";
        if (reply.seat != seat.id || !failed) continue;
        return Error{ErrorCode::Unavailable, "model.120", "left its round: " + reply.reason, "",
                     ""};
    }
    return {};
}

/// What is sealed for a seat without asking its mind, if so.
std::optional<Result<Feedback>> settled(const LoopState& state, const SeatSpec& seat) {
    if (const std::optional<std::string> why = nothing_to_judge(state, seat.id)) {
        return abstention(seat.id, rater_of(seat, state), *why);
    }
    if (const std::optional<Error> left = left_round(state, seat)) return *left;
    return {};
}

/// What a seat's mind writes, checked like anybody's.
Result<Feedback> written(Interviewer& mind, const SeatView& view) {
    try {
        const Result<Feedback> feedback = mind.write_feedback(view);
        return feedback ? checked_feedback(view, *feedback) : feedback;
    } catch (const std::exception& problem) {
        return Error{ErrorCode::Bug, "bug.101", problem.what(), "", ""};
    }
}

}  // namespace

Result<Done> FeedbackWriter::write() {
    if (writing_ || minds_.stopped()) return Done{};
    std::vector<const SeatSpec*> writers;
    const std::shared_ptr<const PanelSpec> panel = log_.state().panel;
    for (const SeatSpec& seat : panel->seats) {
        const SeatState* kept = log_.state().find_seat(seat.id);
        if (!kept || kept->done()) continue;
        const bool silent = nothing_to_judge(log_.state(), seat.id).has_value();
        if (silent || seat.kind != SeatKind::Human) writers.push_back(&seat);
    }
    return write_at_once(writers);
}

/// Every seat writes at the same time and seals as soon as it is done.
Result<Done> FeedbackWriter::write_at_once(const std::vector<const SeatSpec*>& seats) {
    struct Written {
        const SeatSpec* seat;
        Result<Feedback> feedback;
    };
    std::mutex mutex;
    std::condition_variable ready;
    std::deque<Written> done;
    std::vector<SeatView> views;
    std::vector<std::jthread> writers;
    for (const SeatSpec* seat : seats) {
        // Without name and seed: the same words get the same feedback, here and elsewhere.
        views.push_back(view_for_seat(*log_.state().panel, log_.state().target_level,
                                      log_.state().transcript, 0, seat->id));
    }
    writing_ = true;
    for (std::size_t k = 0; k < seats.size(); ++k) {
        if (std::optional<Result<Feedback>> known = settled(log_.state(), *seats[k])) {
            const std::lock_guard lock(mutex);
            done.push_back({seats[k], std::move(*known)});
            continue;
        }
        Interviewer& mind = minds_.of(*seats[k], log_.state());
        if (!mind.slow()) {
            const std::lock_guard lock(mutex);
            done.push_back({seats[k], written(mind, views[k])});
            continue;
        }
        writers.emplace_back([&, k] {
            Result<Feedback> feedback = written(mind, views[k]);
            const std::lock_guard lock(mutex);
            done.push_back({seats[k], std::move(feedback)});
            ready.notify_one();
        });
    }
    if (!slow_.aside) {
        // Nobody looks on meanwhile: in the panel's order, so that the same loop has the same log.
        writers.clear();
        std::ranges::sort(done, {}, [&](const Written& one) {
            return std::ranges::find(seats, one.seat) - seats.begin();
        });
    }
    Result<Done> result = Done{};
    for (std::size_t k = 0; k < seats.size(); ++k) {
        std::optional<Written> next;
        const auto wait = [&] {
            std::unique_lock lock(mutex);
            ready.wait(lock, [&] { return !done.empty(); });
            next = std::move(done.front());
            done.pop_front();
        };
        if (slow_.aside && !writers.empty()) {
            slow_.aside(wait);
        } else {
            wait();
        }
        if (!result) continue;
        result = seal_or_abstain(*next->seat, std::move(next->feedback));
    }
    writing_ = false;
    return result;
}

Result<Done> FeedbackWriter::seal_or_abstain(const SeatSpec& seat, Result<Feedback> feedback) {
    const SeatState* kept = log_.state().find_seat(seat.id);
    if (!kept || kept->done()) return Done{};
    const bool stopped = !feedback && feedback.error().code == ErrorCode::Refused;
    if (stopped || minds_.stopped()) return Done{};
    std::vector<SealedFeedback> sealed;
    std::vector<ModelReplied> replies = minds_.of(seat, log_.state()).take_replies();
    std::vector<ModelReplied> all = log_.state().replies;
    all.insert(all.end(), replies.begin(), replies.end());
    ModelNote note = note_from(all, seat.id);
    if (!replies.empty()) {
        sealed.push_back(sealed_replies(log_.loop(), seat.id, std::move(replies)));
    }
    if (!feedback && seat.fallback == SeatFallback::TakeOver) {
        note.taken_over = feedback.error().message;
        const SeatView view = view_for_seat(*log_.state().panel, log_.state().target_level,
                                            log_.state().transcript, 0, seat.id);
        feedback = written(*make_embedded_interviewer(), view);
    }
    const std::string rater =
        note.name.empty() ? rater_of(seat, log_.state()) : "model:" + note.name;
    Result<std::uint64_t> seq = 0;
    if (!feedback) {
        seq = log_.execute(AbstainSeat{seat.id, rater, feedback.error().message}, sealed);
    } else if (feedback->abstained) {
        seq = log_.execute(AbstainSeat{seat.id, feedback->rater, *feedback->abstained}, sealed);
    } else {
        if (feedback->rater.empty()) feedback->rater = rater_of(seat, log_.state());
        if (seat.kind == SeatKind::Model) feedback->model = std::move(note);
        sealed.push_back({seat.id, canonical(to_json(*feedback))});
        seq = log_.execute(SealFeedback{*feedback}, sealed);
    }
    if (!seq) return seq.error();
    return Done{};
}

}  // namespace halfstep
