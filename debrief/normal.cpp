#include "debrief/normal.hpp"

#include <cmath>
#include <numbers>

namespace halfstep {
namespace normal_table {

/// Term n is the density's derivative of order n - 1 over n!: up to sign a Hermite polynomial.
const std::array<Node, kNodes> kTable = [] {
    std::array<Node, kNodes> table{};
    for (std::size_t k = 0; k < kNodes; ++k) {
        const double z = static_cast<double>(k) / kPerUnit - kReach;
        std::array<double, kTerms>& terms = table[k].terms;
        terms[0] = 0.5 * std::erfc(-z / std::numbers::sqrt2);
        double hermite = 1.0;
        double before = 0.0;
        double factor = normal_density(z);
        for (std::size_t n = 1; n < kTerms; ++n) {
            factor /= static_cast<double>(n);
            terms[n] = factor * hermite;
            const double next = z * hermite - static_cast<double>(n - 1) * before;
            before = hermite;
            hermite = next;
            factor = -factor;
        }
    }
    return table;
}();

}  // namespace normal_table

double normal_density(double z) {
    return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
}

}  // namespace halfstep
