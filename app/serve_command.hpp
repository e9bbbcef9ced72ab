#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace halfstep {

struct ListenAddress {
    std::string host;
    std::uint16_t port = 0;
};

/// "127.0.0.1:8787", "[::1]:8787", "localhost:0", ":8787" (every address), "8787".
/// @error InvalidArgument serve.103
Result<ListenAddress> listen_address(const std::string& text);

/// Where loops are kept when --data is not given: $XDG_DATA_HOME/halfstep, else
/// ~/.local/share/halfstep. @error InvalidArgument serve.104: neither is set
Result<std::string> default_data_folder();

}  // namespace halfstep
