#pragma once

#include <string>
#include <vector>

#include "base/utf8.hpp"

namespace halfstep {

/// One sentence of a round.
struct SaidAt {
    std::string round;
    std::size_t turn = 0;
    Span span;
    std::string quote;
};

/// Two statements of one candidate that cannot both be so.
struct Mismatch {
    std::string about;  ///< "number", "ownership", or "taken_back"
    SaidAt earlier;
    SaidAt later;
};

}  // namespace halfstep
