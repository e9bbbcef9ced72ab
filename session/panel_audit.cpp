#include "session/panel_audit.hpp"

#include <algorithm>
#include <utility>

#include "debrief/debrief.hpp"
#include "debrief/power.hpp"

namespace halfstep {
namespace {

/// Decisions made to find signals without power: under a tenth of a second in a release build, so
/// that an editor can ask after every pause. Six signals on six labels take 0.24 million a level.
constexpr double kDecisionsMax = 2e6;
/// Power is a sum of floating-point differences; less than this is rounding.
constexpr double kNoPower = 1e-9;

/// The target level, then the others from the lowest.
std::vector<std::string> levels_by_interest(const PanelSpec& panel) {
    std::vector<std::string> levels = panel.ladder;
    const auto target = std::ranges::find(levels, panel.target_level);
    if (target != levels.end()) std::rotate(levels.begin(), target, target + 1);
    return levels;
}

bool hires_at(const PanelSpec& panel, const Packet& packet, const std::string& level) {
    DebriefOptions options;
    options.level = level;
    options.explain = Explain::None;
    const Result<Debrief> debrief = run_debrief(packet, panel, options);
    // A panel that the debrief refuses has errors of its own; nothing is concluded here.
    return !debrief || debrief->verdict.outcome == Outcome::Hire;
}

bool has_round(const PanelSpec& panel, const std::string& seat) {
    // A panel without rounds only reconciles ratings, from every seat.
    return panel.rounds.empty() ||
           std::ranges::find(panel.rounds, seat, &RoundSpec::seat) != panel.rounds.end();
}

/// A seat that owns the signal, rates it and has a round.
bool is_heard(const PanelSpec& panel, const SignalSpec& signal) {
    return std::ranges::any_of(panel.seats, [&](const SeatSpec& seat) {
        return std::ranges::count(signal.owner, seat.id) > 0 &&
               std::ranges::count(seat.signals, signal.id) > 0 && has_round(panel, seat.id);
    });
}

/// The highest rating on every signal from every seat that has a round.
Packet best_packet(const PanelSpec& panel) {
    Packet packet;
    for (const SeatSpec& seat : panel.seats) {
        Feedback feedback;
        feedback.seat = seat.id;
        feedback.rater = "agent:" + seat.id;
        const bool heard = has_round(panel, seat.id);
        if (!heard) feedback.abstained = "no round";
        for (const std::string& signal : seat.signals) {
            if (!heard) break;
            Rating rating;
            rating.signal = signal;
            rating.label = panel.scale.labels.back().label;
            rating.confidence = Confidence::High;
            rating.strength = 1;
            feedback.ratings.push_back(std::move(rating));
        }
        packet.feedback.push_back(std::move(feedback));
    }
    return packet;
}

class Audit {
public:
    Audit(LoadedPanel& loaded, const std::string& file)
        : loaded_(loaded), panel_(*loaded.panel), file_(file) {}

    void find_signals_without_power() {
        double decisions = 0;
        for (const std::string& level : levels_by_interest(panel_)) {
            decisions += power_decisions(panel_);
            if (decisions > kDecisionsMax) return;
            const Result<std::vector<double>> power = level_power(panel_, level);
            if (!power) return;
            for (std::size_t k = 0; k < power->size(); ++k) {
                if ((*power)[k] > kNoPower) continue;
                warn(place_of(k, level), "panel.311",
                     "\"" + panel_.signals[k].id + "\" has no power at " + level +
                         ": whatever its rating, the decision is the same",
                     "give it a weight that counts or a floor, or leave the signal out");
            }
        }
    }

    void find_level_without_hires() {
        const Packet best = best_packet(panel_);
        const std::vector<std::string> levels = levels_by_interest(panel_);
        const auto level = std::ranges::find_if(
            levels, [&](const std::string& each) { return !hires_at(panel_, best, each); });
        // Its cause is that of the other levels too.
        if (level == levels.end() || blame_silence(*level)) return;
        // A floor above the highest rating is an error of its own, so it is the policy.
        warn("/policy", "panel.312",
             "nobody can be hired at " + *level +
                 ", not even with the highest rating on every signal",
             "lower what the policy asks");
    }

private:
    /// True when there are signals that nobody rates.
    bool blame_silence(const std::string& level) {
        bool silent = false;
        for (std::size_t k = 0; k < panel_.signals.size(); ++k) {
            const SignalSpec& signal = panel_.signals[k];
            if (is_heard(panel_, signal)) continue;
            silent = true;
            // panel.301 already tells of a signal without an owner.
            if (signal.owner.empty()) continue;
            warn(place_of(k, level), "panel.312",
                 "nobody can be hired at " + level + ": no seat with a round rates \"" + signal.id +
                     "\"",
                 "list it under a seat that owns it and has a round, or leave the signal out");
        }
        return silent;
    }

    std::string place_of(std::size_t signal, const std::string& level) const {
        const std::string place = "/signals/" + std::to_string(signal);
        const SignalSpec& spec = panel_.signals[signal];
        if (spec.floors.contains(level)) return place + "/floors/" + pointer_step(level);
        if (spec.weights.contains(level)) return place + "/weights/" + pointer_step(level);
        return place;
    }

    void warn(const std::string& pointer, const char* id, std::string message, std::string hint) {
        const Mark mark = loaded_.document.mark(pointer);
        loaded_.problems.push_back({Severity::Warning, file_, mark.line, mark.column, id,
                                    std::move(message), std::move(hint), mark.origin});
    }

    LoadedPanel& loaded_;
    const PanelSpec& panel_;
    const std::string& file_;
};

}  // namespace

LoadedPanel check_and_audit(const Library& library, std::string_view text,
                            const std::string& file) {
    LoadedPanel loaded = library.check_panel(text, file);
    if (!loaded.panel) return loaded;
    Audit audit(loaded, file);
    audit.find_signals_without_power();
    audit.find_level_without_hires();
    sort_problems(loaded.problems);
    return loaded;
}

}  // namespace halfstep
