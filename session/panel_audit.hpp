#pragma once

#include <string>
#include <string_view>

#include "scenarios/library.hpp"

namespace halfstep {

/// All there is to say about a panel's text: what the library finds in it, and two warnings that
/// only the debrief's own rules can decide.
///
/// - panel.311: a signal without power at a level; whatever its rating, the decision is the same.
///   Told for as many levels as are affordable, the target level first.
/// - panel.312: a level at which nobody can be hired, even with the highest rating from every seat
///   that has a round; the target level where it is one of them. Stands at the signal that nobody
///   rates, else at the policy.
LoadedPanel check_and_audit(const Library& library, std::string_view text, const std::string& file);

}  // namespace halfstep
