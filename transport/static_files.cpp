#include "transport/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/sha256.hpp"

namespace halfstep {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".zip", "application/zip"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".py", "text/x-python; charset=utf-8"},
    {".xml", "application/xml"},
}};

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (in.bad()) return std::nullopt;
    return bytes;
}

// "br" in "gzip, deflate, br;q=1.0"; "br;q=0" refuses it.
bool accepts(std::string_view header, std::string_view coding) {
    while (!header.empty()) {
        const std::size_t comma = header.find(',');
        std::string_view item = header.substr(0, comma);
        header = comma == std::string_view::npos ? "" : header.substr(comma + 1);
        while (item.starts_with(' ')) item.remove_prefix(1);
        const std::size_t semicolon = item.find(';');
        std::string_view name = item.substr(0, semicolon);
        while (name.ends_with(' ')) name.remove_suffix(1);
        if (name != coding) continue;
        if (semicolon == std::string_view::npos) return true;
        const std::string_view weight = item.substr(semicolon);
        return weight.find("q=0") == std::string_view::npos ||
               weight.find_first_of("123456789", weight.find("q=0")) != std::string_view::npos;
    }
    return false;
}

HttpAnswer not_found(std::string_view what) {
    HttpAnswer answer;
    answer.status = 404;
    answer.body = std::make_shared<const std::string>(what);
    return answer;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t k = 0; k < text.size(); ++k) {
        char c = text[k];
        if (c == '%') {
            if (k + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[k + 1]);
            const int low = hex_digit(text[k + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            k += 2;
        }
        if (c == '\0') return std::nullopt;
        out += c;
    }
    return out;
}

std::string_view content_type_of(std::string_view path) {
    for (const auto& [ending, type] : kTypes) {
        if (path.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

StaticFiles::StaticFiles(fs::path folder) {
    std::error_code problem;
    folder_ = fs::canonical(folder, problem);
    if (problem) folder_.clear();
}

std::optional<fs::path> StaticFiles::find(std::string_view path) const {
    if (path.find('\\') != std::string_view::npos) return std::nullopt;
    fs::path relative;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        path = slash == std::string_view::npos ? "" : path.substr(slash + 1);
        if (part.empty()) continue;
        if (part.starts_with('.')) return std::nullopt;  // "..", and hidden files
        relative /= fs::path(std::string(part));
    }
    std::error_code problem;
    const fs::path file = fs::canonical(folder_ / relative, problem);
    if (problem || !fs::is_regular_file(file, problem)) return std::nullopt;
    // A link may lead out of the folder; its target decides.
    const auto [mismatch, unused] =
        std::mismatch(folder_.begin(), folder_.end(), file.begin(), file.end());
    if (mismatch != folder_.end()) return std::nullopt;
    return file;
}

HttpAnswer StaticFiles::get(std::string_view path, const HttpQuestion& question) const {
    if (folder_.empty()) {
        return not_found("The page is not built. Build it with script/run, or pass --web DIR.\n");
    }
    const std::optional<std::string> decoded = percent_decoded(path);
    if (!decoded) return not_found("no such file\n");
    const std::string_view last = std::string_view(*decoded).substr(decoded->find_last_of('/') + 1);
    const bool own_route = last.find('.') == std::string_view::npos;
    std::optional<fs::path> file = find(*decoded);
    const bool hashed = file && decoded->starts_with("/assets/");
    if (!file && own_route) file = find("/index.html");
    if (!file) return not_found("no such file\n");

    HttpAnswer answer;
    answer.content_type = content_type_of(file->string());
    answer.headers.emplace_back("Vary", "Accept-Encoding");
    fs::path sent = *file;
    for (const auto& [coding, ending] :
         {std::pair<std::string_view, const char*>{"br", ".br"}, {"gzip", ".gz"}}) {
        fs::path packed = *file;
        packed += ending;
        std::error_code ignored;
        if (accepts(question.accept_encoding, coding) && fs::is_regular_file(packed, ignored)) {
            answer.headers.emplace_back("Content-Encoding", coding);
            sent = packed;
            break;
        }
    }
    std::optional<std::string> bytes = contents(sent);
    if (!bytes) return not_found("no such file\n");
    const std::string tag = "\"" + sha256_hex(*bytes).substr(0, 32) + "\"";
    answer.headers.emplace_back("ETag", tag);
    answer.headers.emplace_back("Cache-Control",
                                hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (question.if_none_match == tag) {
        answer.status = 304;
        return answer;
    }
    answer.body = std::make_shared<const std::string>(std::move(*bytes));
    return answer;
}

}  // namespace halfstep
