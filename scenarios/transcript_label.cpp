#include "scenarios/transcript_label.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "scenarios/transcript_lines.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kNameBytesMax = 60;
constexpr std::size_t kNameWordsMax = 6;

/// Words before a colon that begin a part of an answer, not somebody's turn.
constexpr std::array<std::string_view, 44> kLeadIns{
    "action",   "actions",  "answer",  "challenge", "complexity", "cons",      "context", "edit",
    "error",    "example",  "finally", "first",     "goal",       "http",      "https",   "impact",
    "input",    "lesson",   "lessons", "note",      "notes",      "option",    "options", "outcome",
    "output",   "problem",  "pros",    "ps",        "question",   "reason",    "result",  "results",
    "second",   "solution", "space",   "step",      "summary",    "situation", "task",    "third",
    "takeaway", "time",     "todo",    "update"};
/// Small words within a name.
constexpr std::array<std::string_view, 18> kParticles{"al",  "bin", "da", "de",  "del", "den",
                                                      "der", "di",  "do", "dos", "du",  "el",
                                                      "la",  "le",  "te", "van", "von", "y"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string_view first_word(std::string_view text) {
    return text.substr(0, text.find_first_of(" ("));
}

/// A person's name or "Speaker 1": a capital or a digit first in each word but the small ones.
bool is_name(std::string_view text) {
    if (text.empty() || text.size() > kNameBytesMax) return false;
    const bool letters = std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return std::isalpha(byte) || byte >= 0x80;
    });
    std::size_t words = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (word.empty()) continue;
        const auto begins = static_cast<unsigned char>(word.front());
        const bool small = words > 0 && is_one_of(kParticles, word);
        const bool mark = words > 0 && std::string_view("(-|&#").find(word[0]) != word.npos;
        if (!small && !mark && (std::islower(begins) || std::ispunct(begins))) return false;
        const auto odd = [](char c) {
            return std::ispunct(static_cast<unsigned char>(c)) &&
                   std::string_view(".,'-()_/|&#").find(c) == std::string_view::npos;
        };
        if (std::ranges::any_of(word, odd)) return false;
        ++words;
    }
    return letters && words <= kNameWordsMax;
}

bool is_speaker(const std::string& name) {
    return speaker_named(name) || is_name(name);
}

/// Without the marks of bold print and of a new voice at the start of a line.
std::string without_marks(std::string_view line) {
    std::string text = trimmed(line);
    if (text.starts_with(">>")) text = trimmed(std::string_view(text).substr(2));
    if (!text.starts_with("**")) return text;
    const std::size_t close = text.find("**", 2);
    if (close == std::string::npos) return text;
    text.erase(close, 2);
    text.erase(0, 2);
    return text;
}

/// Dashes and commas between a name and its time.
std::string without_joints(std::string_view text) {
    std::string plain = trimmed(text);
    const auto joint = [&](std::string_view mark) {
        if (plain.ends_with(mark)) plain = trimmed(plain.substr(0, plain.size() - mark.size()));
        if (plain.starts_with(mark)) plain = trimmed(std::string_view(plain).substr(mark.size()));
    };
    for (const char* mark : {"-", "\u2013", "\u2014", ",", "\u00b7"}) joint(mark);
    return plain;
}

/// A time at the start, bare or in brackets, taken from the line.
std::optional<std::int64_t> take_time(std::string& line) {
    std::string_view rest = line;
    const char open = rest.empty() ? ' ' : rest.front();
    const char close = open == '[' ? ']' : open == '(' ? ')' : ' ';
    if (close != ' ') rest.remove_prefix(1);
    const std::optional<Clock> clock = clock_at_start(rest);
    if (!clock) return std::nullopt;
    rest.remove_prefix(clock->length);
    if (close != ' ') {
        if (!rest.starts_with(close)) return std::nullopt;
        rest.remove_prefix(1);
    }
    line = trimmed(rest);
    return clock->ms;
}

/// "Dana Ito  1:02", "Dana Ito (1:02):", "[Dana Ito] 11:00:02": a name and a time, nothing else.
std::optional<Label> timed_name(std::string line) {
    if (line.ends_with(':')) line.pop_back();
    const std::size_t gap = line.find_last_of(" \t([");
    if (gap == std::string::npos) return std::nullopt;
    std::string time = line.substr(gap + 1);
    std::string name = line.substr(0, gap);
    if (line[gap] == '(' || line[gap] == '[') {
        if (time.empty() || time.back() != (line[gap] == '(' ? ')' : ']')) return std::nullopt;
        time.pop_back();
    }
    const std::optional<std::int64_t> at_ms = clock_ms(time);
    if (!at_ms) return std::nullopt;
    name = without_joints(name);
    if (name.size() > 2 && name.front() == '[' && name.back() == ']') {
        name = trimmed(name.substr(1, name.size() - 2));
    }
    if (!is_speaker(name)) return std::nullopt;
    return Label{std::move(name), "", at_ms};
}

/// "Dana Ito: words", "Dana Ito (1:02): words".
std::optional<Label> named_words(const std::string& line) {
    Label label;
    std::size_t colon = line.find(':');
    const std::size_t open = line.find_first_of("([");
    if (open < colon) {
        const std::optional<Clock> clock = clock_at_start(std::string_view(line).substr(open + 1));
        const std::size_t close = clock ? open + 1 + clock->length : std::string::npos;
        if (clock && close + 1 < line.size() && (line[close] == ')' || line[close] == ']') &&
            line[close + 1] == ':') {
            colon = close + 1;
            label.at_ms = clock->ms;
        }
    }
    if (colon == std::string::npos) return std::nullopt;
    label.name = trimmed(line.substr(0, label.at_ms ? open : colon));
    label.words = trimmed(std::string_view(line).substr(colon + 1));
    if (!is_speaker(label.name)) return std::nullopt;
    return label;
}

}  // namespace

std::optional<Speaker> speaker_named(const std::string& name) {
    const std::string word = lower_case(trimmed(name));
    const auto role = [&](std::string_view role_word) {
        if (!word.starts_with(role_word)) return false;
        return word.size() == role_word.size() ||
               !std::isalpha(static_cast<unsigned char>(word[role_word.size()]));
    };
    if (role("interviewer") || word == "q") return Speaker::Interviewer;
    if (role("candidate") || word == "a") return Speaker::Candidate;
    return std::nullopt;
}

std::optional<Label> labelled(std::string_view line) {
    std::string rest = without_marks(line.substr(0, line.find('\n')));
    std::optional<Label> label = timed_name(rest);
    if (label) return label;
    const std::optional<std::int64_t> at_ms = take_time(rest);
    label = named_words(rest);
    if (label) {
        if (at_ms) label->at_ms = at_ms;
        return label;
    }
    // "0:05 - Dana Ito": the dash tells it from words with a time before them.
    const std::string name = without_joints(rest);
    if (!at_ms || name == rest || !is_speaker(name)) return std::nullopt;
    return Label{name, "", at_ms};
}

void SpeakerNames::see(const Label& label) {
    if (speaker_named(label.name)) ++roles_[label.name];
    const std::string begins = lower_case(std::string(first_word(label.name)));
    if (label.at_ms || !is_one_of(kLeadIns, begins)) ++names_[label.name];
}

bool SpeakerNames::has(const Label& label) const {
    return roles_.empty() ? names_.contains(label.name) : roles_.contains(label.name);
}

}  // namespace halfstep
