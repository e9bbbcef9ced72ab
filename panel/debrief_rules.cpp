#include "panel/legal_events.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace halfstep {
namespace {

Error no_variation(const std::string& id, const char* where) {
    return Error{ErrorCode::NotFound, "loop.114", "there is no variation \"" + id + "\"", where,
                 ""};
}

std::optional<Error> not_opened(const LoopState& state) {
    if (state.opened && !state.verdict_json.empty()) return std::nullopt;
    return refused("loop.110", "the debrief has not happened yet", "",
                   "wait until every seat has sealed its feedback");
}

}  // namespace

Result<Events> legal_events(const LoopState& state, const CreateVariation& command) {
    if (const auto error = not_opened(state)) return *error;
    if (!command.parent.empty() && !state.find_variation(command.parent)) {
        return no_variation(command.parent, "/parent");
    }
    if (command.changes.empty()) {
        return invalid("loop.115", "a variation needs at least one change", "/changes");
    }
    if (state.variations.size() >= limits::kVariationsPerLoopMax) {
        return Error{
            ErrorCode::TooLarge, "loop.119",
            "the loop has " + std::to_string(limits::kVariationsPerLoopMax) + " variations already",
            "", "run the change with halfstep whatif instead"};
    }
    const std::string id = next_variation(state);
    return Events{VariationCreated{id, command.parent, command.name.empty() ? id : command.name,
                                   command.changes, command.verdict_json}};
}

Result<Events> legal_events(const LoopState& state, const ChangeVariation& command) {
    const VariationChanged& change = command.change;
    const auto known = std::ranges::find(state.variations, change.variation, &VariationState::id);
    if (known == state.variations.end() || (known->deleted && !change.restored)) {
        return no_variation(change.variation, "/variation");
    }
    const bool any = change.deleted || change.promoted || change.restored || change.demoted;
    if (!any && change.name.empty()) {
        return invalid("loop.115", "the change changes nothing", "/variation",
                       "give a name, deleted, restored, promoted or demoted");
    }
    return Events{change};
}

Result<Events> legal_events(const LoopState& state, const CorrectRating& command) {
    if (const auto error = not_opened(state)) return *error;
    const RatingCorrected& body = command.correction;
    const SeatSpec* seat = state.panel->find_seat(body.seat);
    if (!seat) return no_seat(body.seat);
    if (std::ranges::find(seat->signals, body.signal) == seat->signals.end()) {
        return invalid("loop.120",
                       "seat \"" + body.seat + "\" does not own \"" + body.signal + "\"",
                       "/signal");
    }
    if (!state.panel->scale.index_of(body.label)) {
        return invalid("loop.120", "there is no rating \"" + body.label + "\"", "/rating");
    }
    if (body.reason.empty() || (body.kind != "own_round" && body.kind != "after_discussion")) {
        return invalid("loop.120", "a correction says why and of what kind it is", "/reason",
                       "kind is own_round or after_discussion");
    }
    return Events{body};
}

Result<Events> legal_events(const LoopState& state, const AddComment& command) {
    if (const auto error = not_opened(state)) return *error;
    const CommentAdded& body = command.comment;
    if (body.text.empty() || body.text.size() > limits::kAnswerBytesMax || !is_utf8(body.text)) {
        return invalid("loop.121", "the comment is empty, too long or not UTF-8", "/text");
    }
    const RoundRecord* record = state.transcript.find_round(body.round);
    const bool on_turn = body.turn && record && *body.turn < record->turns.size();
    const bool on_card = std::ranges::any_of(state.seats, [&](const SeatState& seat) {
        return seat.feedback && std::ranges::find(seat.feedback->cards, body.card,
                                                  &EvidenceCard::id) != seat.feedback->cards.end();
    });
    if (!on_turn && !on_card) {
        return invalid("loop.121", "the comment is on no card and no turn", "/card",
                       "name a card, or a round and a turn");
    }
    return Events{body};
}

std::string next_variation(const LoopState& state) {
    return "v" + std::to_string(state.variations.size() + 1);
}

Result<std::vector<Change>> changes_of_line(const LoopState& state, const std::string& variation) {
    std::vector<const VariationState*> line;
    for (std::string id = variation; !id.empty();) {
        const auto found = std::ranges::find(state.variations, id, &VariationState::id);
        if (found == state.variations.end() || line.size() > state.variations.size()) {
            return Error{ErrorCode::NotFound, "loop.114", "there is no variation \"" + id + "\"",
                         "", ""};
        }
        line.push_back(&*found);
        id = found->parent;
    }
    std::vector<Change> changes;
    for (auto it = line.rbegin(); it != line.rend(); ++it) {
        changes.insert(changes.end(), (*it)->changes.begin(), (*it)->changes.end());
    }
    return changes;
}

}  // namespace halfstep
