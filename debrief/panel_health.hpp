#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// Packets below which agreement between seats is not told.
inline constexpr std::size_t kPacketsForAgreement = 20;

/// Krippendorff's alpha for ordered labels from a coincidence matrix: 1 is perfect agreement, 0
/// chance, below 0 systematic disagreement; nothing when all values are equal.
/// @param coincidences [a][b], symmetric, each unit adding 1/(m-1) per ordered pair of its m values
/// @source Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, ordinal metric
std::optional<double> ordinal_alpha(const std::vector<std::vector<double>>& coincidences);

/// How a panel works over many packets, in constant memory: add each packet once.
class PanelHealth {
public:
    explicit PanelHealth(const PanelSpec& panel);

    /// @error as run_debrief; a packet in error is not counted
    Result<bool> add(const Packet& packet);

    struct SeatReport {
        std::string seat;
        std::size_t rated = 0;      ///< packets it rated in
        std::size_t abstained = 0;  ///< packets without its feedback
        /// Packets whose outcome would have been another had its signals stood at the median of the
        /// others'.
        std::size_t decisive = 0;
        std::string remark;  ///< in words when it never mattered; may be empty
    };
    struct Report {
        std::size_t packets = 0;
        std::vector<SeatReport> seats;
        /// Agreement of the seats on the same candidates; nothing below kPacketsForAgreement.
        std::optional<double> alpha;
        /// Independent seats the panel is worth: k / (1 + (k - 1) r) with r the mean correlation
        /// between seats; nothing below kPacketsForAgreement.
        std::optional<double> effective_seats;
    };
    Report report() const;

private:
    struct Pair {
        double count = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    };

    const PanelSpec& panel_;
    std::size_t packets_ = 0;
    std::vector<SeatReport> seats_;
    std::vector<std::vector<double>> coincidences_;
    std::map<std::pair<std::size_t, std::size_t>, Pair> pairs_;
};

nlohmann::json to_json(const PanelHealth::Report& report);

}  // namespace halfstep
