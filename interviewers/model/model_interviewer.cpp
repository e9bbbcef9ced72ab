#include "interviewers/model/model_interviewer.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "interviewers/conducting/conduct.hpp"
#include "interviewers/conducting/round_course.hpp"
#include "interviewers/model/clean_text.hpp"
#include "interviewers/model/feedback_decision.hpp"
#include "interviewers/model/model_prompts.hpp"
#include "interviewers/model/move_decision.hpp"
#include "interviewers/model/streamed_text.hpp"

namespace halfstep {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::size_t kReplyTextMax = 60'000;  ///< code points of an answer that the log keeps
constexpr std::size_t kReasonMax = 400;

const QuestionSpec* next_question(const SeatView& view, const RoundSpec& round,
                                  const RoundCourse& course) {
    for (const std::string& id : round.questions) {
        if (course.asked.contains(id)) continue;
        const auto found = std::ranges::find(view.questions, id, &QuestionSpec::id);
        if (found != view.questions.end()) return &*found;
    }
    return nullptr;
}

/// The moves that are open where the embedded interviewer would make the planned one.
MoveFrame frame_of(const SeatView& view, std::size_t round_index, const Moment& moment,
                   const Move& planned) {
    const RoundSpec& round = view.rounds.at(round_index);
    const RoundCourse course = course_of(view, round_index);
    MoveFrame frame;
    frame.minutes_left = std::max<std::int64_t>(0, round.minutes - moment.elapsed_ms / kMinuteMs);
    frame.open = course.open ? course.open->spec : nullptr;
    frame.next = next_question(view, round, course);
    if (planned.kind == MoveKind::Interruption) {
        frame.allowed = {MoveKind::Interruption};
        frame.may_listen = moment.answer_is_partial;
        return frame;
    }
    if (course.open) {
        const auto probing =
            static_cast<std::size_t>(std::max<std::int64_t>(0, view.seat.persona.probing));
        const bool spent = planned.kind == MoveKind::Question && course.open->empty_in_a_row() >= 2;
        if (!spent && course.open->follow_ups() < probing) {
            frame.allowed.push_back(MoveKind::FollowUp);
        }
        if (!spent && !course.open->made(MoveKind::Challenge)) {
            frame.allowed.push_back(MoveKind::Challenge);
        }
    }
    if (frame.next) frame.allowed.push_back(MoveKind::Question);
    if (std::ranges::find(frame.allowed, planned.kind) == frame.allowed.end()) {
        frame.allowed.push_back(planned.kind);
    }
    return frame;
}

class ModelInterviewer : public Interviewer {
public:
    ModelInterviewer(ModelClient& client, Waiter& waiter, std::shared_ptr<ModelBudget> budget,
                     ModelSeatOptions options)
        : client_(client),
          waiter_(waiter),
          budget_(std::move(budget)),
          options_(std::move(options)) {}

    bool slow() const override { return true; }

    void on_words(std::function<void(std::string_view)> tell) override { tell_ = std::move(tell); }

    void cancel() override {
        const std::lock_guard lock(mutex_);
        stop_.request_stop();
    }

    std::vector<ModelReplied> take_replies() override { return std::exchange(replies_, {}); }

    Result<std::optional<Move>> next_move(const SeatView& view, std::size_t round_index,
                                          const Moment& moment) override {
        const std::optional<Move> planned = conduct(view, round_index, moment);
        if (!planned) return planned;
        const bool models =
            planned->kind == MoveKind::Question || planned->kind == MoveKind::FollowUp ||
            planned->kind == MoveKind::Challenge || planned->kind == MoveKind::Interruption;
        if (!models) return planned;
        ModelReplied reply;
        reply.task = "move";
        reply.prompt = kMovePromptVersion;
        reply.round = view.rounds.at(round_index).id;
        std::size_t withheld = 0;
        const SeatView shown = shown_to_model(view, withheld);
        const MoveFrame frame = frame_of(shown, round_index, moment, *planned);
        ModelRequest request = move_request(shown, round_index, frame, fence_for(view));
        request.deadline = options_.move_deadline;
        const TextSink sink = [this](std::string_view text) {
            const std::string words = streamed_text(text, "text");
            if (tell_ && !words.empty()) tell_(words);
        };
        auto move =
            ask<std::optional<Move>>(std::move(request), sink, std::move(reply), view.seat.id,
                                     withheld, [&](const ModelReply& answer, ModelReplied&) {
                                         return decide_move(view, round_index, frame, answer.text);
                                     });
        if (tell_ && (!move || !*move)) tell_("");
        return move;
    }

