#include "panel/condition.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

namespace halfstep {
namespace {

/// Other names people write for what can be observed.
constexpr std::pair<std::string_view, ObservationKind> kNames[]{
    {"action", ObservationKind::Decision},
    {"alternative", ObservationKind::RejectedOption},
    {"attribution", ObservationKind::Decision},
    {"baseline", ObservationKind::Number},
    {"bound", ObservationKind::Complexity},
    {"clarifying question", ObservationKind::ClarifyingQuestion},
    {"failure", ObservationKind::FailureMode},
    {"failure mode", ObservationKind::FailureMode},
    {"figure", ObservationKind::Number},
    {"lesson", ObservationKind::Learning},
    {"metric", ObservationKind::Number},
    {"own failure", ObservationKind::OwnedFailure},
    {"owned failure", ObservationKind::OwnedFailure},
    {"question", ObservationKind::ClarifyingQuestion},
    {"rejected option", ObservationKind::RejectedOption},
    {"result", ObservationKind::Outcome},
    {"trade-off", ObservationKind::RejectedOption},
    {"why", ObservationKind::Reason},
};

std::string normalised(std::string_view text) {
    std::string words;
    for (const char byte : text) {
        const bool space = std::isspace(static_cast<unsigned char>(byte)) != 0;
        if (space && (words.empty() || words.back() == ' ')) continue;
        words += space ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

bool take(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
}

std::optional<ObservationKind> thing(std::string_view text) {
    for (const std::string_view article : {"a ", "an ", "any ", "the "}) {
        if (take(text, article)) break;
    }
    return observation_named(text);
}

std::string spaced(ObservationKind kind) {
    std::string word(to_text(kind));
    std::ranges::replace(word, '_', ' ');
    return word;
}

Error unreadable(std::string_view text, std::string hint) {
    return Error{ErrorCode::InvalidData, "condition.101",
                 "\"" + std::string(text) + "\" is not a condition", "", std::move(hint)};
}

Result<Condition> observed(Condition::Kind kind, std::string_view name, std::string_view whole) {
    const std::optional<ObservationKind> kind_of_thing = thing(name);
    if (!kind_of_thing) {
        std::string known;
        for (const ObservationKind item : kObservationKinds) {
            known += (known.empty() ? "" : ", ") + spaced(item);
        }
        return unreadable(whole, "what can be observed: " + known);
    }
    Condition condition;
    condition.kind = kind;
    condition.observation = *kind_of_thing;
    return condition;
}

Result<Condition> longer(std::string_view rest, std::string_view whole) {
    const std::string hint =
        "write \"longer than 90 s\" or \"longer than 120 words without a decision\"";
    Condition condition;
    condition.kind = Condition::Kind::Longer;
    std::int64_t amount = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), amount);
    if (error != std::errc() || amount <= 0 || amount > 100'000) return unreadable(whole, hint);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    take(rest, " ");
    if (take(rest, "words")) {
        condition.word_count = amount;
    } else if (take(rest, "minutes")) {
        condition.seconds = amount * 60;
    } else if (take(rest, "seconds") || take(rest, "s")) {
        condition.seconds = amount;
    } else {
        return unreadable(whole, hint);
    }
    if (take(rest, " without ")) {
        Result<Condition> missing = observed(Condition::Kind::Missing, rest, whole);
        if (!missing) return missing.error();
        condition.parts.push_back(std::move(*missing));
    } else if (!rest.empty()) {
        return unreadable(whole, hint);
    }
    return condition;
}

Result<Condition> shorter(std::string_view rest, std::string_view whole) {
    Condition condition;
    condition.kind = Condition::Kind::Shorter;
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), condition.word_count);
    const std::string_view unit = rest.substr(static_cast<std::size_t>(end - rest.data()));
    const bool in_range = condition.word_count > 0 && condition.word_count <= 100'000;
    if (error != std::errc() || !in_range || unit != " words") {
        return unreadable(whole, "write \"shorter than 30 words\"");
    }
    return condition;
}

}  // namespace

std::optional<ObservationKind> observation_named(std::string_view text) {
    for (const auto& [name, kind] : kNames) {
        if (text == name) return kind;
    }
    std::string word(text);
    std::ranges::replace(word, ' ', '_');
    return observation_kind_from(word);
}

Result<Condition> parse_condition(std::string_view text) {
    const std::string line = normalised(text);
    std::string_view rest = line;
    Condition condition;
    if (line == "always" || line.empty()) return condition;
    if (line == "says \"we\" throughout" || line == "says we throughout") {
        condition.kind = Condition::Kind::SaysWe;
        return condition;
    }
    if (take(rest, "no ")) return observed(Condition::Kind::Missing, rest, text);
    if (take(rest, "has ")) return observed(Condition::Kind::Present, rest, text);
    if (take(rest, "mentions ") && !rest.empty()) {
        condition.kind = Condition::Kind::Mentions;
        condition.words = rest;
        return condition;
    }
    if (take(rest, "longer than ")) return longer(rest, text);
    if (take(rest, "shorter than ")) return shorter(rest, text);
    if (take(rest, "never ")) {
        Result<Condition> said = parse_condition(rest);
        if (!said || said->kind != Condition::Kind::Mentions) {
            return unreadable(text, "write \"never mentions cost\"");
        }
        condition.kind = Condition::Kind::Not;
        condition.parts.push_back(std::move(*said));
        return condition;
    }
    return unreadable(text,
                      "write: always, no number, has a number, mentions cache, says \"we\" "
                      "throughout, longer than 90 s without a decision, or shorter than 30 words");
}

std::string to_text(const Condition& condition) {
    const auto joined = [&](const char* name) {
        std::string text = name;
        for (const Condition& part : condition.parts) {
            text += (&part == condition.parts.data() ? "(" : "; ") + to_text(part);
        }
        return text + ")";
    };
    switch (condition.kind) {
        case Condition::Kind::Always:
            return "always";
        case Condition::Kind::Missing:
            return "no " + spaced(condition.observation);
        case Condition::Kind::Present:
            return "has " + spaced(condition.observation);
        case Condition::Kind::Mentions:
            return "mentions " + condition.words;
        case Condition::Kind::SaysWe:
            return "says \"we\" throughout";
        case Condition::Kind::Longer: {
            std::string text = "longer than ";
            text += condition.seconds > 0 ? std::to_string(condition.seconds) + " s"
                                          : std::to_string(condition.word_count) + " words";
            if (!condition.parts.empty()) {
                text += " without a " + spaced(condition.parts[0].observation);
            }
            return text;
        }
        case Condition::Kind::Shorter:
            return "shorter than " + std::to_string(condition.word_count) + " words";
        case Condition::Kind::All:
            return joined("all");
        case Condition::Kind::Any:
            return joined("any");
        case Condition::Kind::Not:
            if (condition.parts.size() == 1 &&
                condition.parts[0].kind == Condition::Kind::Mentions) {
                return "never " + to_text(condition.parts[0]);
            }
            return joined("not");
    }
    return "";
}

}  // namespace halfstep
