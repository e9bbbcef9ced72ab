#include "base/check.hpp"

namespace halfstep {

void check_failed(const char* condition, const char* file, int line, const std::string& message) {
    throw CheckFailed(std::string(file) + ":" + std::to_string(line) + ": " + condition + ": " +
                      message);
}

}  // namespace halfstep
