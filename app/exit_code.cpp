#include "app/exit_code.hpp"

#include <iostream>

namespace halfstep {
namespace {

/// Messages quote the input, which may try to write to the terminal: no control character passes.
std::string on_one_line(const std::string& text) {
    std::string line;
    for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    return line;
}

}  // namespace

ExitCode exit_code_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument:
            return kExitUsage;
        case ErrorCode::InvalidData:
        case ErrorCode::Refused:
        case ErrorCode::Conflict:
        case ErrorCode::TooLarge:
            return kExitData;
        case ErrorCode::NotFound:
            return kExitNoInput;
        case ErrorCode::Unavailable:
            return kExitUnavailable;
        case ErrorCode::Io:
            return kExitIo;
        case ErrorCode::Bug:
            return kExitBug;
    }
    return kExitBug;
}

ExitCode report(const Error& error) {
    std::string line = "halfstep: error [" + error.id + "]: ";
    if (!error.where.empty()) line += error.where + ": ";
    line += error.message;
    if (!error.hint.empty()) line += "; " + error.hint;
    std::cerr << on_one_line(line) << std::endl;
    return exit_code_of(error.code);
}

}  // namespace halfstep
