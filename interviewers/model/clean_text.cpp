#include "interviewers/model/clean_text.hpp"

#include "base/utf8.hpp"

namespace halfstep {

std::string clean_text(std::string_view text, std::size_t points_max) {
    std::string clean;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        const char kept = value < 0x20 || value == 0x7F ? ' ' : byte;
        if (kept == ' ' && (clean.empty() || clean.back() == ' ')) continue;
        clean += kept;
    }
    clean = std::string(slice(clean, {0, points_max}));
    while (clean.ends_with(' ')) clean.pop_back();
    return clean;
}

std::string_view without_fence(std::string_view answer) {
    const auto trim = [&] {
        while (!answer.empty() &&
               std::string_view(" \n\r\t").find(answer.front()) != std::string_view::npos) {
            answer.remove_prefix(1);
        }
        while (!answer.empty() &&
               std::string_view(" \n\r\t").find(answer.back()) != std::string_view::npos) {
            answer.remove_suffix(1);
        }
    };
    trim();
    if (!answer.starts_with("```") || !answer.ends_with("```") || answer.size() < 6) return answer;
    answer.remove_suffix(3);
    answer.remove_prefix(std::min(answer.find('\n'), answer.size()));
    trim();
    return answer;
}

}  // namespace halfstep
