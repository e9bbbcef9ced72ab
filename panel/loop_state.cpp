#include "panel/loop_state.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "panel/json.hpp"
#include "panel/model_note.hpp"

namespace halfstep {
namespace {

/// Keeps a state up to date, one overload per event.
class Fold {
public:
    Fold(LoopState& state, const Event& event) : state_(state), event_(event) {}

    void operator()(const LoopStarted& body) {
        state_.loop = event_.loop;
        state_.started_ms = event_.at_ms;
        state_.panel = std::make_shared<const PanelSpec>(body.panel);
        state_.target_level = body.target_level;
        state_.candidate = body.candidate;
        state_.seed = body.seed;
        for (const RoundSpec& round : body.panel.rounds) {
            RoundState added;
            added.round = round.id;
            added.seat = round.seat;
            state_.rounds.push_back(std::move(added));
        }
        for (const SeatSpec& seat : body.panel.seats) {
            SeatState added;
            added.seat = seat.id;
            state_.seats.push_back(std::move(added));
        }
        if (state_.rounds.empty()) state_.rounds_over_ms = event_.at_ms;
    }

    void operator()(const RoundStarted& body) {
        RoundState* round = find(body.round);
        if (!round || round->started) return;
        round->started = true;
        round->last_ms = round->heard_ms = event_.at_ms;
        state_.transcript.rounds.push_back({body.round, {}});
    }

    void operator()(const QuestionAsked& body) {
        spoken(body.round, body.move, body.text, body.question);
        remember(body.key);
    }

    void operator()(const RemarkMade& body) {
        spoken(body.round, body.move, body.text, "");
        if (RoundState* round = find(body.round)) {
            if (body.move == MoveKind::TimeWarning) round->warned = true;
        }
    }

    void operator()(const AnswerGiven& body) {
        RoundState* round = find(body.round);
        RoundRecord* record = find_record(body.round);
        if (!round || !record) return;
        pass_time(*round);
        round->heard_ms = event_.at_ms;
        round->asked.reset();
        if (round->answer_open && body.turn + 1 == record->turns.size()) {
            Turn& turn = record->turns.back();
            turn.text += " " + body.text;
            if (body.until_ms) turn.until_ms = body.until_ms;
        } else {
            if (round->answer_open) complete(*round, *record);
            Turn turn;
            turn.speaker = Speaker::Candidate;
            turn.kind = body.kind;
            turn.text = body.text;
            turn.at_ms = body.at_ms;
            turn.until_ms = body.until_ms;
            record->turns.push_back(std::move(turn));
        }
        round->answer_open = body.partial;
        round->answer_seq = event_.seq;
        if (!body.partial) complete(*round, *record);
        remember(body.key);
    }

    void operator()(const RoundFinished& body) {
        if (RoundState* round = find(body.round)) {
            round->finished = true;
            round->finished_by = body.by;
            // An answer that was still open when the round ended is as complete as it gets.
            const RoundRecord* record = find_record(body.round);
            if (round->answer_open && record) complete(*round, *record);
            round->answer_open = false;
            round->paused = false;
        }
        if (state_.rounds_over()) state_.rounds_over_ms = event_.at_ms;
        remember(body.key);
    }

    void operator()(const LoopPaused& body) {
        if (RoundState* round = running()) {
            pass_time(*round);
            round->paused = true;
        }
        remember(body.key);
    }

    void operator()(const LoopResumed& body) {
        if (RoundState* round = running()) {
            round->heard_ms += event_.at_ms - round->last_ms;
            pass_time(*round);
            round->paused = false;
        }
        remember(body.key);
    }

    void operator()(const FeedbackSealed& body) {
        if (SeatState* seat = find_seat(body.seat)) {
            seat->rater = body.rater;
            seat->sha256 = body.sha256;
        }
    }

    void operator()(const SeatAbstained& body) {
        if (SeatState* seat = find_seat(body.seat)) {
            seat->rater = body.rater;
            seat->abstained = body.reason;
        }
    }

    void operator()(const EnvelopesOpened& body) {
        state_.opened = true;
        for (const Feedback& feedback : body.feedback) {
            if (SeatState* seat = find_seat(feedback.seat)) seat->feedback = feedback;
        }
    }

    void operator()(const DebriefStep& body) { state_.steps.push_back(body); }
    void operator()(const VerdictReached& body) { state_.verdict_json = body.json; }

    void operator()(const VariationCreated& body) {
        VariationState added;
        added.id = body.variation;
        added.parent = body.parent;
        added.name = body.name;
        added.changes = body.changes;
        added.verdict_json = body.verdict_json;
        state_.variations.push_back(std::move(added));
    }

    void operator()(const VariationChanged& body) {
        for (VariationState& variation : state_.variations) {
            if (body.promoted) variation.promoted = false;
            if (variation.id != body.variation) continue;
            if (!body.name.empty()) variation.name = body.name;
            variation.deleted = (variation.deleted && !body.restored) || body.deleted;
            variation.promoted = (variation.promoted && !body.demoted) || body.promoted;
        }
    }

