#pragma once

#include <cstdint>

namespace halfstep {

/// One SplitMix64 step. @source Steele, Lea & Flood 2014; mix64(42) = 13679457532755275413.
std::uint64_t mix64(std::uint64_t x);

/// Counter-based uniform in (0, 1): the same (seed, i, j) gives the same number in any order and
/// on any thread, in C++ and in the Python reference alike.
double uniform01(std::uint64_t seed, std::uint64_t i, std::uint64_t j);

/// Standard normal quantile for p in (0, 1). @source Wichura 1988, AS 241, PPND16.
double normal_quantile(double p);

/// Standard normal draw: normal_quantile(uniform01(seed, i, j)).
double gauss(std::uint64_t seed, std::uint64_t i, std::uint64_t j);

}  // namespace halfstep
