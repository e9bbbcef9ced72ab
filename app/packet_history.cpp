#include "app/packet_history.hpp"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "panel/json.hpp"

namespace halfstep {
namespace {

Result<Done> take_line(const std::string& line, std::size_t number, PanelOf& panel_of,
                       const TakePacket& take) {
    const Result<nlohmann::json> value = parse_json(line);
    if (!value) return value.error();
    const Result<Packet> packet = packet_from_json(*value);
    if (!packet) return packet.error();
    const auto panel = panel_of(*packet);
    if (!panel) return panel.error();
    return take(*packet, *panel, number);
}

}  // namespace

Result<Done> read_history(const std::string& path, PanelOf& panel_of, const TakePacket& take) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) {
            return Error{ErrorCode::NotFound, "file.101", "no such file", path, "check the path"};
        }
    }
    std::istream& input = path == "-" ? std::cin : file;
    std::string line;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const Result<Done> taken = take_line(line, number, panel_of, take);
        if (taken) continue;
        Error error = taken.error();
        error.where = "line " + std::to_string(number) + (error.where == "/" ? "" : error.where);
        return error;
    }
    return Done{};
}

}  // namespace halfstep
