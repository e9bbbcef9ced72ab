#include "debrief/panel_health.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "debrief/decision.hpp"
#include "debrief/packet_check.hpp"
#include "debrief/table.hpp"

namespace halfstep {
namespace {

bool owns(const SignalRow& row, const std::string& seat) {
    return std::any_of(row.counted.begin(), row.counted.end(), [&](const CountedRating& counted) {
        return counted.feedback->seat == seat;
    });
}

/// The rank with one seat's signals at the median of the others'; nothing when it is alone.
std::optional<int> rank_without(const Table& table, const Decider& decider,
                                const std::string& seat) {
    std::vector<std::int64_t> others;
    for (std::size_t s = 0; s < table.rows.size(); ++s) {
        if (table.rows[s].milli && !owns(table.rows[s], seat)) {
            others.push_back(*table.rows[s].milli);
        }
    }
    if (others.empty()) return std::nullopt;
    std::sort(others.begin(), others.end());
    SignalValues changed = table.range.point;
    for (std::size_t s = 0; s < table.rows.size(); ++s) {
        if (owns(table.rows[s], seat)) changed[s] = others[(others.size() - 1) / 2];
    }
    return decider(changed);
}

/// Mean label index of a seat's counted ratings.
std::optional<double> impression(const Table& table, const std::string& seat) {
    double sum = 0;
    int count = 0;
    for (const SignalRow& row : table.rows) {
        for (const CountedRating& counted : row.counted) {
            if (counted.feedback->seat != seat) continue;
            sum += static_cast<double>(counted.label);
            ++count;
        }
    }
    if (count == 0) return std::nullopt;
    return sum / count;
}

}  // namespace

std::optional<double> ordinal_alpha(const std::vector<std::vector<double>>& coincidences) {
    const std::size_t labels = coincidences.size();
    std::vector<double> margin(labels, 0.0);
    double total = 0;
    for (std::size_t a = 0; a < labels; ++a) {
        for (const double count : coincidences[a]) margin[a] += count;
        total += margin[a];
    }
    const auto distance = [&](std::size_t a, std::size_t b) {
        double between = -(margin[a] + margin[b]) / 2;
        for (std::size_t g = a; g <= b; ++g) between += margin[g];
        return between * between;
    };
    double observed = 0;
    double expected = 0;
    for (std::size_t a = 0; a < labels; ++a) {
        for (std::size_t b = a + 1; b < labels; ++b) {
            observed += coincidences[a][b] * distance(a, b);
            expected += margin[a] * margin[b] * distance(a, b);
        }
    }
    if (expected <= 0) return std::nullopt;
    return 1 - (total - 1) * observed / expected;
}

PanelHealth::PanelHealth(const PanelSpec& panel) : panel_(panel) {
    for (const SeatSpec& seat : panel.seats) seats_.push_back({seat.id, 0, 0, 0, ""});
    const std::size_t labels = panel.scale.labels.size();
    coincidences_.assign(labels, std::vector<double>(labels, 0.0));
}

Result<bool> PanelHealth::add(const Packet& packet) {
    const Result<PanelRules> rules = rules_of(panel_, "", packet.target_level);
    if (!rules) return rules.error();
    if (auto wrong = check_packet(packet, panel_)) return *wrong;
    const Table table = lay_table(packet, panel_, *rules);
    const Decider decider(rules->rules, table.strength);
    const int rank = decider(table.range.point);
    ++packets_;
    std::vector<std::pair<std::size_t, double>> impressions;
    for (std::size_t k = 0; k < seats_.size(); ++k) {
        SeatReport& seat = seats_[k];
        const std::optional<double> seen = impression(table, seat.seat);
        if (!seen) {
            ++seat.abstained;
            continue;
        }
        ++seat.rated;
        impressions.emplace_back(k, *seen);
        const std::optional<int> without = rank_without(table, decider, seat.seat);
        seat.decisive += without && *without != rank;
    }
    const auto values = static_cast<double>(impressions.size());
    for (const auto& [i, x] : impressions) {
        for (const auto& [j, y] : impressions) {
            if (i == j) continue;
            const auto a = static_cast<std::size_t>(std::lround(x));
            const auto b = static_cast<std::size_t>(std::lround(y));
            coincidences_[a][b] += 1 / (values - 1);
            if (i > j) continue;
            Pair& pair = pairs_[{i, j}];
            pair.count += 1;
            pair.x += x;
            pair.y += y;
            pair.xx += x * x;
            pair.yy += y * y;
            pair.xy += x * y;
        }
    }
    return true;
}

PanelHealth::Report PanelHealth::report() const {
    Report made{packets_, seats_, std::nullopt, std::nullopt};
    for (SeatReport& seat : made.seats) {
        if (seat.rated >= kPacketsForAgreement && seat.decisive == 0) {
            seat.remark = "never changed an outcome";
        }
    }
    if (packets_ < kPacketsForAgreement) return made;
    made.alpha = ordinal_alpha(coincidences_);
    double sum = 0;
    int count = 0;
    for (const auto& [seats, p] : pairs_) {
        const double vx = p.xx - p.x * p.x / p.count;
        const double vy = p.yy - p.y * p.y / p.count;
        if (vx <= 0 || vy <= 0) continue;
        sum += (p.xy - p.x * p.y / p.count) / std::sqrt(vx * vy);
        ++count;
    }
    if (count == 0) return made;
    const double r = std::max(0.0, sum / count);
    const auto k = static_cast<double>(seats_.size());
    made.effective_seats = k / (1 + (k - 1) * r);
    return made;
}

nlohmann::json to_json(const PanelHealth::Report& report) {
    const auto rounded = [](const std::optional<double>& value) {
        return value ? nlohmann::json(std::round(*value * 1e6) / 1e6) : nlohmann::json();
    };
    nlohmann::json seats = nlohmann::json::array();
    for (const PanelHealth::SeatReport& seat : report.seats) {
        seats.push_back({{"seat", seat.seat},
                         {"rated", seat.rated},
                         {"abstained", seat.abstained},
                         {"decisive", seat.decisive},
                         {"remark", seat.remark}});
    }
    return {{"packets", report.packets},
            {"seats", std::move(seats)},
            {"alpha", rounded(report.alpha)},
            {"effective_seats", rounded(report.effective_seats)}};
}

}  // namespace halfstep
