#include "scenarios/transcript_reader.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "base/utf8.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

struct Line {
    int number = 0;
    std::string text;
};

std::string trimmed(std::string_view text) {
    const auto space = [](unsigned char byte) { return std::isspace(byte) != 0; };
    while (!text.empty() && space(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && space(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return std::string(text);
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char byte) {
        return static_cast<char>(std::tolower(byte));
    });
    return text;
}

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back({++number, std::string(line)});
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

/// "00:01:02.345", "01:02,345" or, where a line names a speaker, "1:02" in milliseconds.
std::optional<std::int64_t> time_ms(std::string text, bool whole_seconds = false) {
    std::ranges::replace(text, ',', '.');
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    int milli = 0;
    const char* given = text.c_str();
    if (std::sscanf(given, "%d:%d:%d.%d", &hours, &minutes, &seconds, &milli) != 4) {
        milli = 0;
        const int read = std::sscanf(given, "%d:%d:%d", &hours, &minutes, &seconds);
        if (read == 2 || (read == 3 && !whole_seconds)) {
            seconds = minutes;
            minutes = hours;
            hours = 0;
            const bool exact = std::sscanf(given, "%d:%d.%d", &minutes, &seconds, &milli) == 3;
            if (!exact && !whole_seconds) return std::nullopt;
        } else if (read != 3) {
            return std::nullopt;
        }
    }
    if (hours < 0 || hours > 24 || minutes < 0 || seconds < 0 || milli < 0) return std::nullopt;
    return ((hours * 60LL + minutes) * 60 + seconds) * 1000 + milli;
}

/// A line or cue that names who speaks.
struct Label {
    std::string name;
    std::string words;
    std::optional<std::int64_t> at_ms;
};

constexpr std::size_t kNameBytesMax = 40;

/// A person's name or "Speaker 1": a capital or a digit first in each word, at most four words.
bool is_name(const std::string& text) {
    if (text.empty() || text.size() > kNameBytesMax) return false;
    int words = 0;
    bool begins = true;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (begins && (std::islower(byte) || std::ispunct(byte)) && c != '(') return false;
        if (begins) ++words;
        begins = c == ' ';
        if (std::ispunct(byte) && std::string_view(".'-()_").find(c) == std::string_view::npos)
            return false;
    }
    return words <= 4;
}

/// "Dana Ito: so I...", with or without "[00:01:02]" before it, or "Dana Ito  1:02" alone on a
/// line.
std::optional<Label> labelled(const std::string& line) {
    Label label;
    std::string rest = trimmed(line);
    const std::size_t time_end = rest.find_first_not_of("[](0123456789:.,)");
    if (time_end != 0 && time_end != std::string::npos) {
        std::string time = trimmed(rest.substr(0, time_end));
        std::erase_if(time, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')'; });
        label.at_ms = time_ms(time, true);
        if (label.at_ms) rest = trimmed(rest.substr(time_end));
    }
    const std::size_t gap = rest.find("  ");
    if (gap != std::string::npos && gap <= kNameBytesMax && !label.at_ms) {
        const std::string after = trimmed(rest.substr(gap));
        const bool only_time = after.find_first_not_of("0123456789:") == std::string::npos;
        label.at_ms = only_time ? time_ms(after, true) : std::nullopt;
        label.name = trimmed(rest.substr(0, gap));
        if (label.at_ms && is_name(label.name)) return label;
        label.at_ms.reset();
    }
    const std::size_t colon = rest.find(':');
    if (colon == std::string::npos || colon > kNameBytesMax) return std::nullopt;
    label.name = trimmed(rest.substr(0, colon));
    label.words = trimmed(std::string_view(rest).substr(colon + 1));
    if (!speaker_named(label.name) && !is_name(label.name)) return std::nullopt;
    return label;
}

Error wrong(const std::string& file, int line, const char* id, std::string message,
            std::string hint) {
    return Error{ErrorCode::InvalidData, id, std::move(message),
                 file + ":" + std::to_string(std::max(line, 1)), std::move(hint)};
}

