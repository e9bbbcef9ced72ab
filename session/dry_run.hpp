#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/panel_spec.hpp"
#include "scenarios/candidate_script.hpp"

namespace halfstep {

/// What one panel made of a candidate.
struct DryVerdict {
    std::string outcome;  ///< hire, down_level, more_signal, no_hire
    std::string level;    ///< offered; empty without an offer
    double p_target = 0;  ///< chance that a fresh panel hires at the target level
    std::vector<std::optional<std::string>> ratings;  ///< per signal of the panel; none: not seen
    std::vector<std::string> reasons;                 ///< texts, weightiest first
    std::size_t questions = 0;                        ///< asked, follow-ups included
    std::string verdict_json;                         ///< canonical halfstep/verdict
};

/// One signal that both panels rate, rated otherwise.
struct RatingChange {
    std::string signal;
    std::optional<std::string> before;
    std::optional<std::string> after;
};

/// What a panel changed against the one it is compared to.
struct DryChange {
    bool decision = false;  ///< another outcome or level
    std::vector<RatingChange> ratings;
    std::vector<std::string> reasons_gone;
    std::vector<std::string> reasons_new;
};

/// Whether a sample candidate has something to say in this panel: it was written for it or for one
/// of `related` (what the panel extends), or it answers a question of every round.
bool fits(const CandidateScript& candidate, const PanelSpec& panel,
          const std::vector<std::string>& related);

/// Plays the candidate through the panel. Seats of people and models are taken by the embedded
/// interviewer, so that any panel can be tried. Pure: same input, same result.
/// @param level of the panel's ladder; empty: its target level
/// @error InvalidData script.101, or whatever the debrief refuses
Result<DryVerdict> dry_run(const PanelSpec& panel, const CandidateScript& candidate,
                           const std::string& level, std::uint64_t seed);

/// @param verdict of `panel`
/// @param before of `base`, on the same candidate
DryChange compare(const DryVerdict& verdict, const PanelSpec& panel, const DryVerdict& before,
                  const PanelSpec& base);

/// {outcome, level, p_target, ratings: {SIGNAL: label or null}, reasons, questions}
nlohmann::json to_json(const DryVerdict& verdict, const PanelSpec& panel);
/// {decision, ratings: [{signal, before, after}], reasons_gone, reasons_new}
nlohmann::json to_json(const DryChange& change);

}  // namespace halfstep
