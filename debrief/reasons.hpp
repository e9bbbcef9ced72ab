#pragma once

#include <string>
#include <vector>

#include "debrief/decision.hpp"
#include "debrief/table.hpp"
#include "debrief/verdict.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// What reasons, asks and the summary are written from.
struct Decided {
    const PanelSpec& panel;
    const PanelRules& rules;
    const Decider& decider;
    const Table& table;
    RankRange ranks;
};

/// The ruling of a rank at these rules.
Ruling ruling_of(const PanelSpec& panel, const PanelRules& rules, int rank);

/// Why the verdict is what it is, most telling first.
std::vector<Reason> write_reasons(const Decided& decided, const Verdict& verdict);

/// What to ask next for each signal whose range matters, in probe order.
std::vector<Ask> write_asks(const Decided& decided, const std::vector<std::string>& probe);

/// What to work on: the signal most steps short in the flip that is told, and what its raters said
/// would have raised it, else the first form of evidence it lacks. Nothing where neither is known.
std::optional<Practice> choose_practice(const Decided& decided, const Verdict& verdict);

/// One or two sentences a candidate can act on; uses flips and attribution when they are there.
std::string write_summary(const Decided& decided, const Verdict& verdict);

}  // namespace halfstep
