#include "app/files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>

namespace halfstep {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_stream(std::istream& stream, const std::string& name,
                                std::size_t bytes_max) {
    std::string bytes;
    std::string chunk(64 << 10, '\0');
    while (stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) ||
           stream.gcount() > 0) {
        bytes.append(chunk, 0, static_cast<std::size_t>(stream.gcount()));
        if (bytes.size() > bytes_max) {
            return Error{ErrorCode::TooLarge, "file.102",
                         "larger than " + std::to_string(bytes_max) + " bytes", name,
                         "use --jsonl for many packets, one a line"};
        }
    }
    if (stream.bad()) return Error{ErrorCode::Io, "file.103", "cannot be read", name, ""};
    return bytes;
}

/// A resource by environment, beside the installed program, or in the tree it was built from.
fs::path resource(const char* variable, const char* installed, const char* source) {
    if (const char* chosen = std::getenv(variable)) return chosen;
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    const fs::path beside = program.parent_path().parent_path() / "share/halfstep" / installed;
    if (fs::exists(beside, ignored)) return beside;
    return fs::path(HALFSTEP_SOURCE_DIR) / source;
}

Error cannot_write(const std::string& path, const std::string& why) {
    return Error{ErrorCode::Io, "file.104", "cannot be written: " + why, path, ""};
}

std::string draft_of(const std::string& path) {
    return path + ".part" + std::to_string(::getpid());
}

/// Writes the bytes meant for `path` into a file beside it.
Result<Done> write_draft(const std::string& beside, const std::string& path,
                         std::string_view bytes) {
    errno = 0;
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (file) return Done{};
    const std::string why = std::strerror(errno);
    std::error_code ignored;
    fs::remove(beside, ignored);
    return cannot_write(path, why);
}

}  // namespace

Result<std::ifstream> open_input(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        return Error{ErrorCode::NotFound, "file.101", "is a folder", path, "name a file"};
    }
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (file) return file;
    if (fs::exists(path, ignored)) {
        return Error{ErrorCode::Io, "file.103",
                     std::string("cannot be read: ") + std::strerror(errno), path, ""};
    }
    return Error{ErrorCode::NotFound, "file.101", "no such file", path, "check the path"};
}

Error found_in(const std::string& path, Error error) {
    const std::string input = path.empty() || path == "-" ? "standard input" : path;
    error.where = error.where.empty() ? input : input + ": " + error.where;
    return error;
}

Result<Done> each_line(const std::string& path,
                       const std::function<Result<Done>(const std::string& line)>& take) {
    std::ifstream file;
    if (path != "-") {
        Result<std::ifstream> opened = open_input(path);
        if (!opened) return opened.error();
        file = std::move(*opened);
    }
    std::istream& input = path == "-" ? std::cin : file;
    std::string line;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const Result<Done> taken = take(line);
        if (taken) continue;
        Error error = taken.error();
        if (error.where == "/") error.where.clear();
        return found_in((path == "-" ? "standard input:" : path + ":") + std::to_string(number),
                        std::move(error));
    }
    return Done{};
}

Result<std::string> read_input(const std::string& path, std::size_t bytes_max) {
    if (path.empty() || path == "-") return read_stream(std::cin, "standard input", bytes_max);
    Result<std::ifstream> file = open_input(path);
    if (!file) return file.error();
    return read_stream(*file, path, bytes_max);
}

Result<Done> write_file(const std::string& path, std::string_view bytes) {
    const std::string beside = draft_of(path);
    if (const Result<Done> written = write_draft(beside, path, bytes); !written) return written;
    std::error_code error;
    fs::rename(beside, path, error);
    if (!error) return Done{};
    std::error_code ignored;
    fs::remove(beside, ignored);
    return cannot_write(path, error.message());
}

Result<Done> write_new_file(const std::string& path, std::string_view bytes) {
    const std::string beside = draft_of(path);
    if (const Result<Done> written = write_draft(beside, path, bytes); !written) return written;
    // A second name for the draft, which is refused where the first one is taken.
    std::error_code error;
    fs::create_hard_link(beside, path, error);
    std::error_code ignored;
    fs::remove(beside, ignored);
    if (!error) return Done{};
    if (error == std::errc::file_exists) {
        return Error{ErrorCode::Conflict, "file.106", "is already there and stays as it is", path,
                     "choose another name, or move it away"};
    }
    return cannot_write(path, error.message());
}

Result<Done> write_output(std::string_view bytes) {
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::cout.flush();
    if (!std::cout) {
        return Error{ErrorCode::Io, "file.105", "standard output cannot be written", "", ""};
    }
    return Done{};
}

std::vector<fs::path> library_folders(const std::string& scenarios) {
    std::vector<fs::path> folders;
    if (!scenarios.empty()) folders.emplace_back(scenarios);
    folders.push_back(resource("HALFSTEP_LIBRARY", "library", "scenarios/library"));
    return folders;
}

fs::path web_folder() {
    return resource("HALFSTEP_WEB", "web", "web/dist");
}

}  // namespace halfstep
