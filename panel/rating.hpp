#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace halfstep {

/// Thousandths of a rating step. On the default scale 0 is strong_no_hire and 5000 strong_hire.
/// Integers, so that sums are the same on every machine.
using MilliSteps = std::int64_t;

/// One label of a rating scale and what it claims.
struct ScaleLabel {
    std::string label;
    std::string meaning;
};

/// An ordered rating scale, lowest first; 2 to 12 labels.
struct Scale {
    std::vector<ScaleLabel> labels;
    std::size_t bar = 0;  ///< index of the lowest label that meets the bar; at least 1

    /// Index of a label, if the scale has it.
    std::optional<std::size_t> index_of(std::string_view label) const;
    /// The highest rating in milli-steps: 1000 for each label above the lowest.
    MilliSteps top() const { return static_cast<MilliSteps>(labels.size() - 1) * 1000; }
    /// The boundary a rating must reach to meet the bar: half a step below the bar's label.
    MilliSteps bar_milli() const { return static_cast<MilliSteps>(bar) * 1000 - 500; }
};

/// strong_no_hire no_hire lean_no_hire lean_hire hire strong_hire, bar at lean_hire.
const Scale& default_scale();

/// How sure a rater is of a rating, as the rater said it.
enum class Confidence { Low, Medium, High };

}  // namespace halfstep
