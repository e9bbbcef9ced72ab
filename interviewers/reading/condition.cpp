#include <algorithm>

#include "interviewers/reading/reading.hpp"
#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

bool present(ObservationKind kind, const AnswerReading& answer) {
    return std::any_of(answer.observations.begin(), answer.observations.end(),
                       [&](const Observation& o) { return o.kind == kind; });
}

bool mentions(const std::string& phrase, const AnswerReading& answer) {
    std::vector<std::string> wanted;
    for (const Word& word : read_words(phrase)) wanted.push_back(stem(word.norm));
    if (wanted.empty()) return false;
    for (std::size_t i = 0; i + wanted.size() <= answer.words.size(); ++i) {
        std::size_t same = 0;
        while (same < wanted.size() && stem(answer.words[i + same].norm) == wanted[same]) ++same;
        if (same == wanted.size()) return true;
    }
    return false;
}

bool longer(const Condition& condition, const AnswerReading& answer) {
    const bool long_enough =
        condition.seconds > 0
            ? answer.seconds > condition.seconds
            : static_cast<std::int64_t>(answer.words.size()) > condition.word_count;
    return long_enough && std::all_of(condition.parts.begin(), condition.parts.end(),
                                      [&](const Condition& c) { return holds(c, answer); });
}

}  // namespace

bool holds(const Condition& condition, const AnswerReading& answer) {
    const auto part = [&](const Condition& c) { return holds(c, answer); };
    switch (condition.kind) {
        case Condition::Kind::Always:
            return true;
        case Condition::Kind::Missing:
            return !present(condition.observation, answer);
        case Condition::Kind::Present:
            return present(condition.observation, answer);
        case Condition::Kind::Mentions:
            return mentions(condition.words, answer);
        case Condition::Kind::SaysWe:
            return answer.we_actions >= 2 && answer.i_actions == 0;
        case Condition::Kind::Longer:
            return longer(condition, answer);
        case Condition::Kind::Shorter:
            return static_cast<std::int64_t>(answer.words.size()) < condition.word_count;
        case Condition::Kind::All:
            return std::all_of(condition.parts.begin(), condition.parts.end(), part);
        case Condition::Kind::Any:
            return std::any_of(condition.parts.begin(), condition.parts.end(), part);
        case Condition::Kind::Not:
            return !condition.parts.empty() && !holds(condition.parts.front(), answer);
    }
    return false;
}

}  // namespace halfstep
