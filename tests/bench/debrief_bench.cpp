// Cost of a verdict against one bare enumeration of the rating lattice, in one run on one core.
// Usage: debrief_bench [repetitions]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "debrief/debrief.hpp"
#include "debrief/decision.hpp"
#include "tests/support/default_five.hpp"

using namespace halfstep;

namespace {

/// Best of several runs, microseconds each.
double best_of(int repetitions, int inner, const std::function<void()>& work) {
    double best = 1e18;
    for (int k = 0; k < repetitions; ++k) {
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < inner; ++i) work();
        const std::chrono::duration<double, std::micro> taken =
            std::chrono::steady_clock::now() - begin;
        best = std::min(best, taken.count() / inner);
    }
    return best;
}

PanelSpec panel_of(std::size_t signals) {
    PanelSpec panel = default_five();
    panel.policy.parameters.erase("prior");
    while (panel.signals.size() < signals) {
        SignalSpec signal = panel.signals[3];
        signal.id += std::to_string(panel.signals.size());
        signal.owner = {signal.id};
        SeatSpec seat;
        seat.id = signal.id;
        seat.signals = {signal.id};
        panel.signals.push_back(signal);
        panel.seats.push_back(seat);
    }
    return panel;
}

void measure(std::size_t signals, int repetitions) {
    const PanelSpec panel = panel_of(signals);
    const Result<PanelRules> rules = rules_of(panel, "", "");
    if (!rules) std::abort();
    SignalValues strength{};
    strength.fill(1000);
    const Decider decider(rules->rules, strength);
    long sum = 0;
    const double bare = best_of(repetitions, 1, [&] {
        SignalValues ratings{};
        for (bool more = true; more;) {
            sum += decider(ratings);
            std::size_t s = 0;
            for (; s < signals && ratings[s] == 5000; ++s) ratings[s] = 0;
            more = s < signals;
            if (more) ratings[s] += 1000;
        }
    });
    std::vector<std::optional<int>> ratings(signals, 4);
    ratings[2] = 1;
    const Packet packet = packet_of(panel, ratings);
    const auto verdict = [&](Explain explain) {
        DebriefOptions options;
        options.explain = explain;
        const Result<Debrief> debrief = run_debrief(packet, panel, options);
        if (!debrief) std::abort();
        sum += static_cast<long>(debrief->verdict.reasons.size());
    };
    const double full = best_of(repetitions, 1, [&] { verdict(Explain::Full); });
    const double brief = best_of(repetitions, 20, [&] { verdict(Explain::Short); });
    const double none = best_of(repetitions, 100, [&] { verdict(Explain::None); });
    std::printf("%zu signals: bare 6^%zu %.0f us, full %.0f us, short %.1f us, none %.1f us\n",
                signals, signals, bare, full, brief, none);
    std::printf("  full / bare = %.2f (at most 4), full / none = %.0f (at least 50)  [%ld]\n",
                full / bare, full / none, sum % 10);
}

}  // namespace

int main(int argc, char** argv) {
    const int repetitions = argc > 1 ? std::max(1, std::atoi(argv[1])) : 15;
    measure(5, repetitions);
    measure(7, repetitions);
    return 0;
}
