#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.hpp"
#include "panel/packet.hpp"
#include "scenarios/library.hpp"

namespace halfstep {

/// Finds the panel a packet names: inline, by library name, by path, or default-five when it names
/// none. Each named panel is loaded once; calls may come from several threads.
class PanelOf {
public:
    explicit PanelOf(const Library& library) : library_(library) {}

    Result<std::shared_ptr<const PanelSpec>> operator()(const Packet& packet);

private:
    const Library& library_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const PanelSpec>> loaded_;
};

}  // namespace halfstep
