#include "transport/wire_error.hpp"

#include <nlohmann/json.hpp>

namespace halfstep {

WireCode wire_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument:
            return {-32602, 400};
        case ErrorCode::InvalidData:
            return {-32001, 422};
        case ErrorCode::NotFound:
            return {-32002, 404};
        case ErrorCode::Refused:
            return {-32003, 403};
        case ErrorCode::Conflict:
            return {-32004, 409};
        case ErrorCode::TooLarge:
            return {-32005, 413};
        case ErrorCode::Unavailable:
            return {-32006, 503};
        case ErrorCode::Io:
            return {-32007, 500};
        case ErrorCode::Bug:
            return {-32603, 500};
    }
    return {-32603, 500};
}

nlohmann::json error_data(const Error& error) {
    return {{"id", error.id}, {"where", error.where}, {"hint", error.hint}};
}

}  // namespace halfstep
