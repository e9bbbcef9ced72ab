#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/loop_rules.hpp"

/// The rules behind `decide`, one function a command, and the checks they share. Every function but
/// that of StartLoop needs a state with a panel.
namespace halfstep {

using Events = std::vector<EventBody>;

// What happens while the rounds run: round_rules.cpp
Result<Events> legal_events(const LoopState& state, const StartLoop& command);
Result<Events> legal_events(const LoopState& state, const AskQuestion& command);
Result<Events> legal_events(const LoopState& state, const Speak& command);
Result<Events> legal_events(const LoopState& state, const Say& command);
Result<Events> legal_events(const LoopState& state, const FinishRound& command);
Result<Events> legal_events(const LoopState& state, const PauseLoop& command);
Result<Events> legal_events(const LoopState& state, const ResumeLoop& command);
Result<Events> legal_events(const LoopState& state, const FinishLoop& command);
Result<Events> legal_events(const LoopState& state, const RecordReply& command);

// Who sits where, and what they seal: seat_rules.cpp
Result<Events> legal_events(const LoopState& state, const TakeSeat& command);
Result<Events> legal_events(const LoopState& state, const SealFeedback& command);
Result<Events> legal_events(const LoopState& state, const AbstainSeat& command);
Result<Events> legal_events(const LoopState& state, const OpenEnvelopes& command);

// What is done with a loop once it is decided: debrief_rules.cpp
Result<Events> legal_events(const LoopState& state, const CreateVariation& command);
Result<Events> legal_events(const LoopState& state, const ChangeVariation& command);
Result<Events> legal_events(const LoopState& state, const CorrectRating& command);
Result<Events> legal_events(const LoopState& state, const AddComment& command);

Error refused(const char* id, std::string message, std::string where = "", std::string hint = "");
Error invalid(const char* id, std::string message, std::string where = "", std::string hint = "");
Error no_round();
Error paused();
Error no_seat(const std::string& id);

/// A command's key: @error loop.105
Result<Done> check_key(const std::string& key);
/// Room for another event; the debrief of what was said needs some too. @error loop.106
Result<Done> check_room(const LoopState& state);
/// A seat that has neither sealed nor abstained. @error loop.109, loop.122
Result<Done> check_seat(const LoopState& state, const std::string& id);
/// The same of a seat that is a person's. @error loop.109, loop.122
Result<Done> check_human_seat(const LoopState& state, const std::string& id);

}  // namespace halfstep
