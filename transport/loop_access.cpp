#include "transport/loop_access.hpp"

#include "base/limits.hpp"

namespace halfstep {

void check_length(JsonReader& reader, const char* key, const std::string& text) {
    if (text.size() > limits::kIdBytesMax) {
        reader.fail(121, reader.where_of(key),
                    "longer than " + std::to_string(limits::kIdBytesMax) + " bytes");
    }
}

Result<LoopAccess> loop_access(JsonReader& reader, CallContext& context) {
    LoopAccess access;
    access.loop = reader.text("loop");
    check_length(reader, "loop", access.loop);
    const std::string token = reader.text_or("token", "");
    if (!reader.ok()) return bad_params(reader.error());
    Result<Caller> caller = caller_of(context.services, access.loop, token);
    if (!caller) return caller.error();
    access.caller = std::move(*caller);
    return access;
}

}  // namespace halfstep