    Result<Feedback> write_feedback(const SeatView& view) override {
        ModelReplied reply;
        reply.task = "feedback";
        reply.prompt = kFeedbackPromptVersion;
        std::size_t withheld = 0;
        const SeatView shown = shown_to_model(view, withheld);
        ModelRequest request = feedback_request(shown, fence_for(view));
        request.deadline = options_.feedback_deadline;
        return ask<Feedback>(std::move(request), nullptr, std::move(reply), view.seat.id, withheld,
                             [&](const ModelReply& answer, ModelReplied& kept) {
                                 return decided(view, answer, kept);
                             });
    }

private:
    static Result<Feedback> decided(const SeatView& view, const ModelReply& answer,
                                    ModelReplied& kept) {
        const Result<ProposedFeedback> proposed = read_proposal(answer.text);
        if (!proposed) return proposed.error();
        ModelNote note;
        note.name = answer.model;
        note.prompt = kFeedbackPromptVersion;
        Result<Feedback> feedback = decide_feedback(view, *proposed, note);
        kept.proposed = note.proposed;
        kept.refused = std::move(note.refused);
        return feedback;
    }

    /// Asks, has an answer that does not fit repaired once, and keeps a record of both.
    template <typename T, typename Decode>
    Result<T> ask(ModelRequest request, const TextSink& sink, ModelReplied reply,
                  const std::string& seat, std::size_t withheld, Decode decode) {
        reply.seat = seat;
        request.model = options_.model;
        reply.model = options_.model.empty() ? client_.name() : options_.model;
        const std::stop_token stop = fresh_stop();
        const milliseconds until = waiter_.now() + request.deadline;
        for (const bool repair : {false, true}) {
            const milliseconds began = waiter_.now();
            request.deadline = until - began;
            ModelUsage usage;
            Result<ModelReply> answer = complete(request, sink, usage, stop);
            reply.took_ms += (waiter_.now() - began).count();
            reply.requests += usage.requests;
            reply.input_tokens += usage.input_tokens;
            reply.output_tokens += usage.output_tokens;
            if (!answer) {
                return keep(reply, answer.error().id == "model.114" ? "dropped" : "failed",
                            answer.error());
            }
            reply.model = answer->model;
            reply.text = std::string(slice(answer->text, {0, kReplyTextMax}));
            Result<T> decoded = decode(*answer, reply);
            if (decoded) {
                reply.outcome = "used";
                if (withheld > 0) {
                    add(reply.reason, std::to_string(withheld) +
                                          " sentences that speak to a rater were not shown to it");
                }
                replies_.push_back(std::move(reply));
                return decoded;
            }
            const Error& error = decoded.error();
            if (repair) return keep(reply, "refused", error);
            add(reply.reason, "asked to repair: " + error.where + " " + error.message);
            request.wrong_answer = answer->text;
            request.complaint = "That answer cannot be used: " + error.where + ": " +
                                error.message + ". " + error.hint +
                                " Answer again with the whole JSON object, repaired.";
            if (tell_ && sink) tell_("");
        }
        return Error{ErrorCode::Bug, "bug.101", "no answer and no error", "", ""};
    }

    Result<ModelReply> complete(const ModelRequest& request, const TextSink& sink,
                                ModelUsage& usage, const std::stop_token& stop) {
        if (!budget_->is_left()) {
            return Error{ErrorCode::Unavailable, "model.113",
                         "the loop's budget for its models is used up", "",
                         "raise --model-requests-max or --model-tokens-max"};
        }
        Result<ModelReply> answer = client_.complete(request, sink, usage, stop);
        budget_->add(usage);
        return answer;
    }

    Error keep(ModelReplied& reply, const char* outcome, const Error& error) {
        reply.outcome = outcome;
        reply.error = error.id;
        add(reply.reason, error.message);
        replies_.push_back(std::move(reply));
        return error;
    }

    static void add(std::string& reason, const std::string& more) {
        reason = clean_text(reason.empty() ? more : reason + "; " + more, kReasonMax);
    }

    std::string fence_for(const SeatView& view) const {
        std::string fence = options_.make_fence();
        while (is_said(view, fence)) fence = options_.make_fence();
        return fence;
    }

    std::stop_token fresh_stop() {
        const std::lock_guard lock(mutex_);
        stop_ = std::stop_source();
        return stop_.get_token();
    }

    ModelClient& client_;
    Waiter& waiter_;
    std::shared_ptr<ModelBudget> budget_;
    ModelSeatOptions options_;
    std::function<void(std::string_view)> tell_;
    std::vector<ModelReplied> replies_;
    std::mutex mutex_;  ///< of the stop
    std::stop_source stop_;
};

class NoModelClient : public ModelClient {
public:
    Result<ModelReply> complete(const ModelRequest&, const TextSink&, ModelUsage&,
                                std::stop_token) override {
        return Error{ErrorCode::Unavailable, "model.101", "no language model is configured", "",
                     "start with --model-url and --model"};
    }
    std::string name() const override { return "none"; }
};

}  // namespace

std::unique_ptr<Interviewer> make_model_interviewer(ModelClient& client, Waiter& waiter,
                                                    std::shared_ptr<ModelBudget> budget,
                                                    ModelSeatOptions options) {
    return std::make_unique<ModelInterviewer>(client, waiter, std::move(budget),
                                              std::move(options));
}

std::unique_ptr<ModelClient> make_no_model_client() {
    return std::make_unique<NoModelClient>();
}

}  // namespace halfstep
