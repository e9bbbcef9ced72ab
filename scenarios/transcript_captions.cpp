#include <algorithm>
#include <optional>
#include <utility>

#include "scenarios/transcript_builder.hpp"
#include "scenarios/transcript_forms.hpp"

namespace halfstep {
namespace {

struct Cue {
    int line = 0;
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0;
    std::vector<std::string> texts;  ///< its lines
};

/// What one voice says within a cue.
struct Voice {
    Label label;  ///< without a name: whoever spoke before, or somebody else
    bool another = false;
};

/// Words of a cue without <i> and the like, and with the characters that captions must escape.
std::string without_tags(std::string_view text) {
    static const std::pair<std::string_view, std::string_view> kEscapes[] = {
        {"&amp;", "&"},   {"&lt;", "<"},  {"&gt;", ">"}, {"&nbsp;", " "},
        {"&quot;", "\""}, {"&#39;", "'"}, {"&lrm;", ""}, {"&rlm;", ""}};
    std::string plain;
    for (std::size_t k = 0; k < text.size(); ++k) {
        if (text[k] == '<') {
            const std::size_t close = text.find('>', k);
            if (close != std::string_view::npos) {
                k = close;
                continue;
            }
        }
        const auto escape = std::ranges::find_if(
            kEscapes, [&](const auto& pair) { return text.substr(k).starts_with(pair.first); });
        if (escape == std::end(kEscapes)) {
            plain += text[k];
        } else {
            plain += escape->second;
            k += escape->first.size() - 1;
        }
    }
    return trimmed(plain);
}

/// "<v Dana Ito>words</v>", also with classes: "<v.loud Dana Ito>".
std::optional<Label> tagged(std::string_view text) {
    const std::size_t close = text.find('>');
    const std::size_t space = text.find(' ');
    if (close == std::string_view::npos || space > close) return std::nullopt;
    const std::string name = without_tags(text.substr(space, close - space));
    if (name.empty()) return std::nullopt;
    return Label{name, without_tags(text.substr(close + 1)), {}};
}

/// Each line of a cue, parted before every voice tag.
std::vector<std::string> parted(const Cue& cue) {
    std::vector<std::string> parts;
    for (std::string_view rest : cue.texts) {
        while (!rest.empty()) {
            std::size_t next = rest.find("<v", 1);
            next = std::min(next, rest.size());
            parts.emplace_back(rest.substr(0, next));
            rest.remove_prefix(next);
        }
    }
    return parts;
}

std::vector<Voice> voices_of(const Cue& cue, const SpeakerNames& names) {
    std::vector<Voice> voices;
    for (const std::string& part : parted(cue)) {
        std::string words = without_tags(part);
        std::optional<Label> label = part.starts_with("<v") ? tagged(part) : std::nullopt;
        if (!label) {
            label = labelled(words);
            if (label && !names.has(*label)) label.reset();
        }
        if (label) {
            voices.push_back({std::move(*label), true});
            continue;
        }
        // "- Why?" and ">> Why?" begin another voice that nobody names.
        const bool another = words.starts_with("- ") || words.starts_with(">>");
        if (another) words = trimmed(std::string_view(words).substr(2));
        if (another || voices.empty()) {
            voices.push_back({{"", std::move(words), {}}, another});
        } else if (!words.empty()) {
            std::string& before = voices.back().label.words;
            before += (before.empty() ? "" : " ") + words;
        }
    }
    return voices;
}

/// The cue whose times stand on this line; the words may follow on it behind a bracket.
Result<Cue> cue_at(const std::vector<Line>& lines, std::size_t k, const std::string& file) {
    std::string text = trimmed(lines[k].text);
    Cue cue;
    cue.line = lines[k].number;
    std::string words;
    if (text.starts_with('[')) {
        const std::size_t close = std::min(text.find(']'), text.size());
        words = trimmed(std::string_view(text).substr(std::min(close + 1, text.size())));
        text = text.substr(1, close - 1);
    }
    const std::size_t arrow = text.find("-->");
    const std::string after = trimmed(text.substr(arrow + 3));
    const auto from = clock_ms(trimmed(text.substr(0, arrow)));
    const auto until = clock_ms(after.substr(0, after.find(' ')));
    if (!from || !until) {
        return transcript_error(file, cue.line, "transcript.121", "a cue's times cannot be read",
                                "write 00:01:02.345 --> 00:01:05.000");
    }
    cue.from_ms = *from;
    cue.until_ms = std::max(*from, *until);
    if (!words.empty()) cue.texts.push_back(std::move(words));
    return cue;
}

bool has_times(const Line& line) {
    return line.text.find(" --> ") != std::string::npos;
}

struct Part {
    std::string round;  ///< a heading before the cue; empty: none
    Cue cue;
};

Result<std::vector<Part>> parts_of(const std::vector<Line>& lines, const std::string& file) {
    std::vector<Part> parts;
    std::string round;
    for (std::size_t k = 0; k < lines.size(); ++k) {
        if (lines[k].text.starts_with("NOTE #")) {
            round = heading_of(lines[k].text.substr(5)).value_or("");
        }
        if (!has_times(lines[k])) continue;
        Result<Cue> cue = cue_at(lines, k, file);
        if (!cue) return cue.error();
        const bool whole = !cue->texts.empty();
        for (; !whole && k + 1 < lines.size() && !trimmed(lines[k + 1].text).empty(); ++k) {
            if (has_times(lines[k + 1])) break;
            cue->texts.push_back(trimmed(lines[k + 1].text));
        }
        parts.push_back({std::exchange(round, ""), std::move(*cue)});
    }
    return parts;
}

void say(TranscriptBuilder& builder, const Cue& cue, Voice voice, bool named) {
    const bool goes_on = voice.label.name.empty() && named && !voice.another;
    if (goes_on && builder.continue_turn(voice.label.words, " ", cue.until_ms)) return;
    voice.label.at_ms = cue.from_ms;
    builder.begin_turn(cue.line, std::move(voice.label), cue.until_ms);
}

}  // namespace

Result<SpokenTranscript> read_captions(const std::vector<Line>& lines, const std::string& file) {
    const Result<std::vector<Part>> parts = parts_of(lines, file);
    if (!parts) return parts.error();
    SpeakerNames names;
    for (const Part& part : *parts) {
        for (const std::string& text : part.cue.texts) {
            const auto label = labelled(without_tags(text));
            if (label && !text.starts_with("<v")) names.see(*label);
        }
    }
    TranscriptBuilder builder;
    bool named = false;
    for (const Part& part : *parts) {
        if (!part.round.empty()) builder.begin_round(part.round);
        const std::vector<std::string>& texts = part.cue.texts;
        if (const auto round = texts.size() == 1 ? heading_of(texts[0]) : std::nullopt) {
            builder.begin_round(*round);
            continue;
        }
        for (Voice& voice : voices_of(part.cue, names)) {
            named = named || !voice.label.name.empty();
            say(builder, part.cue, std::move(voice), named);
        }
    }
    return builder.take();
}

}  // namespace halfstep
