#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace halfstep {

/// @error NotFound file.101 no such file, or a folder; Io file.103 it cannot be opened
Result<std::ifstream> open_input(const std::string& path);

/// The bytes of a file, or of standard input for "-" or "".
/// @error NotFound file.101; TooLarge file.102 over `bytes_max`; Io file.103
Result<std::string> read_input(const std::string& path, std::size_t bytes_max);

/// The error with the input it was found in before its place; "standard input" for "-" or "".
Error found_in(const std::string& path, Error error);

/// Hands every line that is not blank to `take`; of standard input for "-". Stops at the first
/// error and names the file and the line before its place.
/// @error NotFound file.101; whatever `take` returns
Result<Done> each_line(const std::string& path,
                       const std::function<Result<Done>(const std::string& line)>& take);

/// Writes beside the target and renames, so that a crash leaves the old file or the new one.
/// @error Io file.104
Result<Done> write_file(const std::string& path, std::string_view bytes);

/// Writes a file that is not there yet. @error Conflict file.106 when it is; Io file.104
Result<Done> write_new_file(const std::string& path, std::string_view bytes);

/// Writes and flushes standard output. @error Io file.105 when the reader is gone or the disk full
Result<Done> write_output(std::string_view bytes);

/// Folders searched for panels and candidates: those of --scenarios first, then the installed
/// library: $HALFSTEP_LIBRARY, share/halfstep/library beside the program, or the source tree's.
std::vector<std::filesystem::path> library_folders(const std::string& scenarios);

/// The built page: $HALFSTEP_WEB, share/halfstep/web beside the program, or the source tree's.
std::filesystem::path web_folder();

}  // namespace halfstep
