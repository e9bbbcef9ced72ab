#include "panel/loop_rules.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "panel/legal_events.hpp"

namespace halfstep {

Error refused(const char* id, std::string message, std::string where, std::string hint) {
    return Error{ErrorCode::Refused, id, std::move(message), std::move(where), std::move(hint)};
}

Error invalid(const char* id, std::string message, std::string where, std::string hint) {
    return Error{ErrorCode::InvalidArgument, id, std::move(message), std::move(where),
                 std::move(hint)};
}

Result<Done> check_key(const std::string& key) {
    if (key.empty() || key.size() > limits::kIdBytesMax || !is_utf8(key)) {
        return invalid("loop.105", "the key is empty, too long or not UTF-8", "/key",
                       "give each command a key of its own, 1 to " +
                           std::to_string(limits::kIdBytesMax) + " bytes");
    }
    return Done{};
}

Error no_round() {
    return refused("loop.108", "no round is running", "", "the loop's rounds are over");
}

Error paused() {
    return refused("loop.125", "the loop is paused", "", "loop.resume lets time run again");
}

Error no_seat(const std::string& id) {
    return Error{ErrorCode::NotFound, "loop.109", "there is no seat \"" + id + "\"", "/seat", ""};
}

Result<Done> check_room(const LoopState& state) {
    if (state.seq_last + 1000 <= limits::kEventsPerLoopMax) return Done{};
    return Error{ErrorCode::TooLarge, "loop.106", "the loop has too many events", "",
                 "finish the loop"};
}

Result<Done> check_seat(const LoopState& state, const std::string& id) {
    const SeatState* seat = state.find_seat(id);
    if (!seat) return no_seat(id);
    if (seat->done()) {
        return refused("loop.122", "seat \"" + id + "\" has sealed or abstained already", "/seat",
                       "sealed feedback cannot change; correct it after the debrief");
    }
    return Done{};
}

Result<Done> check_human_seat(const LoopState& state, const std::string& id) {
    const SeatSpec* seat = state.panel->find_seat(id);
    if (seat && seat->kind == SeatKind::Human) return check_seat(state, id);
    return Error{ErrorCode::NotFound, "loop.109", "there is no human seat \"" + id + "\"", "/seat",
                 "a seat is a person's when the panel or loop.start says so"};
}

Result<std::vector<EventBody>> decide(const LoopState& state, const LoopCommand& command) {
    if (!state.panel && !std::holds_alternative<StartLoop>(command)) {
        return refused("loop.108", "the loop has not started");
    }
    return std::visit([&](const auto& one) { return legal_events(state, one); }, command);
}

}  // namespace halfstep
