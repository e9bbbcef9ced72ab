#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace halfstep {

/// The folder of panels that coaches saved. Nothing outside of it is ever touched.
class PanelFolder {
public:
    /// @param folder may not exist yet; empty: saving is off
    explicit PanelFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    bool has(std::string_view name) const;

    /// Writes NAME.panel.yaml, whole or not at all.
    /// @error InvalidArgument rpc.115: not a name; Refused rpc.116: saving is off; Io rpc.117
    Result<Done> save(std::string_view name, std::string_view text) const;

private:
    std::filesystem::path folder_;
};

}  // namespace halfstep
