#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "debrief/rater_model.hpp"
#include "debrief/verdict.hpp"
#include "panel/event.hpp"
#include "panel/mismatch.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// How much a verdict explains itself. None: outcome, level, interval, reasons. Short: adds
/// attribution, flips, swing, probe. Full: adds panels (exact enumeration) and the debrief's steps.
enum class Explain { None, Short, Full };

struct DebriefOptions {
    std::string policy;  ///< overrides the panel's; empty: the panel's
    std::string level;   ///< overrides the packet's and the panel's target level; empty: theirs
    Explain explain = Explain::Full;
    /// Severities of known raters: advice, and a wider interval where a rating stands out. They
    /// never lift a floor by themselves.
    std::shared_ptr<const RaterFile> raters;
    /// What a reader of the words found told otherwise in a round of another seat.
    std::vector<Mismatch> mismatches;
};

struct Debrief {
    Verdict verdict;
    std::vector<DebriefStep> steps;  ///< in the order they happened; empty unless Full
};

/// Checks the packet (quotes against the transcript when there is one, labels, levels, owners),
/// reconciles the ratings and explains the result. Pure and deterministic.
///
/// @error InvalidData: packet.1xx, names seat, signal or card and what to write instead
Result<Debrief> run_debrief(const Packet& packet, const PanelSpec& panel,
                            const DebriefOptions& options);

}  // namespace halfstep
