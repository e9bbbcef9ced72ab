#include "debrief/normal.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace halfstep {
namespace {

constexpr double kReach = 9.0;
constexpr double kPerUnit = 32.0;
constexpr std::size_t kNodes = 577;

struct Node {
    double below;
    double density;
};

const std::array<Node, kNodes>& nodes() {
    static const std::array<Node, kNodes> table = [] {
        std::array<Node, kNodes> made{};
        for (std::size_t k = 0; k < kNodes; ++k) {
            const double z = static_cast<double>(k) / kPerUnit - kReach;
            made[k] = {0.5 * std::erfc(-z / std::numbers::sqrt2), normal_density(z)};
        }
        return made;
    }();
    return table;
}

}  // namespace

double normal_density(double z) {
    return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
}

double normal_below(double z) {
    if (z >= kReach) return 1.0;
    if (z <= -kReach) return 0.0;
    static const std::array<Node, kNodes>& table = nodes();
    const auto k = static_cast<std::size_t>((z + kReach) * kPerUnit + 0.5);
    const double at = static_cast<double>(k) / kPerUnit - kReach;
    const double d = z - at;
    const double at2 = at * at;
    const double he3 = at * (at2 - 3.0);
    const double he4 = at2 * (at2 - 6.0) + 3.0;
    const double he5 = at * (at2 * (at2 - 10.0) + 15.0);
    const double series =
        d * (1.0 + d * (-at / 2.0 + d * ((at2 - 1.0) / 6.0 +
                                         d * (-he3 / 24.0 + d * (he4 / 120.0 - d * he5 / 720.0)))));
    return table[k].below + table[k].density * series;
}

double normal_between(double a, double b) {
    return a > 0 ? normal_below(-a) - normal_below(-b) : normal_below(b) - normal_below(a);
}

}  // namespace halfstep
