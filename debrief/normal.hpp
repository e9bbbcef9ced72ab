#pragma once

namespace halfstep {

/// Density of the standard normal.
double normal_density(double z);
/// Standard normal probability below z. Tabulated every 1/32 with a sixth-order expansion: within
/// 1e-15 of erfc, relative 1e-9 down to -9; 0 and 1 beyond 9 in size.
double normal_below(double z);
/// Probability between a and b, a <= b, taken in the smaller tail.
double normal_between(double a, double b);

}  // namespace halfstep
