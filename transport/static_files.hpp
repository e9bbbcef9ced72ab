#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "transport/http_message.hpp"

namespace halfstep {

/// The built page: files under one folder, nothing above or beside it, no hidden files, and no
/// links out of it. `.br` and `.gz` neighbours are sent to browsers that take them; files under
/// /assets/, whose names carry a hash, are cached for a year.
class StaticFiles {
public:
    /// @param folder may not exist: then everything is 404 with a hint
    explicit StaticFiles(std::filesystem::path folder);

    /// @param path decoded nowhere yet, without query, starting with '/'
    /// "/" is index.html, and so is any path without a dot in its last part (the page's own
    /// routes). Blocks on the disk.
    HttpAnswer get(std::string_view path, const HttpQuestion& question) const;

private:
    std::optional<std::filesystem::path> find(std::string_view path) const;

    std::filesystem::path folder_;  // canonical; empty when there is none
};

/// "%41" to "A"; nullopt for a broken escape or a NUL.
std::optional<std::string> percent_decoded(std::string_view text);

/// By file ending; application/octet-stream when unknown.
std::string_view content_type_of(std::string_view path);

}  // namespace halfstep
