#pragma once

#include <cstdint>
#include <string>

namespace halfstep {

/// An exact fraction in lowest terms with a positive denominator.
class Rational {
public:
    Rational(std::int64_t numerator = 0, std::int64_t denominator = 1);  // NOLINT: a whole number

    std::int64_t numerator() const { return numerator_; }
    std::int64_t denominator() const { return denominator_; }
    /// "-3/2", "2", "0".
    std::string text() const;

    Rational operator+(const Rational& other) const;
    Rational operator-(const Rational& other) const;
    bool operator==(const Rational&) const = default;
    bool operator<(const Rational& other) const;

private:
    std::int64_t numerator_;
    std::int64_t denominator_;
};

}  // namespace halfstep
