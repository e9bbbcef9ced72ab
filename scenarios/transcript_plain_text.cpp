#include <optional>
#include <utility>

#include "scenarios/transcript_builder.hpp"
#include "scenarios/transcript_forms.hpp"

namespace halfstep {
namespace {

/// Some recorders put the time on a line of its own every few minutes.
bool is_time_alone(const std::string& line) {
    std::string text = trimmed(line);
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
        text = text.substr(1, text.size() - 2);
    }
    return clock_ms(text).has_value();
}

/// Words of a speaker nobody names, with the time before them where there is one.
Label nameless(const std::string& line) {
    std::string_view rest = line;
    if (rest.starts_with('[')) rest.remove_prefix(1);
    const std::optional<Clock> clock = clock_at_start(rest);
    if (!clock) return {"", line, {}};
    rest.remove_prefix(clock->length);
    if (rest.starts_with(']')) rest.remove_prefix(1);
    return {"", trimmed(rest), clock->ms};
}

}  // namespace

SpokenTranscript read_plain_text(const std::vector<Line>& lines) {
    TranscriptBuilder builder;
    SpeakerNames names;
    for (const Line& line : lines) {
        if (const std::optional<Label> label = labelled(line.text)) names.see(*label);
    }
    bool gap = true;
    for (const Line& line : lines) {
        const bool blank = trimmed(line.text).empty();
        std::optional<Label> label = labelled(line.text);
        if (const auto round = heading_of(line.text)) {
            builder.begin_round(*round);
            gap = true;
            continue;
        }
        if (is_time_alone(line.text)) continue;
        if (label && names.has(*label)) {
            builder.begin_turn(line.number, std::move(*label));
        } else if (!blank && (!builder.begun() || (names.empty() && gap))) {
            builder.begin_turn(line.number, nameless(line.text));
        } else if (!blank && names.empty() && nameless(line.text).at_ms) {
            builder.begin_turn(line.number, nameless(line.text));
        } else if (builder.begun()) {
            builder.continue_turn(line.text, "\n");
        }
        gap = blank;
    }
    return builder.take();
}

}  // namespace halfstep
