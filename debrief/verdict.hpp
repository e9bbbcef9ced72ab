#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "debrief/model_seats.hpp"

namespace halfstep {

enum class Outcome { NoHire, DownLevel, Hire, MoreSignal };

/// An outcome with the level it is for; no level for NoHire.
struct Ruling {
    Outcome outcome = Outcome::NoHire;
    std::optional<std::string> level;

    bool operator==(const Ruling&) const = default;
};

/// One reason in a sentence the candidate understands, with the cards it rests on.
struct Reason {
    std::string code;  ///< floor, concern, case, level_fit, advocates, conduct, thin, missing, ...
    std::string signal;  ///< empty when it is about the whole packet
    std::string level;
    std::string text;
    std::vector<std::string> cards;
};

/// A disagreement in the packet, before and after its resolution.
struct Contradiction {
    std::string kind;  ///< within_signal, across_signals, outlier_round, level_split, ...
    std::vector<std::string> signals;
    std::vector<std::string> seats;
    std::int64_t relevance = 0;  ///< per mille: greatest weight concerned, at the target level
    std::int64_t severity = 0;   ///< milli-steps between the sides, or below the floor
    std::vector<std::string> cards_for;
    std::vector<std::string> cards_against;
    std::string resolution;
};

/// Ratings that had to be higher for another outcome, and that outcome.
struct FlipLine {
    std::map<std::string, int> raise;
    Ruling ruling;
};

struct SwingLine {
    std::optional<int> up;
    std::optional<int> down;
};

/// Shapley values in ranks against everybody else at the baseline label; exact.
struct Attribution {
    std::string baseline;
    std::map<std::string, std::string> shapley;
};

/// Two signals that matter together.
struct InteractionLine {
    std::vector<std::string> signals;
    std::string value;
    std::string text;
};

/// Chances that add up to 1.
struct OutcomeShares {
    double hire = 0;
    double down_level = 0;
    double no_hire = 0;
};

/// Chance of an offer from at least one of k processes.
struct FunnelLine {
    int processes = 1;
    double offer = 0;
    double if_independent = 0;
};

/// What other panels would have made of this candidate. docs/debrief.md has the model.
struct PanelLuck {
    OutcomeShares same_answers;
    OutcomeShares new_day;
    double p_target = 0;
    OutcomeShares harsh_draw;
    OutcomeShares lenient_draw;
    std::optional<OutcomeShares> loud_voice;  ///< only when a seat is loud
    std::string loud_seat;
    double exogenous = 0;  ///< chance a process ends for reasons outside the interviews
    double offer_after_exogenous = 0;
    std::vector<FunnelLine> funnel;
    bool exact = true;  ///< false: more signals and labels than are enumerated, sampled instead
    std::string text;
    std::vector<std::string> assumptions;  ///< what the figures rest on, a sentence each
};

/// One signal as decided on.
struct SignalLine {
    std::string signal;
    std::optional<std::string> rating;  ///< label nearest to the mean; nothing where unrated
    std::int64_t milli = 0;
    std::optional<double> strength;     ///< 0 to 1
    std::optional<std::int64_t> floor;  ///< milli-steps at the target level
    bool floor_met = true;
    std::vector<std::string> seats;
    double credit = 0;  ///< at the target level, 1 is a full-weight strong hire
    double concern = 0;
    double residual = 0;  ///< concern left after adjacent credit
    double credit_down = 0;
    double concern_down = 0;
    double residual_down = 0;
    std::optional<double> true_mean;    ///< Full: posterior mean in rating steps
    std::optional<double> true_chance;  ///< Full: chance that the shown performance meets the bar
};

/// What to find out next.
struct Ask {
    std::string signal;
    std::string seat;  ///< who should ask; empty when nobody owns the signal
    std::string what;
};

/// The one thing for the candidate to work on: a signal of the cheapest flip, and what its evidence
/// lacked.
struct Practice {
    std::string signal;
    std::string text;
};

/// Advice beside the decision; never changes it.
struct AdviceLine {
    std::string code;  ///< bayes_loss, outlier, severity, independence
    std::string signal;
    std::string text;
    double value = 0;
};

/// The committee's decision and why. JSON form: contract.md section 3.
struct Verdict {
    Outcome outcome = Outcome::NoHire;
    std::optional<std::string> level;
    std::string target_level;
    Ruling low;
    Ruling high;
    Ruling point;  ///< what the ratings decide as they stand
    std::string policy;
    std::string parameters;  ///< sha256 of all that affects the result
    std::string summary;
    std::vector<Reason> reasons;
    std::vector<SignalLine> signals;
    std::vector<std::string> abstained;  ///< seats without feedback
    std::vector<ModelSeat> models;       ///< in the panel's order

    std::optional<Attribution> attribution;  ///< Short: what sank it
    std::optional<Attribution> carried;      ///< Short: what carried it
    std::vector<InteractionLine> interactions;
    std::vector<FlipLine> flips;
    std::map<std::string, SwingLine> swing;
    std::vector<std::string> probe;
    std::vector<Ask> asks;
    std::optional<Practice> practice;  ///< Short: where a flip is and cards say what was missing
    std::vector<Contradiction> contradictions;
    std::optional<PanelLuck> panels;  ///< Full
    std::vector<AdviceLine> advice;
    double revote_shift = 0;  ///< mean |r2 - r1| in steps over ratings that have both
};

/// halfstep/verdict, version 1. Equal verdicts give equal bytes.
nlohmann::json to_json(const Verdict& verdict);
/// Its parts, as they stand in it.
nlohmann::json to_json(const Ruling& ruling);
nlohmann::json to_json(const SignalLine& line);
nlohmann::json to_json(const Contradiction& contradiction);

/// "hire", "down_level", "more_signal", "no_hire".
std::string_view to_text(Outcome outcome);

}  // namespace halfstep
