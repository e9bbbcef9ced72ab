#include "interviewers/model/model_prompts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "interviewers/reading/features.hpp"
#include "panel/json.hpp"

namespace halfstep {

extern const std::string_view kMovePrompt;
extern const std::string_view kMoveSchema;
extern const std::string_view kFeedbackPrompt;
extern const std::string_view kFeedbackSchema;

namespace {

constexpr std::string_view kWithheld = "[withheld]";
constexpr std::int64_t kMoveTokensMax = 800;
constexpr std::int64_t kFeedbackTokensMax = 8'000;

using Values = std::vector<std::pair<std::string, std::string>>;

/// Replaces {{name}}; values are not looked at again, so that none can bring in another.
std::string filled(std::string_view pattern, const Values& values) {
    std::string text;
    while (!pattern.empty()) {
        const std::size_t begin = std::min(pattern.find("{{"), pattern.size());
        text += pattern.substr(0, begin);
        pattern.remove_prefix(begin);
        const std::size_t end = pattern.find("}}");
        if (end == std::string_view::npos) break;
        const std::string_view name = pattern.substr(2, end - 2);
        for (const auto& [known, value] : values) {
            if (known == name) text += value;
        }
        pattern.remove_prefix(end + 2);
    }
    return text + std::string(pattern);
}

std::string persona_text(const Persona& persona) {
    std::string text = persona.warmth > 0.66   ? "You are friendly and brief."
                       : persona.warmth < 0.33 ? "You are curt and to the point."
                                               : "You are polite and neutral.";
    text += persona.probing >= 4   ? " You probe until you have a fact."
            : persona.probing <= 1 ? " You seldom probe."
                                   : " You probe where a fact is missing.";
    return text;
}

std::string gaps() {
    std::string text;
    for (const ObservationKind kind : kObservationKinds) {
        if (kind == ObservationKind::Concern) continue;
        text += (text.empty() ? "" : ", ") + std::string(to_text(kind));
    }
    return text;
}

/// One JSON object a line between fences: no text of a turn can end its line or pose as another.
std::string fenced(const std::vector<const RoundRecord*>& records, const std::string& fence) {
    std::string text = fence + "\n";
    for (const RoundRecord* record : records) {
        for (std::size_t k = 0; k < record->turns.size(); ++k) {
            const Turn& turn = record->turns[k];
            nlohmann::ordered_json line{
                {"round", record->round},
                {"turn", k},
                {"speaker", turn.speaker == Speaker::Candidate ? "candidate" : "interviewer"}};
            if (turn.kind != TurnKind::Speech) line["kind"] = to_text(turn.kind);
            line["text"] = turn.text;
            text += line.dump() + "\n";
        }
    }
    return text + fence + "\n";
}

std::string signals_text(const SeatView& view, bool with_anchors) {
    std::string text = "YOUR SIGNALS\n";
    for (const SignalSpec& signal : view.signals) {
        text += "- " + signal.id + ": " + signal.meaning + "\n";
        if (!with_anchors) continue;
        const auto anchors = signal.anchors.find(view.brief.target_level);
        if (anchors == signal.anchors.end()) continue;
        for (const ScaleLabel& label : view.brief.scale.labels) {
            const auto anchor = anchors->second.find(label.label);
            if (anchor == anchors->second.end()) continue;
            text += "  " + label.label + " at " + view.brief.target_level + ": " + anchor->second +
                    "\n";
        }
    }
    return text;
}

std::string questions_text(const SeatView& view) {
    std::string text = "WHAT WAS ASKED, AND WHAT IT LOOKS FOR\n";
    for (const QuestionSpec& question : view.questions) {
        text += "- " + question.ask + "\n";
        for (const LookFor& point : question.looks_for)
            text += "  looks for: " + point.point + "\n";
    }
    return text;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// Replaces the turn's sentences that speak to a rater; back to front, so that spans stay right.
void withhold(Turn& turn, const std::vector<Span>& spans) {
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        const std::string before(slice(turn.text, {0, span->begin}));
        const std::string after(slice(turn.text, {span->end, turn.text.size()}));
        turn.text = before + std::string(kWithheld) + after;
    }
}

}  // namespace

ModelRequest move_request(const SeatView& view, std::size_t round_index, const MoveFrame& frame,
                          const std::string& fence) {
    const RoundRecord& record = view.records.at(round_index);
    std::vector<std::string> moves;
    for (const MoveKind kind : frame.allowed) moves.emplace_back(to_text(kind));
    if (frame.may_listen) moves.emplace_back("listen");
    ModelRequest request;
    request.task = "move";
    request.fence = fence;
    request.schema = kMoveSchema;
    request.output_tokens_max = kMoveTokensMax;
    request.system =
        filled(kMovePrompt, {{"seat", view.seat.title.empty() ? view.seat.id : view.seat.title},
                             {"persona", persona_text(view.seat.persona)},
                             {"moves", joined(moves)},
                             {"gaps", gaps()},
                             {"fence", fence}});
    request.user = "ROLE: " + view.brief.role + ", target level " + view.brief.target_level + "\n" +
                   signals_text(view, false);
    request.user += "MINUTES LEFT: " + std::to_string(frame.minutes_left) + "\n";
    if (frame.open) request.user += "QUESTION UNDER WAY: " + frame.open->ask + "\n";
    if (frame.next) request.user += "NEXT QUESTION: " + frame.next->ask + "\n";
    request.user += "THE ROUND SO FAR\n" + fenced({&record}, fence);
    return request;
}

ModelRequest feedback_request(const SeatView& view, const std::string& fence) {
    ModelRequest request;
    request.task = "feedback";
    request.fence = fence;
    request.schema = kFeedbackSchema;
    request.output_tokens_max = kFeedbackTokensMax;
    request.system =
        filled(kFeedbackPrompt, {{"seat", view.seat.title.empty() ? view.seat.id : view.seat.title},
                                 {"role", view.brief.role},
                                 {"level", view.brief.target_level},
                                 {"persona", persona_text(view.seat.persona)},
                                 {"fence", fence}});
    request.user = "LADDER: " + joined(view.brief.ladder) + "\n" + signals_text(view, true) +
                   questions_text(view);
    std::vector<const RoundRecord*> records;
    for (const RoundRecord& record : view.records) records.push_back(&record);
    request.user += "THE ROUNDS\n" + fenced(records, fence);
    return request;
}

SeatView shown_to_model(const SeatView& view, std::size_t& withheld) {
    SeatView shown = view;
    for (RoundRecord& record : shown.records) {
        const RoundReading reading = read_round(record, false);
        std::vector<std::vector<Span>> spans(record.turns.size());
        std::size_t last = reading.sentences.size();
        for (const Observation& found : reading.observations) {
            if (found.what != "address" || found.sentence == last) continue;
            last = found.sentence;
            const Sentence& sentence = reading.sentences[found.sentence];
            spans[sentence.turn].push_back(sentence.span);
            ++withheld;
        }
        for (std::size_t k = 0; k < spans.size(); ++k) withhold(record.turns[k], spans[k]);
    }
    return shown;
}

bool is_said(const SeatView& view, std::string_view word) {
    return std::ranges::any_of(view.records, [&](const RoundRecord& record) {
        return std::ranges::any_of(record.turns, [&](const Turn& turn) {
            return turn.text.find(word) != std::string::npos;
        });
    });
}

}  // namespace halfstep
