#pragma once

#include "base/result.hpp"

namespace halfstep {

/// Exit codes of the program, after sysexits.h.
enum ExitCode : int {
    kExitDone = 0,
    kExitUsage = 2,
    kExitData = 65,
    kExitNoInput = 66,
    kExitUnavailable = 69,
    kExitBug = 70,
    kExitIo = 74,
};

ExitCode exit_code_of(ErrorCode code);

/// Writes "halfstep: error [id]: where: message; hint" to stderr and gives the exit code.
ExitCode report(const Error& error);

}  // namespace halfstep
