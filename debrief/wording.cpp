#include "debrief/wording.hpp"

#include <algorithm>
#include <array>

namespace halfstep {

std::string in_words(std::string_view id) {
    std::string words(id);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string sentence_start(std::string_view id) {
    std::string words = in_words(id);
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') {
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
    }
    return words;
}

std::string listed(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t k = 0; k < items.size(); ++k) {
        if (k > 0) text += k + 1 == items.size() ? " and " : ", ";
        text += items[k];
    }
    return text;
}

std::string steps_in_words(int steps) {
    static constexpr std::array kWords{"no", "one", "two", "three", "four", "five", "six"};
    const auto index = static_cast<std::size_t>(steps);
    return (index < kWords.size() ? std::string(kWords[index]) : std::to_string(steps)) +
           (steps == 1 ? " step" : " steps");
}

std::size_t nearest_label(const Scale& scale, std::int64_t milli) {
    const auto index = static_cast<std::size_t>((std::max<std::int64_t>(0, milli) + 500) / 1000);
    return std::min(index, scale.labels.size() - 1);
}

std::string label_in_words(const Scale& scale, std::int64_t milli) {
    return in_words(scale.labels[nearest_label(scale, milli)].label);
}

std::string asking_for(EvidenceForm form) {
    switch (form) {
        case EvidenceForm::Behavior:
            return "what the candidate decided or did, as distinct from the team";
        case EvidenceForm::Reasoning:
            return "why this way, and what was rejected";
        case EvidenceForm::Artifact:
            return "something that can be looked at: code, a design, a number before and after";
        case EvidenceForm::LevelSignal:
            return "scope, ambiguity and who was moved beyond the own task";
    }
    return "";
}

}  // namespace halfstep
