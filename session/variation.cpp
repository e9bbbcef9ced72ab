#include "session/variation.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "interviewers/assess.hpp"
#include "session/assessment.hpp"
#include "session/whole_debrief.hpp"

namespace halfstep {
namespace {

Error wrong(const char* id, std::string message, std::string hint) {
    return Error{ErrorCode::InvalidData, id, std::move(message), "", std::move(hint)};
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "one of: " : ", ") + word;
    return text;
}

/// How well the signal's rating is supported as the packet stands; nothing where that is unknown.
std::optional<double> strength_of(const Packet& packet, const PanelSpec& panel,
                                  const std::string& signal) {
    DebriefOptions options;
    options.explain = Explain::None;
    const Result<Debrief> debrief = run_debrief(packet, panel, options);
    if (!debrief) return std::nullopt;
    const auto line = std::ranges::find(debrief->verdict.signals, signal, &SignalLine::signal);
    return line == debrief->verdict.signals.end() ? std::nullopt : line->strength;
}

/// The same evidence, rated otherwise: what supports the rating stays as strong as it was, as the
/// flips of a verdict assume. Else a raised rating would be doubted for the concerns it overrules.
Result<Done> set_rating(Packet& packet, const PanelSpec& panel, const Change& change) {
    const SignalSpec* signal = panel.find_signal(change.signal);
    if (!signal) {
        std::vector<std::string> known;
        for (const SignalSpec& item : panel.signals) known.push_back(item.id);
        return wrong("change.201", "there is no signal \"" + change.signal + "\"", listed(known));
    }
    if (!panel.scale.index_of(change.rating)) {
        std::vector<std::string> labels;
        for (const ScaleLabel& label : panel.scale.labels) labels.push_back(label.label);
        return wrong("change.202", "there is no rating \"" + change.rating + "\"", listed(labels));
    }
    bool set = false;
    for (const std::string& owner : signal->owner) {
        if (!change.seat.empty() && change.seat != owner) continue;
        auto feedback = std::ranges::find(packet.feedback, owner, &Feedback::seat);
        if (feedback == packet.feedback.end()) {
            Feedback added;
            added.seat = owner;
            added.rater = "what-if:" + owner;
            packet.feedback.push_back(std::move(added));
            feedback = packet.feedback.end() - 1;
        }
        feedback->abstained.reset();
        auto rating = std::ranges::find(feedback->ratings, change.signal, &Rating::signal);
        if (rating == feedback->ratings.end()) {
            Rating added;
            added.signal = change.signal;
            added.confidence = Confidence::High;
            feedback->ratings.push_back(added);
            rating = feedback->ratings.end() - 1;
        }
        if (!rating->strength) rating->strength = strength_of(packet, panel, change.signal);
        rating->label = change.rating;
        rating->estimate.reset();
        rating->revised_label.reset();
        set = true;
    }
    if (!set) {
        return wrong("change.203",
                     "\"" + change.seat + "\" does not own the signal \"" + change.signal + "\"",
                     listed(signal->owner));
    }
    return Done{};
}

Result<Done> drop_card(Packet& packet, const Change& change) {
    for (Feedback& feedback : packet.feedback) {
        const auto card = std::ranges::find(feedback.cards, change.card, &EvidenceCard::id);
        if (card == feedback.cards.end()) continue;
        feedback.cards.erase(card);
        for (Rating& rating : feedback.ratings) std::erase(rating.cards, change.card);
        for (EvidenceCard& other : feedback.cards) std::erase(other.links, change.card);
        for (Finding& finding : feedback.findings) std::erase(finding.cards, change.card);
        return Done{};
    }
    return wrong("change.204", "there is no card \"" + change.card + "\"",
                 "name a card's id as it stands in the packet");
}

/// Moves what the seat rated by the change of its severity, as the same reader in another temper
/// would have: severity is in steps of the six-label scale, as in assess().
void shift(Feedback& feedback, const Scale& scale, double harsher) {
    const double steps = harsher * (static_cast<double>(scale.top()) / 1000.0) / 5.0;
    for (Rating& rating : feedback.ratings) {
        const auto place = rating.label ? scale.index_of(*rating.label) : std::nullopt;
        if (!place) continue;
        const MilliSteps before = rating.estimate.value_or(static_cast<MilliSteps>(*place) * 1000);
        const MilliSteps moved = std::clamp<MilliSteps>(
            before - static_cast<MilliSteps>(std::lround(steps * 1000.0)), 0, scale.top());
        const auto label = static_cast<std::size_t>((moved + 500) / 1000);
        if (rating.estimate) rating.estimate = moved;
        rating.label = scale.labels[std::min(label, scale.labels.size() - 1)].label;
        rating.revised_label.reset();
    }
}

Result<Done> set_persona(Packet& packet, PanelSpec& panel, const Change& change) {
    const auto seat = std::ranges::find(panel.seats, change.seat, &SeatSpec::id);
    if (seat == panel.seats.end()) {
        std::vector<std::string> known;
        for (const SeatSpec& item : panel.seats) known.push_back(item.id);
        return wrong("change.208", "there is no seat \"" + change.seat + "\"", listed(known));
    }
    Persona& persona = seat->persona;
    const double before = persona.strictness;
    persona.strictness = change.persona.strictness.value_or(persona.strictness);
    persona.stubbornness = change.persona.stubbornness.value_or(persona.stubbornness);
    persona.loudness = change.persona.loudness.value_or(persona.loudness);
    const auto feedback = std::ranges::find(packet.feedback, change.seat, &Feedback::seat);
    if (feedback != packet.feedback.end()) {
        shift(*feedback, panel.scale, persona.strictness - before);
    }
    return Done{};
}

Result<Done> retry_answer(Packet& packet, const PanelSpec& panel, const std::string& level,
                          const Change& change) {
    if (!packet.transcript) {
        return wrong("change.205", "the packet has no transcript to change an answer of",
                     "assess a transcript, or change ratings instead");
    }
    const auto record =
        std::ranges::find(packet.transcript->rounds, change.round, &RoundRecord::round);
    const RoundSpec* round = panel.find_round(change.round);
    if (record == packet.transcript->rounds.end() || !round) {
        return wrong("change.206", "there is no round \"" + change.round + "\"", "");
    }
    if (change.turn >= record->turns.size() ||
        record->turns[change.turn].speaker != Speaker::Candidate) {
        return wrong("change.207",
                     "turn " + std::to_string(change.turn) + " of " + change.round +
                         " is not the candidate's",
                     "turns count from 0, the interviewer's included");
    }
    record->turns[change.turn].text = change.text;
    const auto feedback = std::ranges::find(packet.feedback, round->seat, &Feedback::seat);
    if (feedback != packet.feedback.end()) {
        std::optional<ModelNote> model = std::move(feedback->model);
        *feedback = assess(seat_view(*packet.transcript, panel, level, round->seat));
        if (model) {
            model->proposed = 0;
            model->refused.clear();
            model->taken_over = "an answer tried again is read without the model";
            feedback->model = std::move(model);
        }
    }
    return Done{};
}

}  // namespace

