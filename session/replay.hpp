#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/event.hpp"

namespace halfstep {

/// What refolding a log found.
struct ReplayReport {
    std::uint64_t seq_last = 0;
    std::string verdict_json;  ///< recomputed; empty when the log has no opened envelopes yet
    std::vector<std::string> faults;  ///< gaps, broken seals, a verdict that differs; empty: sound
};

/// Reads a log, one event a line. @error InvalidData replay.101 with the line
Result<std::vector<Event>> read_log(std::string_view text);

/// Folds the events up to `until` (0: all) and checks what can be: seqs without gaps, each opened
/// feedback under the hash it was sealed with, the verdict and its steps byte for byte.
ReplayReport replay(const std::vector<Event>& events, std::uint64_t until);

}  // namespace halfstep
