#include "scenarios/problem.hpp"

#include <algorithm>

namespace halfstep {

std::string to_text(const Problem& problem) {
    std::string text = problem.file;
    if (problem.line > 0) {
        text += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
    }
    text += problem.severity == Severity::Error ? ": error [" : ": warning [";
    text += problem.id + "]: " + problem.message;
    if (!problem.origin.empty()) text += " (in " + problem.origin + ")";
    if (!problem.hint.empty()) text += "; " + problem.hint;
    return text;
}

bool has_errors(const std::vector<Problem>& problems) {
    return std::ranges::any_of(
        problems, [](const Problem& problem) { return problem.severity == Severity::Error; });
}

}  // namespace halfstep
