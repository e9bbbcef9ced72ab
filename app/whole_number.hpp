#pragma once

#include <CLI/CLI.hpp>

namespace halfstep {

/// Lets an option take 0 to limits::kSafeIntegerMax. Without it the parser of options wraps what is
/// below and cuts what is above.
CLI::Validator whole_number();

}  // namespace halfstep
