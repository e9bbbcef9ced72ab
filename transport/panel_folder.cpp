#include "transport/panel_folder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/limits.hpp"
#include "base/sha256.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kNameBytesMax = 64;
constexpr std::size_t kVersionsMax = 1'000;

/// Saving reads the history before it adds to it.
std::mutex saving;

bool is_panel_name(std::string_view name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= kNameBytesMax && plain(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return plain(c) || c == '-'; });
}

fs::path file_of(const fs::path& folder, std::string_view name) {
    return folder / (std::string(name) + ".panel.yaml");
}

Error cannot_write(const fs::path& path, const std::string& why) {
    return {ErrorCode::Io, "rpc.117", "cannot write the panel: " + why, path.filename().string(),
            "see that the data folder can be written and has room"};
}

fs::path history_of(const fs::path& folder, std::string_view name) {
    return folder / (std::string(name) + ".history.jsonl");
}

std::optional<std::string> read_whole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Json to_json(const PanelVersion& version) {
    return {{"version", version.version}, {"at_ms", version.at_ms}, {"role", version.role},
            {"author", version.author},   {"note", version.note},   {"text", version.text}};
}

/// A line that a dying process left half-written is no version.
std::optional<PanelVersion> version_from(const std::string& line) {
    const Result<Json> value = parse_json(line);
    if (!value || !value->is_object()) return std::nullopt;
    JsonReader reader(*value, "", "panel");
    PanelVersion version;
    version.version = reader.integer("version", 1, limits::kSafeIntegerMax);
    version.at_ms = reader.integer("at_ms", 0, limits::kSafeIntegerMax);
    version.role = reader.text_or("role", "");
    version.author = reader.text_or("author", "");
    version.note = reader.text_or("note", "");
    version.text = reader.text("text");
    if (!reader.ok()) return std::nullopt;
    return version;
}

Result<Done> append_line(const fs::path& path, const std::string& line) {
    const std::optional<std::string> before = read_whole(path);
    const bool torn = before && !before->empty() && before->back() != '\n';
    std::ofstream out(path, std::ios::binary | std::ios::app);
    out << (torn ? "\n" : "") << line << '\n';
    out.flush();
    if (!out) return cannot_write(path, "the disk refused");
    return Done{};
}

/// Written beside and renamed, so that a reader sees the old file or the new one.
Result<Done> replace_file(const fs::path& target, std::string_view text) {
    const fs::path draft = target.parent_path() / ("." + random_hex(8) + ".draft");
    std::error_code problem;
    {
        std::ofstream out(draft, std::ios::binary | std::ios::trunc);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.flush();
        if (!out) {
            fs::remove(draft, problem);
            return cannot_write(target, "the disk refused");
        }
    }
    fs::rename(draft, target, problem);
    if (problem) {
        std::error_code ignored;
        fs::remove(draft, ignored);
        return cannot_write(target, problem.message());
    }
    return Done{};
}

}  // namespace

bool PanelFolder::has(std::string_view name) const {
    std::error_code ignored;
    return !folder_.empty() && is_panel_name(name) && fs::exists(file_of(folder_, name), ignored);
}

std::vector<PanelVersion> PanelFolder::versions(std::string_view name) const {
    std::vector<PanelVersion> versions;
    if (folder_.empty() || !is_panel_name(name)) return versions;
    std::ifstream file(history_of(folder_, name), std::ios::binary);
    for (std::string line; std::getline(file, line);) {
        if (std::optional<PanelVersion> version = version_from(line)) {
            versions.push_back(std::move(*version));
        }
    }
    return versions;
}

Result<std::int64_t> PanelFolder::save(std::string_view name, PanelVersion edit,
                                       std::optional<std::int64_t> after) const {
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
    const fs::path target = file_of(folder_, name);
    const std::lock_guard lock(saving);
    std::error_code problem;
    fs::create_directories(folder_, problem);
    if (problem) return cannot_write(target, problem.message());

    std::vector<PanelVersion> kept = versions(name);
    const std::optional<std::string> there = read_whole(target);
    std::vector<PanelVersion> added;
    if (there && (kept.empty() || kept.back().text != *there)) {
        added.push_back({0, edit.at_ms, "", "", "as it was found in the folder", *there});
    }
    const std::int64_t last = kept.empty() ? 0 : kept.back().version;
    if (after && *after != last) {
        const std::string by =
            kept.empty() || kept.back().author.empty() ? "somebody else" : kept.back().author;
        return Error{ErrorCode::Conflict, "rpc.118", by + " saved this panel meanwhile",
                     "/after_version",
                     "look at the history, then save over it or under another name"};
    }
    if (kept.size() + 2 > kVersionsMax) {
        return Error{ErrorCode::TooLarge, "rpc.119",
                     "this panel has " + std::to_string(kVersionsMax) + " versions", "/name",
                     "save it under another name"};
    }
    const std::vector<PanelVersion>& newest = added.empty() ? kept : added;
    if (newest.empty() || newest.back().text != edit.text) added.push_back(std::move(edit));
    std::int64_t number = last;
    for (PanelVersion& version : added) {
        version.version = ++number;
        const Result<Done> line = append_line(history_of(folder_, name), to_json(version).dump());
        if (!line) return line.error();
    }
    const std::string& text = added.empty() ? kept.back().text : added.back().text;
    if (there != text) {
        const Result<Done> written = replace_file(target, text);
        if (!written) return written.error();
    }
    return number;
}

}  // namespace halfstep
