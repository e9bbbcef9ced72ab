#include "app/panel_of.hpp"

namespace halfstep {

Result<std::shared_ptr<const PanelSpec>> PanelOf::operator()(const Packet& packet) {
    if (packet.inline_panel) return std::make_shared<const PanelSpec>(*packet.inline_panel);
    const std::string name = packet.panel.empty() ? "default-five" : packet.panel;
    const std::lock_guard lock(mutex_);
    const auto found = loaded_.find(name);
    if (found != loaded_.end()) return found->second;
    Result<PanelSpec> panel = library_.panel_at(name);
    if (!panel) return panel.error();
    auto shared = std::make_shared<const PanelSpec>(std::move(*panel));
    // Names come from the input, so what is kept of them is bounded.
    if (loaded_.size() < 256) loaded_[name] = shared;
    return shared;
}

}  // namespace halfstep
