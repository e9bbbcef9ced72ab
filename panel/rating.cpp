#include "panel/rating.hpp"

namespace halfstep {

std::optional<std::size_t> Scale::index_of(std::string_view label) const {
    for (std::size_t k = 0; k < labels.size(); ++k) {
        if (labels[k].label == label) return k;
    }
    return std::nullopt;
}

const Scale& default_scale() {
    static const Scale scale{
        {{"strong_no_hire", "Evidence of a major risk for the level or the role."},
         {"no_hire", "Evidence is below the bar."},
         {"lean_no_hire", "Some useful evidence, with concerns left open."},
         {"lean_hire", "Meets the bar, with reservations."},
         {"hire", "Clear evidence for the role and the level."},
         {"strong_hire", "Unusually strong evidence, or evidence for more than the level."}},
        3};
    return scale;
}

}  // namespace halfstep