    void operator()(const RatingCorrected& body) { state_.corrections.push_back(body); }
    void operator()(const CommentAdded& body) { state_.comments.push_back(body); }
    void operator()(const ModelReplied& body) { state_.replies.push_back(body); }

    void operator()(const SeatTaken& body) {
        if (SeatState* seat = find_seat(body.seat)) {
            seat->taken = true;
            seat->name = body.name;
            seat->conducts = body.conducts;
        }
        remember(body.key);
    }

private:
    RoundState* find(const std::string& id) {
        const auto found = std::ranges::find(state_.rounds, id, &RoundState::round);
        return found == state_.rounds.end() ? nullptr : &*found;
    }

    RoundState* running() {
        const RoundState* round = state_.current();
        return round ? find(round->round) : nullptr;
    }

    SeatState* find_seat(const std::string& id) {
        const auto found = std::ranges::find(state_.seats, id, &SeatState::seat);
        return found == state_.seats.end() ? nullptr : &*found;
    }

    RoundRecord* find_record(const std::string& id) {
        const auto found = std::ranges::find(state_.transcript.rounds, id, &RoundRecord::round);
        return found == state_.transcript.rounds.end() ? nullptr : &*found;
    }

    void pass_time(RoundState& round) {
        round.active_ms = elapsed_ms(round, event_.at_ms);
        round.last_ms = event_.at_ms;
    }

    /// An answer stands where its last words came, whatever ended it.
    void complete(const RoundState& round, const RoundRecord& record) {
        state_.answers.push_back({round.answer_seq, round.round, record.turns.size() - 1});
    }

    void spoken(const std::string& id, MoveKind move, const std::string& text,
                const std::string& question) {
        RoundState* round = find(id);
        RoundRecord* record = find_record(id);
        if (!round || !record) return;
        pass_time(*round);
        // Cut short: what was said until here is the answer.
        if (round->answer_open) complete(*round, *record);
        round->answer_open = false;
        round->asked = move;
        Turn turn;
        turn.speaker = Speaker::Interviewer;
        turn.text = text;
        turn.question = question;
        turn.move = to_text(move);
        record->turns.push_back(std::move(turn));
    }

    void remember(const std::string& key) {
        if (!key.empty()) state_.keys.emplace(key, event_.seq);
    }

    LoopState& state_;
    const Event& event_;
};

template <typename Items, typename Id>
auto* find_in(Items& items, std::string_view id, Id member) {
    const auto found = std::ranges::find(items, id, member);
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const RoundState* LoopState::current() const {
    for (const RoundState& round : rounds) {
        if (!round.finished) return round.started ? &round : nullptr;
    }
    return nullptr;
}

const RoundState* LoopState::find_round(std::string_view id) const {
    return find_in(rounds, id, &RoundState::round);
}

const SeatState* LoopState::find_seat(std::string_view id) const {
    return find_in(seats, id, &SeatState::seat);
}

const VariationState* LoopState::find_variation(std::string_view id) const {
    const VariationState* found = find_in(variations, id, &VariationState::id);
    return found && !found->deleted ? found : nullptr;
}

const RoundRecord& LoopState::record(std::string_view round) const {
    const RoundRecord* found = transcript.find_round(round);
    HALFSTEP_CHECK(found, "the round has started");
    return *found;
}

bool LoopState::rounds_over() const {
    return panel && std::ranges::all_of(rounds, &RoundState::finished);
}

bool LoopState::all_sealed() const {
    return panel && std::ranges::all_of(seats, [](const SeatState& s) { return s.done(); });
}

void apply(LoopState& state, const Event& event) {
    std::visit(Fold(state, event), event.body);
    state.seq_last = event.seq;
    state.last_ms = event.at_ms;
}

LoopState fold(const std::vector<Event>& events) {
    LoopState state;
    for (const Event& event : events) apply(state, event);
    return state;
}

std::int64_t elapsed_ms(const RoundState& round, std::int64_t now_ms) {
    if (round.paused) return round.active_ms;
    return round.active_ms + std::clamp<std::int64_t>(now_ms - round.last_ms, 0, kPauseMsMax);
}

Packet packet_of(const LoopState& state) {
    Packet packet;
    if (!state.panel) return packet;
    packet.panel = state.panel->name;
    packet.target_level = state.target_level;
    packet.candidate = state.candidate;
    packet.transcript = state.transcript;
    for (const SeatState& seat : state.seats) {
        if (seat.feedback) {
            packet.feedback.push_back(*seat.feedback);
        } else if (seat.abstained) {
            Feedback silent = abstention(seat.seat, seat.rater, *seat.abstained);
            const SeatSpec* spec = state.panel->find_seat(seat.seat);
            if (spec && spec->kind == SeatKind::Model) {
                silent.model = note_from(state.replies, seat.seat);
            }
            packet.feedback.push_back(std::move(silent));
        }
    }
    return packet;
}

Feedback abstention(const std::string& seat, const std::string& rater, const std::string& reason) {
    Feedback feedback;
    feedback.seat = seat;
    feedback.rater = rater;
    feedback.abstained = reason;
    return feedback;
}

}  // namespace halfstep
