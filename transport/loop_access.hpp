#pragma once

#include <string>

#include "base/result.hpp"
#include "panel/json_reader.hpp"
#include "transport/methods.hpp"

namespace halfstep {

/// Which loop a call is about, and who its token makes the caller.
struct LoopAccess {
    std::string loop;
    Caller caller;
};

/// Reads `loop` and `token`. First gives back what the reader already found wrong, so that all
/// other parameters are read before it.
/// @error InvalidArgument params.1xx; what LoopService::authorise refuses
Result<LoopAccess> loop_access(JsonReader& reader, CallContext& context);

/// Fails the reader when a name or key is over kIdBytesMax.
void check_length(JsonReader& reader, const char* key, const std::string& text);

}  // namespace halfstep
