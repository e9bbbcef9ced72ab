#pragma once

#include <stdexcept>
#include <string>

namespace halfstep {

/// A bug was met: an invariant of our own does not hold. Caught once where a command or a
/// connection ends; never used for bad input.
class CheckFailed : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Throws CheckFailed with the condition and its place.
[[noreturn]] void check_failed(const char* condition, const char* file, int line,
                               const std::string& message);

}  // namespace halfstep

/// On in all builds: `HALFSTEP_CHECK(index < size, "signal index")`.
#define HALFSTEP_CHECK(condition, message) \
    ((condition) ? (void)0 : ::halfstep::check_failed(#condition, __FILE__, __LINE__, (message)))
