#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "debrief/decision.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/default_five.hpp"

namespace halfstep {

inline const nlohmann::json& golden(const char* key) {
    static const nlohmann::json all = [] {
        const std::string path =
            std::string(HALFSTEP_SOURCE_DIR) + "/tests/golden/reference/vectors.json";
        std::ifstream file(path);
        return nlohmann::json::parse(file);
    }();
    return all.at(key);
}

inline constexpr const char* kLetters = "CDBPM";

inline SignalValues values_of(const std::vector<int>& ratings, std::int64_t unit = 1000) {
    SignalValues values{};
    for (std::size_t s = 0; s < ratings.size(); ++s) values[s] = ratings[s] * unit;
    return values;
}

inline SignalValues full_strength() {
    SignalValues values{};
    values.fill(1000);
    return values;
}

inline PanelRules rules_at(const PanelSpec& panel, const std::string& policy = "",
                           const std::string& level = "") {
    Result<PanelRules> rules = rules_of(panel, policy, level);
    REQUIRE(rules.has_value());
    return *rules;
}

inline std::string rank_name(int rank) {
    return rank == 2 ? "HIRE@L" : rank == 1 ? "HIRE@L-1" : "NO_HIRE";
}

/// Level name of the reference's L3 to L7.
inline std::string level_name(int level) {
    return default_ladder()[static_cast<std::size_t>(level - 3)];
}

}  // namespace halfstep
