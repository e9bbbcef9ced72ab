#include "scenarios/starting_panel.hpp"

#include <algorithm>
#include <string_view>

#include "base/utf8.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kNameBytesMax = 64;
constexpr std::size_t kShortPoints = 60;

/// "senior-data" as "Senior data".
std::string title_of(std::string name) {
    std::ranges::replace(name, '-', ' ');
    if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

/// One line of a text, cut at a word, for a comment.
std::string shortened(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    if (code_point_count(text) <= kShortPoints) return text;
    const std::string_view kept = slice(text, {0, kShortPoints});
    const std::size_t space = kept.rfind(' ');
    return std::string(kept.substr(0, space == std::string_view::npos ? kept.size() : space)) +
           " ...";
}

std::string listed(const std::vector<std::string>& words) {
    std::string list;
    for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
    return "[" + list + "]";
}

std::string signals_part(const PanelSpec& base) {
    std::string text =
        "# What is rated. Name a signal and write only what differs. A floor is the lowest rating\n"
        "# that passes; weights are per mille and add up to 1000 at each level.\n"
        "#\n"
        "# signals:\n";
    const std::string& passes = base.scale.labels[base.scale.bar].label;
    for (const SignalSpec& signal : base.signals) {
        text += "#   - id: " + signal.id + "\n";
        text += "#     floors: {" + base.target_level + ": " + passes + "}\n";
    }
    return text +
           "#     vocabulary:              # your own words, read as evidence\n"
           "#       - backpressure\n"
           "#       - {words: [shadow read, dark launch], means: test}\n\n";
}

std::string seats_part(const PanelSpec& base) {
    std::string text =
        "# Who interviews. A persona is a preset (even, warm, skeptic, stern, quiet, hurried,\n"
        "# dominant, bar_raiser), or numbers over one. kind: human leaves the seat to a person.\n"
        "#\n"
        "# seats:\n";
    for (const SeatSpec& seat : base.seats) {
        text += "#   - {id: " + seat.id + ", persona: {preset: skeptic, warmth: 0.6}}\n";
    }
    return text;
}

std::string rounds_part(const PanelSpec& base) {
    if (base.rounds.empty()) return "";
    std::string text =
        "\n# What is asked, in this order. A list of questions is replaced as a whole.\n"
        "# {id: X, remove: true} takes a round, seat or question out.\n"
        "#\n"
        "# rounds:\n";
    for (const RoundSpec& round : base.rounds) {
        text += "#   - id: " + round.id + "\n";
        text += "#     minutes: " + std::to_string(round.minutes) + "\n";
        text += "#     questions: " + listed(round.questions) + "\n";
    }
    text += "#\n# The questions of " + base.name + ":\n";
    for (const QuestionSpec& question : base.questions) {
        text += "#   " + question.id + ": " + shortened(question.ask) + "\n";
    }
    return text;
}

std::string questions_part(const PanelSpec& base) {
    return "\n# A question of your own. Put it into a round above. Prose stands on a line of its "
           "own.\n"
           "#\n"
           "# questions:\n"
           "#   - id: my-question\n"
           "#     ask: What would you build first, and what would you leave out?\n"
           "#     signals: [" +
           base.signals[0].id +
           "]\n"
           "#     looks_for:\n"
           "#       - {point: something is left out on purpose, ways: [not yet, we skip]}\n"
           "#     follow_ups:\n"
           "#       - when: no number\n"
           "#         ask: How large is it?\n"
           "#       - when: {all: [mentions cache, no failure mode]}\n"
           "#         ask: What happens when the cache is empty?\n";
}

}  // namespace

Result<Done> check_new_name(const std::string& name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    const bool sound = !name.empty() && name.size() <= kNameBytesMax && plain(name[0]) &&
                       std::ranges::all_of(name, [&](char c) { return plain(c) || c == '-'; });
    if (sound) return Done{};
    return Error{ErrorCode::InvalidArgument, "panel.150",
                 "\"" + name.substr(0, kNameBytesMax) + "\" cannot be a panel's name", "",
                 "lower-case letters, digits and '-', such as senior-data"};
}

std::string starting_panel(const std::string& name, const PanelSpec& base) {
    return "# " + title_of(name) + ": builds on " + base.name +
           ". What is not written here is as it is there.\n"
           "# Check it:  halfstep check " +
           name +
           ".panel.yaml\n"
           "# Try it:    halfstep try " +
           name +
           ".panel.yaml\n"
           "format: halfstep/panel\n"
           "version: 1\n"
           "name: " +
           name + "\ntitle: " + title_of(name) + "\nextends: " + base.name +
           "\ntarget_level: " + base.target_level + "        # one of " + listed(base.ladder) +
           "\n\n" + signals_part(base) + seats_part(base) + rounds_part(base) +
           questions_part(base) +
           "\n# How ratings become a decision; see halfstep policies.\n"
           "#\n"
           "# policy: " +
           base.policy.id + "\n";
}

}  // namespace halfstep
