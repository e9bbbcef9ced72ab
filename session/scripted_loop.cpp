#include "session/scripted_loop.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/sha256.hpp"
#include "panel/json.hpp"
#include "panel/loop_state.hpp"

namespace halfstep {
namespace {

/// 2026-01-05T09:00:00Z: the play's own morning.
constexpr std::int64_t kFirstMs = 1'767'603'600'000;
/// 150 words a minute, a usual pace of speech.
constexpr std::int64_t kMsPerWord = 400;
constexpr std::int64_t kThinkingMs = 2'000;
constexpr std::size_t kTurnsMax = 2'000;
constexpr std::size_t kReadMax = 100'000;

std::int64_t speaking_ms(const std::string& text) {
    return kMsPerWord * (1 + std::ranges::count(text, ' '));
}

Move move_of(const QuestionAsked& asked) {
    Move move;
    move.kind = asked.move;
    move.text = asked.text;
    move.question = asked.question;
    move.asks_for = asked.asks_for;
    return move;
}

class Play {
public:
    Play(const PanelSpec& panel, const CandidateScript& script, Seating seating)
        : panel_(panel),
          script_(script),
          service_(make_loop_service(
              make_memory_event_store(), [this] { return now_ms_; }, std::move(seating))) {}

    Result<PlayedLoop> run(const std::string& level, std::uint64_t seed) {
        StartRequest request;
        request.panel = panel_;
        request.target_level = level;
        request.candidate = script_.name;
        request.seed = seed;
        const Result<StartedLoop> started = service_->start(request);
        if (!started) return started.error();
        loop_ = started->loop;
        for (std::size_t turn = 0; turn < kTurnsMax; ++turn) {
            if (const Result<Done> read = read_on(); !read) return read.error();
            if (!verdict_json_.empty()) return finished(level, seed);
            if (const Result<Done> acted = act(); !acted) return acted.error();
        }
        return unfinished();
    }

private:
    const Caller kCoach{Role::Coach, ""};
    const Caller kCandidate{Role::Candidate, ""};

    Result<Done> read_on() {
        const std::uint64_t after = events_.empty() ? 0 : events_.back().seq;
        const auto seen = service_->events_after(loop_, kCoach, after, kReadMax);
        if (!seen) return seen.error();
        for (const SeenEvent& one : *seen) {
            const Result<nlohmann::json> value = parse_json(*one.json);
            Result<Event> event = value ? event_from_json(*value) : Result<Event>(value.error());
            if (!event) return event.error();
            if (const auto* asked = std::get_if<QuestionAsked>(&event->body)) {
                asked_ = *asked;
                now_ms_ += speaking_ms(asked->text);
            } else if (const auto* finished = std::get_if<RoundFinished>(&event->body)) {
                if (asked_ && asked_->round == finished->round) asked_.reset();
            } else if (const auto* verdict = std::get_if<VerdictReached>(&event->body)) {
                verdict_json_ = verdict->json;
            } else if (const auto* round = std::get_if<RoundStarted>(&event->body)) {
                round_ = round->round;
            }
            events_.push_back(std::move(*event));
        }
        return Done{};
    }

    /// Answers what was asked; a candidate with nothing to say moves on.
    Result<Done> act() {
        if (asked_) {
            auto [place, added] = candidates_.try_emplace(asked_->round, script_, asked_->round);
            const Utterance utterance = place->second.answer(move_of(*asked_));
            asked_.reset();
            if (!utterance.empty()) return say(utterance);
        }
        const auto done = service_->finish_round(loop_, kCandidate, {next_key()});
        if (!done) return done.error();
        return Done{};
    }

    Result<Done> say(const Utterance& utterance) {
        now_ms_ += kThinkingMs;
        for (std::size_t k = 0; k < utterance.size(); ++k) {
            const Turn& turn = utterance[k];
            SayRequest request;
            request.key = next_key();
            request.text = turn.text;
            request.kind = turn.kind;
            request.partial = k + 1 < utterance.size();
            now_ms_ += speaking_ms(turn.text);
            const auto said = service_->say(loop_, kCandidate, request);
            if (!said) return said.error();
            // Cut in on: what was left unsaid stays so.
            if (const Result<Done> read = read_on(); !read) return read;
            if (asked_) break;
        }
        return Done{};
    }

    std::string next_key() { return "k" + std::to_string(++keys_); }

    PlayedLoop finished(const std::string& level, std::uint64_t seed) {
        PlayedLoop played;
        const std::string name =
            panel_.name + "/" + script_.name + "/" + level + "/" + std::to_string(seed);
        const std::string loop = "script-" + sha256_hex(name).substr(0, 16);
        for (Event& event : events_) event.loop = loop;
        played.packet = packet_of(fold(events_));
        played.events = std::move(events_);
        played.verdict_json = std::move(verdict_json_);
        return played;
    }

    Error unfinished() const {
        return Error{
            ErrorCode::InvalidData, "script.101",
            "the loop did not come to a verdict in " + std::to_string(kTurnsMax) + " steps", round_,
            "a scripted loop needs agents in every seat"};
    }

    const PanelSpec& panel_;
    const CandidateScript& script_;
    std::int64_t now_ms_ = kFirstMs;
    std::unique_ptr<LoopService> service_;
    std::string loop_;
    std::string round_;
    std::vector<Event> events_;
    std::optional<QuestionAsked> asked_;
    std::map<std::string, ScriptedCandidate> candidates_;
    std::string verdict_json_;
    std::uint64_t keys_ = 0;
};

/// A round has more questions than it has time for; of these a script's round is asked those that
/// the script answers.
PanelSpec as_answered(PanelSpec panel, const CandidateScript& script) {
    for (RoundSpec& round : panel.rounds) {
        std::vector<std::string> answered;
        for (const ScriptedRound& scripted : script.rounds) {
            if (scripted.round != round.id) continue;
            for (const std::string& question : round.questions) {
                if (std::ranges::find(scripted.answers, question, &ScriptedAnswer::question) !=
                    scripted.answers.end()) {
                    answered.push_back(question);
                }
            }
        }
        if (!answered.empty()) round.questions = std::move(answered);
    }
    return panel;
}

}  // namespace

Result<PlayedLoop> play(const PanelSpec& panel, const CandidateScript& script,
                        const std::string& level, std::uint64_t seed, Seating seating) {
    seating.in_background = false;
    for (const SeatSpec& seat : panel.seats) {
        if (seat.kind == SeatKind::Human) {
            return Error{ErrorCode::InvalidData, "script.101",
                         "the seat \"" + seat.id + "\" is a person's", panel.name,
                         "a scripted loop needs agents in every seat"};
        }
    }
    const PanelSpec asked = as_answered(panel, script);
    return Play(asked, script, std::move(seating)).run(level, seed);
}

}  // namespace halfstep
