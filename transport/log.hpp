#pragma once

#include <string_view>

namespace halfstep {

/// The transport's own log lines, through spdlog's default logger. A line names connection and
/// loop, never a token or what somebody said.
void log_debug(std::string_view line);
void log_info(std::string_view line);
void log_warning(std::string_view line);
void log_error(std::string_view line);

}  // namespace halfstep
