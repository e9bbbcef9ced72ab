// Any bytes as a packet: an error in words or a verdict, never a crash, hang or undefined step.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/check.hpp"
#include "panel/json.hpp"
#include "session/whole_debrief.hpp"
#include "tests/support/default_five.hpp"

using namespace halfstep;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Result<nlohmann::json> value = parse_json(text);
    if (!value) return 0;
    const Result<Packet> packet = packet_from_json(*value);
    if (!packet) return 0;
    static const PanelSpec fallback = default_five();
    const PanelSpec& panel = packet->inline_panel ? *packet->inline_panel : fallback;
    DebriefOptions options;
    options.explain = size % 4 == 0 ? Explain::Full : Explain::Short;
    const Result<Debrief> debrief = whole_debrief(*packet, panel, options);
    if (!debrief) {
        HALFSTEP_CHECK(!debrief.error().id.empty() && !debrief.error().message.empty(),
                       "an error says what is wrong");
        return 0;
    }
    HALFSTEP_CHECK(!to_json(debrief->verdict).dump().empty(), "a verdict can be written");
    return 0;
}
