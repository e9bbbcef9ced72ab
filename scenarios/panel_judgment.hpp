#pragma once

#include "scenarios/panel_examination.hpp"

namespace halfstep {

/// Adds warnings where a file can be used but probably does not say what was meant: ids panel.3xx.
/// What only the debrief's rules can decide is added where both are known: session/panel_audit.hpp.
void judge_panel(Examination& file);

}  // namespace halfstep
