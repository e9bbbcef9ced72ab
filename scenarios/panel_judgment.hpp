#pragma once

#include "scenarios/panel_examination.hpp"

namespace halfstep {

/// Adds warnings where a file can be used but probably does not say what was meant: ids panel.3xx.
void judge_panel(Examination& file);

}  // namespace halfstep
