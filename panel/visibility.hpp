#pragma once

#include <optional>
#include <string>

#include "panel/event.hpp"
#include "panel/interviewer.hpp"
#include "panel/loop_state.hpp"

/// Who sees what. Two walls: a seat's mind is handed a SeatView and can reach nothing else, and a
/// reader of the log sees an event only in the form its role may see. Sealed content is no matter
/// of visibility: it does not exist as an event before the opening.
namespace halfstep {

/// Who reads a log. A seat is a human interviewer.
enum class Role { Candidate, Coach, Observer, Seat };

/// The brief, the seat's own rounds with what was said in them, and what the seat owns.
/// @param level empty: the panel's target level
SeatView view_for_seat(const PanelSpec& panel, const std::string& level,
                       const Transcript& transcript, std::uint64_t seed, const std::string& seat);

SeatView view_for_seat(const LoopState& state, const std::string& seat);

/// The event as a role may see it; nothing when it may not. Until the envelopes are opened
/// - the candidate does not see why a question was asked, what it is after, nor what the panel
///   looks for (looks_for, follow-ups, challenges, anchors, vocabulary, tests of problems, what
///   counts for a value);
/// - a seat sees the words of its own rounds only.
///
/// @param seat   Role::Seat only
/// @param opened whether the loop's envelopes are open now
std::optional<Event> as_seen_by(Role role, const std::string& seat, const PanelSpec& panel,
                                const Event& event, bool opened);

}  // namespace halfstep