/// Rounds filled turn by turn; words without a heading go to a round called "interview".
class Builder {
public:
    void begin_round(const std::string& id) {
        const auto same = std::ranges::find(rounds_, id, &SpokenRound::round);
        if (same == rounds_.end()) rounds_.push_back({id, {}});
        round_ = id;
    }

    void begin_turn(int line, Label label, std::optional<std::int64_t> until_ms = {}) {
        std::vector<SpokenTurn>& turns = current();
        // Captions cut one turn into many cues.
        if (until_ms && !label.name.empty() && !turns.empty() && turns.back().name == label.name &&
            turns.back().turn.until_ms) {
            turns.back().turn.text += " " + label.words;
            turns.back().turn.until_ms = until_ms;
            return;
        }
        SpokenTurn spoken;
        spoken.line = line;
        spoken.name = std::move(label.name);
        spoken.turn.text = std::move(label.words);
        spoken.turn.at_ms = label.at_ms;
        spoken.turn.until_ms = until_ms;
        turns.push_back(std::move(spoken));
    }

    bool continue_turn(const std::string& words, const char* joined_by) {
        std::vector<SpokenTurn>& turns = current();
        if (turns.empty()) return false;
        std::string& text = turns.back().turn.text;
        text += (text.empty() ? "" : joined_by) + words;
        return true;
    }

    bool begun() { return !rounds_.empty() && !current().empty(); }

    SpokenTranscript take() {
        for (SpokenRound& round : rounds_) {
            for (SpokenTurn& spoken : round.turns) spoken.turn.text = trimmed(spoken.turn.text);
        }
        std::erase_if(rounds_, [](const SpokenRound& round) { return round.turns.empty(); });
        return {std::move(rounds_)};
    }

private:
    std::vector<SpokenTurn>& current() {
        if (round_.empty()) begin_round("interview");
        return std::ranges::find(rounds_, round_, &SpokenRound::round)->turns;
    }

    std::vector<SpokenRound> rounds_;
    std::string round_;
};

