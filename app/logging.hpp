#pragma once

#include <string>

namespace halfstep {

/// Sends the program's log to stderr from this level on. Results alone go to stdout.
void start_logging(const std::string& level);

}  // namespace halfstep
