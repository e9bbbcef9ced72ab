#include "app/entry_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace halfstep {

std::string entry_list(const std::vector<LibraryEntry>& entries, const std::string& detail_name,
                       bool as_json) {
    if (as_json) {
        nlohmann::json list = nlohmann::json::array();
        for (const LibraryEntry& entry : entries) {
            list.push_back({{"name", entry.name},
                            {"title", entry.title},
                            {"target_level", entry.target_level},
                            {detail_name, entry.detail}});
        }
        return list.dump(2) + "\n";
    }
    std::size_t width = 0;
    for (const LibraryEntry& entry : entries) width = std::max(width, entry.name.size());
    std::string lines;
    for (const LibraryEntry& entry : entries) {
        lines +=
            fmt::format("{:<{}}  {:<9}  {}\n", entry.name, width, entry.target_level, entry.title);
    }
    return lines;
}

}  // namespace halfstep
