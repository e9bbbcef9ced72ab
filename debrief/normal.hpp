#pragma once

#include <array>
#include <cstddef>

/// The standard normal distribution, from a table: the debrief asks for it tens of thousands of
/// times per verdict.
namespace halfstep {

double normal_density(double z);

namespace normal_table {

inline constexpr double kReach = 9.0;     ///< beyond it the distribution is 0 or 1
inline constexpr double kPerUnit = 32.0;  ///< nodes
inline constexpr std::size_t kNodes = 577;
inline constexpr std::size_t kTerms = 7;

/// Taylor coefficients of the distribution around one node, in powers of the distance to it;
/// aligned, so that a look-up touches one cache line.
struct alignas(64) Node {
    std::array<double, kTerms> terms{};
};
extern const std::array<Node, kNodes> kTable;

}  // namespace normal_table

/// Chance of a value below z: within 1e-15, and within a relative 1e-9 down to z = -9.
inline double normal_below(double z) {
    using namespace normal_table;
    if (z >= kReach) return 1.0;
    if (!(z > -kReach)) return 0.0;
    const auto k = static_cast<std::size_t>((z + kReach) * kPerUnit + 0.5);
    const double d = z - (static_cast<double>(k) / kPerUnit - kReach);
    const std::array<double, kTerms>& c = kTable[k].terms;
    return c[0] + d * (c[1] + d * (c[2] + d * (c[3] + d * (c[4] + d * (c[5] + d * c[6])))));
}

/// Chance of a value between a and b, a <= b; taken in the smaller tail, where nothing cancels.
inline double normal_between(double a, double b) {
    return a > 0 ? normal_below(-a) - normal_below(-b) : normal_below(b) - normal_below(a);
}

}  // namespace halfstep
