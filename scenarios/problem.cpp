#include "scenarios/problem.hpp"

#include <algorithm>
#include <tuple>

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

void sort_problems(std::vector<Problem>& problems) {
    std::ranges::sort(problems, {}, [](const Problem& problem) {
        return std::tie(problem.line, problem.column, problem.origin, problem.id, problem.message);
    });
}

bool has_errors(const std::vector<Problem>& problems) {
    return std::ranges::any_of(
        problems, [](const Problem& problem) { return problem.severity == Severity::Error; });
}

}  // namespace halfstep
