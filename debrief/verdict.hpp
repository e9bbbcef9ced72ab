#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace halfstep {

enum class Outcome { NoHire, DownLevel, Hire, MoreSignal };

/// An outcome with the level it is for; no level for NoHire.
struct Ruling {
    Outcome outcome = Outcome::NoHire;
    std::optional<std::string> level;
};

/// The committee's decision and why. JSON form: contract.md section 3.
struct Verdict {
    Outcome outcome = Outcome::NoHire;
    std::optional<std::string> level;
    std::string target_level;
    Ruling low;
    Ruling high;
    std::string policy;
};

/// halfstep/verdict, version 1.
nlohmann::json to_json(const Verdict& verdict);

}  // namespace halfstep
