#include "transport/panel_folder.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "base/sha256.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kNameBytesMax = 64;

bool is_panel_name(std::string_view name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= kNameBytesMax && plain(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return plain(c) || c == '-'; });
}

std::filesystem::path file_of(const std::filesystem::path& folder, std::string_view name) {
    return folder / (std::string(name) + ".panel.yaml");
}

Error cannot_write(const std::filesystem::path& path, const std::string& why) {
    return {ErrorCode::Io, "rpc.117", "cannot write the panel: " + why, path.filename().string(),
            "see that the data folder can be written and has room"};
}

}  // namespace

bool PanelFolder::has(std::string_view name) const {
    std::error_code ignored;
    return !folder_.empty() && is_panel_name(name) &&
           std::filesystem::exists(file_of(folder_, name), ignored);
}

Result<Done> PanelFolder::save(std::string_view name, std::string_view text) const {
    if (!is_panel_name(name)) {
        return Error{
            ErrorCode::InvalidArgument, "rpc.115",
            "\"" + std::string(name.substr(0, kNameBytesMax)) + "\" cannot be a panel's name",
            "/name", "lower-case letters, digits and '-', such as \"senior-data\""};
    }
    if (folder_.empty()) {
        return Error{ErrorCode::Refused, "rpc.116", "this server does not save panels", "",
                     "start it with --data DIR"};
    }
    std::error_code problem;
    std::filesystem::create_directories(folder_, problem);
    const std::filesystem::path target = file_of(folder_, name);
    if (problem) return cannot_write(target, problem.message());
    // Written beside and renamed, so that a reader sees the old file or the new one.
    const std::filesystem::path draft = folder_ / ("." + random_hex(8) + ".draft");
    {
        std::ofstream out(draft, std::ios::binary | std::ios::trunc);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.flush();
        if (!out) {
            std::filesystem::remove(draft, problem);
            return cannot_write(target, "the disk refused");
        }
    }
    std::filesystem::rename(draft, target, problem);
    if (problem) {
        std::error_code ignored;
        std::filesystem::remove(draft, ignored);
        return cannot_write(target, problem.message());
    }
    return Done{};
}

}  // namespace halfstep