Result<Variation> vary(const Packet& packet, const PanelSpec& panel, const DebriefOptions& options,
                       const std::vector<Change>& changes) {
    Packet changed_packet = packet;
    DebriefOptions changed_options = options;
    PanelSpec changed_panel = panel;  // tempers only
    for (const Change& change : changes) {
        Result<Done> applied = Done{};
        const std::string level = !changed_options.level.empty() ? changed_options.level
                                  : !packet.target_level.empty() ? packet.target_level
                                                                 : panel.target_level;
        switch (change.kind) {
            case Change::Kind::SetRating:
                applied = set_rating(changed_packet, changed_panel, change);
                break;
            case Change::Kind::DropCard:
                applied = drop_card(changed_packet, change);
                break;
            case Change::Kind::SetPolicy:
                changed_options.policy = change.policy;
                break;
            case Change::Kind::SetLevel:
                changed_options.level = change.level;
                break;
            case Change::Kind::RetryAnswer:
                applied = retry_answer(changed_packet, changed_panel, level, change);
                break;
            case Change::Kind::SetPersona:
                applied = set_persona(changed_packet, changed_panel, change);
                break;
        }
        if (!applied) return applied.error();
    }
    Result<Debrief> debrief = whole_debrief(changed_packet, changed_panel, changed_options);
    if (!debrief) return debrief.error();
    return Variation{std::move(changed_packet), std::move(changed_options), std::move(*debrief)};
}

nlohmann::json changed(const nlohmann::json& before, const nlohmann::json& after) {
    nlohmann::json differences = nlohmann::json::object();
    const auto compare = [&](const std::string& name, const nlohmann::json& from,
                             const nlohmann::json& to) {
        if (from != to) differences[name] = {{"from", from}, {"to", to}};
    };
    for (const char* key : {"outcome", "level", "policy", "target_level"}) {
        compare(key, before.value(key, nlohmann::json()), after.value(key, nlohmann::json()));
    }
    const auto rating_of = [](const nlohmann::json& verdict, const nlohmann::json& signal) {
        for (const nlohmann::json& row : verdict.value("signals", nlohmann::json::array())) {
            if (row.value("signal", nlohmann::json()) == signal) {
                return row.value("rating", nlohmann::json());
            }
        }
        return nlohmann::json();
    };
    for (const nlohmann::json& row : after.value("signals", nlohmann::json::array())) {
        const nlohmann::json signal = row.value("signal", nlohmann::json(""));
        compare(signal.get<std::string>(), rating_of(before, signal),
                row.value("rating", nlohmann::json()));
    }
    return differences;
}

}  // namespace halfstep
