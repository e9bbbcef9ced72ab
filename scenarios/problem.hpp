#pragma once

#include <string>
#include <vector>

namespace halfstep {

enum class Severity { Error, Warning };

/// One thing wrong with a file, as a person is told: "file:line:column: error [id]: message; hint".
struct Problem {
    Severity severity = Severity::Error;
    std::string file;
    int line = 0;    ///< from 1; 0 when the file could not be read at all
    int column = 0;  ///< from 1
    std::string id;  ///< stable, such as "panel.107"; docs/errors.md
    std::string message;
    std::string hint;
    std::string origin{};  ///< "file:line:column" when what is wrong was written in a base
};

std::string to_text(const Problem& problem);
/// In the order of the file.
void sort_problems(std::vector<Problem>& problems);
bool has_errors(const std::vector<Problem>& problems);

}  // namespace halfstep
