#include "app/whole_number.hpp"

#include <cstdint>

#include "base/limits.hpp"

namespace halfstep {

CLI::Validator whole_number() {
    return CLI::Range(std::int64_t{0}, limits::kSafeIntegerMax);
}

}  // namespace halfstep
