#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/panel_of.hpp"
#include "base/result.hpp"

namespace halfstep {

/// Takes one packet of a history with its panel and the line it stands on, from 1.
using TakePacket = std::function<Result<Done>(
    const Packet& packet, const std::shared_ptr<const PanelSpec>& panel, std::size_t line)>;

/// Reads past packets, one a line, from a file or from standard input for "-"; blank lines are
/// skipped. Stops at the first error and says on which line it stands.
/// @error NotFound file.101; InvalidData packet.1xx and whatever `take` returns
Result<Done> read_history(const std::string& path, PanelOf& panel_of, const TakePacket& take);

}  // namespace halfstep
