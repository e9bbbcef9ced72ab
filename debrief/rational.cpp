#include "debrief/rational.hpp"

#include <numeric>

#include "base/check.hpp"

namespace halfstep {

Rational::Rational(std::int64_t numerator, std::int64_t denominator)
    : numerator_(numerator), denominator_(denominator) {
    HALFSTEP_CHECK(denominator != 0, "denominator of a fraction");
    const std::int64_t common = std::gcd(numerator_, denominator_) * (denominator_ < 0 ? -1 : 1);
    numerator_ /= common;
    denominator_ /= common;
}

std::string Rational::text() const {
    if (denominator_ == 1) return std::to_string(numerator_);
    return std::to_string(numerator_) + "/" + std::to_string(denominator_);
}

Rational Rational::operator+(const Rational& other) const {
    const std::int64_t common = std::lcm(denominator_, other.denominator_);
    return {numerator_ * (common / denominator_) + other.numerator_ * (common / other.denominator_),
            common};
}

Rational Rational::operator-(const Rational& other) const {
    return *this + Rational(-other.numerator_, other.denominator_);
}

bool Rational::operator<(const Rational& other) const {
    const std::int64_t common = std::lcm(denominator_, other.denominator_);
    return numerator_ * (common / denominator_) < other.numerator_ * (common / other.denominator_);
}

}  // namespace halfstep