/// Words of a cue without <i> and the like, and with the characters that captions must escape.
std::string without_tags(const std::string& text) {
    static const std::pair<std::string_view, std::string_view> kEscapes[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", " "}};
    std::string plain;
    for (std::size_t k = 0; k < text.size(); ++k) {
        if (text[k] == '<') {
            const std::size_t close = text.find('>', k);
            if (close != std::string::npos) {
                k = close;
                continue;
            }
        }
        const auto escape = std::ranges::find_if(kEscapes, [&](const auto& pair) {
            return text.compare(k, pair.first.size(), pair.first) == 0;
        });
        if (escape == std::end(kEscapes)) {
            plain += text[k];
        } else {
            plain += escape->second;
            k += escape->first.size() - 1;
        }
    }
    return trimmed(plain);
}

/// The speaker and words of a cue: "<v Dana Ito>words</v>" or "Dana Ito: words".
std::optional<Label> cue_label(const std::string& text) {
    if (!text.starts_with("<v")) return labelled(without_tags(text));
    const std::size_t close = text.find('>');
    // "<v.loud Dana Ito>" carries classes before the name.
    const std::size_t space = text.find(' ');
    if (close == std::string::npos || space == std::string::npos || space > close) {
        return std::nullopt;
    }
    Label label;
    label.name = trimmed(text.substr(space, close - space));
    label.words = without_tags(text.substr(close + 1));
    return label;
}

/// WebVTT and SRT differ in their heads and in the comma of their times only.
Result<SpokenTranscript> read_captions(const std::vector<Line>& lines, const std::string& file) {
    Builder builder;
    bool named = false;
    for (std::size_t k = 0; k < lines.size(); ++k) {
        const std::string& line = lines[k].text;
        if (line.starts_with("NOTE # ")) builder.begin_round(lower(trimmed(line.substr(7))));
        const std::size_t arrow = line.find("-->");
        if (arrow == std::string::npos) continue;
        const int number = lines[k].number;
        const std::string after = trimmed(line.substr(arrow + 3));
        const auto from = time_ms(trimmed(line.substr(0, arrow)));
        const auto until = time_ms(after.substr(0, after.find(' ')));
        if (!from || !until) {
            return wrong(file, number, "transcript.121", "a cue's times cannot be read",
                         "write 00:01:02.345 --> 00:01:05.000");
        }
        std::string text;
        std::size_t next = k + 1;
        for (; next < lines.size() && !trimmed(lines[next].text).empty(); ++next) {
            text += (text.empty() ? "" : " ") + trimmed(lines[next].text);
        }
        if (text.starts_with("# ")) {
            builder.begin_round(lower(trimmed(text.substr(2))));
        } else if (auto label = cue_label(text)) {
            named = true;
            label->at_ms = from;
            builder.begin_turn(number, std::move(*label), until);
        } else if (!named || !builder.continue_turn(without_tags(text), " ")) {
            builder.begin_turn(number, {"", without_tags(text), from}, until);
        }
        k = next;
    }
    return builder.take();
}

/// The names that start turns: the roles' own words where they are used, else what stands before
/// a colon more than once or at the very beginning.
std::map<std::string, int> names_in(const std::vector<Line>& lines) {
    std::map<std::string, int> roles;
    std::map<std::string, int> names;
    for (const Line& line : lines) {
        const std::optional<Label> label = labelled(line.text);
        if (!label) continue;
        if (speaker_named(label->name)) ++roles[label->name];
        names[label->name] += names.empty() || label->at_ms ? 2 : 1;
    }
    if (!roles.empty()) return roles;
    std::erase_if(names, [](const auto& name) { return name.second < 2; });
    return names;
}

SpokenTranscript read_plain(const std::vector<Line>& lines) {
    Builder builder;
    const std::map<std::string, int> names = names_in(lines);
    bool gap = true;
    for (const Line& line : lines) {
        std::optional<Label> label = labelled(line.text);
        const bool blank = trimmed(line.text).empty();
        if (line.text.starts_with("# ")) {
            builder.begin_round(lower(trimmed(line.text.substr(2))));
        } else if (label && names.contains(label->name)) {
            builder.begin_turn(line.number, std::move(*label));
        } else if (!blank && names.empty() && gap) {
            builder.begin_turn(line.number, {"", line.text, {}});
        } else if (!builder.begun() && !blank) {
            builder.begin_turn(line.number, {"", line.text, {}});
        } else if (builder.begun()) {
            builder.continue_turn(line.text, "\n");
        }
        gap = blank || line.text.starts_with("# ");
    }
    return builder.take();
}

/// What speech recognisers write: a list of {speaker, text, start, end}, seconds, alone or under
/// "segments".
Result<SpokenTranscript> read_segments(const nlohmann::json& list, const std::string& file) {
    Builder builder;
    for (std::size_t k = 0; k < list.size(); ++k) {
        JsonReader reader(list[k], "/" + std::to_string(k), "transcript");
        Label label;
        label.name = reader.text_or("speaker", "");
        label.words = trimmed(reader.text("text"));
        const auto ms = [&](const char* key) -> std::optional<std::int64_t> {
            const auto seconds = reader.optional_number(key, 0, 86'400);
            if (!seconds) return std::nullopt;
            return static_cast<std::int64_t>(*seconds * 1000);
        };
        label.at_ms = ms("start");
        const auto until_ms = ms("end");
        if (!reader.ok()) {
            Error error = reader.error();
            error.where = file + ": " + error.where;
            return error;
        }
        builder.begin_turn(1, std::move(label), until_ms);
    }
    return builder.take();
}

SpokenTranscript spoken_of(const Transcript& transcript) {
    SpokenTranscript spoken;
    for (const RoundRecord& record : transcript.rounds) {
        SpokenRound round{record.round, {}};
        for (const Turn& turn : record.turns) {
            const bool asks = turn.speaker == Speaker::Interviewer;
            round.turns.push_back({1, asks ? "interviewer" : "candidate", turn});
        }
        spoken.rounds.push_back(std::move(round));
    }
    return spoken;
}

Result<SpokenTranscript> read_json(std::string_view text, const std::string& file) {
    const Result<nlohmann::json> value = parse_json(text);
    if (value && value->is_array()) return read_segments(*value, file);
    if (value && value->is_object() && value->contains("segments") &&
        (*value)["segments"].is_array()) {
        return read_segments((*value)["segments"], file);
    }
    const Result<Transcript> transcript =
        value ? transcript_from_json(*value) : Result<Transcript>(value.error());
    if (transcript) return spoken_of(*transcript);
    Error error = transcript.error();
    error.where = file + (error.where.empty() ? "" : ": " + error.where);
    return error;
}

}  // namespace

std::optional<Speaker> speaker_named(const std::string& name) {
    const std::string word = lower(trimmed(name));
    if (word == "interviewer" || word == "q") return Speaker::Interviewer;
    if (word == "candidate" || word == "a") return Speaker::Candidate;
    return std::nullopt;
}

Result<SpokenTranscript> read_spoken(std::string_view text, const std::string& file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) {
        return wrong(file, 1, "transcript.123", "the file is empty", "give at least one turn");
    }
    if (!is_utf8(text)) {
        return wrong(file, 1, "transcript.124", "not UTF-8", "save it as UTF-8 text");
    }
    if (text[start] == '{' || (text[start] == '[' && text.find('{') != std::string_view::npos)) {
        return read_json(text, file);
    }
    const std::vector<Line> lines = lines_of(text);
    const bool captions = std::ranges::any_of(
        lines, [](const Line& line) { return line.text.find(" --> ") != std::string::npos; });
    return captions ? read_captions(lines, file) : read_plain(lines);
}

