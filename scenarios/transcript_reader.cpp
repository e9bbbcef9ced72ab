#include "scenarios/transcript_reader.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "panel/json.hpp"

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

std::optional<Speaker> speaker_named(const std::string& name) {
    const std::string word = lower(trimmed(name));
    if (word == "interviewer" || word == "q") return Speaker::Interviewer;
    if (word == "candidate" || word == "a") return Speaker::Candidate;
    return std::nullopt;
}

/// "Candidate: so I..." as the speaker and where the words begin.
std::optional<std::pair<Speaker, std::string>> spoken(const std::string& line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || colon > 20) return std::nullopt;
    const std::optional<Speaker> speaker = speaker_named(line.substr(0, colon));
    if (!speaker) return std::nullopt;
    return std::pair(*speaker, trimmed(std::string_view(line).substr(colon + 1)));
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
        const auto same = std::ranges::find(transcript_.rounds, id, &RoundRecord::round);
        if (same == transcript_.rounds.end()) transcript_.rounds.push_back({id, {}});
        round_ = id;
    }

    void begin_turn(Speaker speaker, std::string text, std::optional<std::int64_t> at_ms = {},
                    std::optional<std::int64_t> until_ms = {}) {
        std::vector<Turn>& turns = current();
        // Captions cut one turn into many cues.
        if (at_ms && !turns.empty() && turns.back().speaker == speaker && turns.back().at_ms) {
            turns.back().text += " " + text;
            turns.back().until_ms = until_ms;
            return;
        }
        Turn turn;
        turn.speaker = speaker;
        turn.text = std::move(text);
        turn.at_ms = at_ms;
        turn.until_ms = until_ms;
        turns.push_back(std::move(turn));
    }

    bool continue_turn(const std::string& line) {
        std::vector<Turn>& turns = current();
        if (turns.empty()) return false;
        std::string& text = turns.back().text;
        text += (text.empty() ? "" : "\n") + line;
        return true;
    }

    Transcript take() {
        for (RoundRecord& record : transcript_.rounds) {
            for (Turn& turn : record.turns) turn.text = trimmed(turn.text);
        }
        return std::move(transcript_);
    }

private:
    std::vector<Turn>& current() {
        if (round_.empty()) begin_round("interview");
        return std::ranges::find(transcript_.rounds, round_, &RoundRecord::round)->turns;
    }

    Transcript transcript_;
    std::string round_;
};

/// "00:01:02.345" or "01:02,345" in milliseconds.
std::optional<std::int64_t> time_ms(std::string text) {
    std::ranges::replace(text, ',', '.');
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    int milli = 0;
    if (std::sscanf(text.c_str(), "%d:%d:%d.%d", &hours, &minutes, &seconds, &milli) != 4) {
        hours = 0;
        if (std::sscanf(text.c_str(), "%d:%d.%d", &minutes, &seconds, &milli) != 3) {
            return std::nullopt;
        }
    }
    if (hours < 0 || hours > 24 || minutes < 0 || seconds < 0 || milli < 0) return std::nullopt;
    return ((hours * 60LL + minutes) * 60 + seconds) * 1000 + milli;
}

/// The speaker and words of a cue: "<v Candidate>words</v>" or "Candidate: words".
std::optional<std::pair<Speaker, std::string>> cue_speaker(std::string text) {
    if (!text.starts_with("<v")) return spoken(text);
    const std::size_t close = text.find('>');
    if (close == std::string::npos) return std::nullopt;
    std::string name = text.substr(2, close - 2);
    // "<v.loud Candidate>" carries classes before the name.
    const std::size_t space = name.rfind(' ');
    if (space != std::string::npos) name = name.substr(space + 1);
    const std::optional<Speaker> speaker = speaker_named(name);
    if (!speaker) return std::nullopt;
    std::string words = text.substr(close + 1);
    const std::size_t end = words.find("</v>");
    if (end != std::string::npos) words.erase(end);
    return std::pair(*speaker, trimmed(words));
}

/// WebVTT and SRT differ in their heads and in the comma of their times only.
Result<Transcript> read_captions(const std::vector<Line>& lines, const std::string& file) {
    Builder builder;
    for (std::size_t k = 0; k < lines.size(); ++k) {
        const std::string& line = lines[k].text;
        if (line.starts_with("NOTE # ")) builder.begin_round(trimmed(line.substr(7)));
        const std::size_t arrow = line.find("-->");
        if (arrow == std::string::npos) continue;
        const std::string after = trimmed(line.substr(arrow + 3));
        const auto from = time_ms(trimmed(line.substr(0, arrow)));
        const auto until = time_ms(after.substr(0, after.find(' ')));
        if (!from || !until) {
            return wrong(file, lines[k].number, "transcript.121", "a cue's times cannot be read",
                         "write 00:01:02.345 --> 00:01:05.000");
        }
        std::string text;
        std::size_t next = k + 1;
        for (; next < lines.size() && !trimmed(lines[next].text).empty(); ++next) {
            text += (text.empty() ? "" : " ") + trimmed(lines[next].text);
        }
        if (text.starts_with("# ")) {
            builder.begin_round(lower(trimmed(text.substr(2))));
        } else if (const auto said = cue_speaker(text)) {
            builder.begin_turn(said->first, said->second, from, until);
        } else if (!builder.continue_turn(text)) {
            return wrong(file, lines[k].number, "transcript.122", "nobody is named as speaking",
                         "start the cue with <v Interviewer> or <v Candidate>, or with "
                         "\"Candidate:\"");
        }
        k = next;
    }
    return builder.take();
}

Result<Transcript> read_plain(const std::vector<Line>& lines, const std::string& file) {
    Builder builder;
    for (const Line& line : lines) {
        if (line.text.starts_with("# ")) {
            builder.begin_round(lower(trimmed(line.text.substr(2))));
        } else if (const auto said = spoken(line.text)) {
            builder.begin_turn(said->first, said->second);
        } else if (!builder.continue_turn(line.text) && !trimmed(line.text).empty()) {
            return wrong(file, line.number, "transcript.120", "words before anybody speaks",
                         "start a turn with \"Interviewer:\" or \"Candidate:\", a round with "
                         "\"# behavioral\"");
        }
    }
    return builder.take();
}

}  // namespace

Result<Transcript> read_transcript(std::string_view text, const std::string& file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) {
        return wrong(file, 1, "transcript.123", "the file is empty", "give at least one turn");
    }
    if (text[start] == '{') {
        const Result<nlohmann::json> value = parse_json(text);
        Result<Transcript> transcript =
            value ? transcript_from_json(*value) : Result<Transcript>(value.error());
        if (transcript) return transcript;
        Error error = transcript.error();
        error.where = file + (error.where.empty() ? "" : ": " + error.where);
        return error;
    }
    const std::vector<Line> lines = lines_of(text);
    const bool captions = std::ranges::any_of(
        lines, [](const Line& line) { return line.text.find(" --> ") != std::string::npos; });
    Result<Transcript> transcript = captions ? read_captions(lines, file) : read_plain(lines, file);
    if (transcript && transcript->rounds.empty()) {
        return wrong(file, 1, "transcript.123", "nobody speaks in it",
                     "start a turn with \"Interviewer:\" or \"Candidate:\"");
    }
    return transcript;
}

}  // namespace halfstep
