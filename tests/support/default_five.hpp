#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// The five default signals with the published tables, junior = L3 to principal = L7.
inline PanelSpec default_five() {
    struct Row {
        const char* id;
        std::array<std::int64_t, 5> weights;
        std::array<std::int64_t, 5> floors;  // 0: none
        std::int64_t relief;
        std::int64_t compensable;
        std::map<std::string, std::int64_t> adjacent;
    };
    const std::vector<Row> rows{
        {"coding",
         {440, 360, 240, 160, 100},
         {1500, 1500, 1500, 1500, 500},
         400,
         250,
         {{"design", 100}, {"project", 100}}},
        {"design",
         {80, 170, 240, 260, 250},
         {0, 0, 1500, 1500, 1500},
         1250,
         500,
         {{"coding", 150}, {"project", 300}}},
        {"behavioral",
         {130, 140, 200, 250, 300},
         {500, 500, 1500, 2500, 2500},
         1500,
         400,
         {{"project", 300}, {"hiring_manager", 400}}},
        {"project",
         {150, 150, 160, 170, 180},
         {0, 0, 1500, 1500, 1500},
         1500,
         500,
         {{"coding", 250}, {"design", 350}, {"behavioral", 250}, {"hiring_manager", 300}}},
        {"hiring_manager",
         {200, 180, 160, 160, 170},
         {0, 0, 0, 1500, 1500},
         1250,
         800,
         {{"behavioral", 400}, {"project", 200}}}};
    PanelSpec panel;
    panel.name = "default-five";
    panel.ladder = default_ladder();
    panel.target_level = "senior";
    panel.scale = default_scale();
    for (const Row& row : rows) {
        SignalSpec signal;
        signal.id = row.id;
        signal.owner = {row.id};
        for (std::size_t level = 0; level < panel.ladder.size(); ++level) {
            signal.weights[panel.ladder[level]] = row.weights[level];
            if (row.floors[level] > 0) signal.floors[panel.ladder[level]] = row.floors[level];
        }
        signal.relief = row.relief;
        signal.compensable = row.compensable;
        signal.adjacent = row.adjacent;
        panel.signals.push_back(signal);
        SeatSpec seat;
        seat.id = row.id;
        seat.title = row.id;
        seat.signals = {row.id};
        panel.seats.push_back(seat);
    }
    panel.policy.parameters["prior"] = std::vector<std::int64_t>{3000, 2800, 2800, 2900, 3000};
    return panel;
}

/// One seat per signal of the panel, one rating each; nothing where the rating is absent.
/// @param strength per mille, one per rating
inline Packet packet_of(const PanelSpec& panel, const std::vector<std::optional<int>>& ratings,
                        const std::vector<int>& strength = {}) {
    Packet packet;
    packet.panel = panel.name;
    packet.candidate = "C-1";
    for (std::size_t k = 0; k < ratings.size(); ++k) {
        Feedback feedback;
        feedback.seat = panel.seats[k].id;
        feedback.rater = "human:" + panel.seats[k].id;
        Rating rating;
        rating.signal = panel.signals[k].id;
        rating.confidence = Confidence::High;
        if (ratings[k]) {
            rating.label = panel.scale.labels[static_cast<std::size_t>(*ratings[k])].label;
        }
        if (k < strength.size()) rating.strength = strength[k] / 1000.0;
        feedback.ratings.push_back(rating);
        packet.feedback.push_back(feedback);
    }
    return packet;
}

}  // namespace halfstep