Result<Transcript> with_speakers(const SpokenTranscript& spoken,
                                 const std::map<std::string, Speaker>& speakers,
                                 const std::string& file) {
    Transcript transcript;
    for (const SpokenRound& round : spoken.rounds) {
        RoundRecord record{round.round, {}};
        for (const SpokenTurn& said : round.turns) {
            const auto given = speakers.find(said.name);
            const std::optional<Speaker> speaker =
                given != speakers.end() ? given->second : speaker_named(said.name);
            if (said.name.empty() && !speaker) {
                const bool timed = said.turn.at_ms.has_value();
                return timed
                           ? wrong(file, said.line, "transcript.122", "nobody is named as speaking",
                                   "start the cue with <v Interviewer> or <v Candidate>, or with "
                                   "\"Candidate:\"")
                           : wrong(file, said.line, "transcript.120", "words before anybody speaks",
                                   "start a turn with \"Interviewer:\" or \"Candidate:\", a round "
                                   "with \"# behavioral\"");
            }
            if (!speaker) {
                return wrong(file, said.line, "transcript.125",
                             "\"" + said.name + "\" may be interviewer or candidate",
                             "say which, or name the speakers Interviewer and Candidate");
            }
            record.turns.push_back(said.turn);
            record.turns.back().speaker = *speaker;
        }
        transcript.rounds.push_back(std::move(record));
    }
    if (transcript.rounds.empty()) {
        return wrong(file, 1, "transcript.123", "nobody speaks in it",
                     "start a turn with \"Interviewer:\" or \"Candidate:\"");
    }
    return transcript;
}

Result<Transcript> read_transcript(std::string_view text, const std::string& file) {
    const Result<SpokenTranscript> spoken = read_spoken(text, file);
    return spoken ? with_speakers(*spoken, {}, file) : Result<Transcript>(spoken.error());
}

}  // namespace halfstep
