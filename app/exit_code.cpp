#include "app/exit_code.hpp"

#include <iostream>

namespace halfstep {

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
    std::cerr << "halfstep: error [" << error.id << "]: ";
    if (!error.where.empty()) std::cerr << error.where << ": ";
    std::cerr << error.message;
    if (!error.hint.empty()) std::cerr << "; " << error.hint;
    std::cerr << std::endl;
    return exit_code_of(error.code);
}

}  // namespace halfstep
