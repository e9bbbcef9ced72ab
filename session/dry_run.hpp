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
};

/// One signal that both panels rate, rated otherwise.
struct RatingChange {
    std::string signal;
    std::optional<std::string> before;
    std::optional<std::string> after;
};

/// A sample candidate through a panel, and through the one it is compared to.
struct DryRun {
    std::string candidate;
    std::string title;
    DryVerdict verdict;
    std::optional<DryVerdict> base;

    // What the panel changed against its base; empty without one.
    bool other_decision = false;
    std::vector<RatingChange> ratings;
    std::vector<std::string> reasons_gone;
    std::vector<std::string> reasons_new;
};

/// Whether a candidate has something to say in this panel: it was written for it or for one of
/// `related` (what the panel extends), or it answers a question of every round.
bool fits(const CandidateScript& candidate, const PanelSpec& panel,
          const std::vector<std::string>& related);

/// Plays the candidate through the panel and its base. Seats of people and models are taken by the
/// embedded interviewer, so that any panel can be tried. Same input: same result.
/// @param base nullptr: nothing to compare with
/// @error InvalidData script.101, or whatever the debrief refuses
Result<DryRun> dry_run(const PanelSpec& panel, const PanelSpec* base,
                       const CandidateScript& candidate, std::uint64_t seed);

nlohmann::json to_json(const DryRun& run, const PanelSpec& panel, const PanelSpec* base);

}  // namespace halfstep
