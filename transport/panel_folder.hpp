#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace halfstep {

/// One save of a panel. Versions count from 1 and are never changed.
struct PanelVersion {
    std::int64_t version = 0;
    std::int64_t at_ms = 0;  ///< since the Unix epoch
    std::string role;        ///< owner or coach: whose token it was
    std::string author;      ///< the name given; may be empty
    std::string note;
    std::string text;
};

/// The folder of panels that coaches saved: NAME.panel.yaml, and beside it NAME.history.jsonl with
/// every text it ever had, one version a line. Nothing outside of it is ever touched. One program
/// at a time may write to it; its threads take turns.
class PanelFolder {
public:
    /// @param folder may not exist yet; empty: saving is off
    explicit PanelFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    bool has(std::string_view name) const;

    /// Writes NAME.panel.yaml, whole or not at all, and its version; a text that is the last
    /// version's already adds none. A file that was put there by hand is kept as a version first.
    ///
    /// @param edit  who, when and why; its text is what is written, its number is given here
    /// @param after the version the edit began from; absent: whatever is there is replaced
    /// @return      the number of the version that holds the text
    /// @error InvalidArgument rpc.115: not a name; Refused rpc.116: saving is off; Io rpc.117;
    ///        Conflict rpc.118: another version came first; TooLarge rpc.119: too many versions
    Result<std::int64_t> save(std::string_view name, PanelVersion edit,
                              std::optional<std::int64_t> after) const;

    /// Oldest first; empty when there are none.
    std::vector<PanelVersion> versions(std::string_view name) const;

private:
    std::filesystem::path folder_;
};

}  // namespace halfstep
