#include "scenarios/transcript_reader.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"
#include "scenarios/transcript_forms.hpp"
#include "scenarios/transcript_label.hpp"

namespace halfstep {
namespace {

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
    for (const char* key : {"segments", "utterances"}) {
        if (value && value->is_object() && value->contains(key) && (*value)[key].is_array()) {
            return read_segments((*value)[key], file);
        }
    }
    const Result<Transcript> transcript =
        value ? transcript_from_json(*value) : Result<Transcript>(value.error());
    if (transcript) return spoken_of(*transcript);
    Error error = transcript.error();
    error.where = file + (error.where.empty() ? "" : ": " + error.where);
    return error;
}

}  // namespace

Error transcript_error(const std::string& file, int line, const char* id, std::string message,
                       std::string hint) {
    return Error{ErrorCode::InvalidData, id, std::move(message),
                 file + ":" + std::to_string(std::max(line, 1)), std::move(hint)};
}

Result<SpokenTranscript> read_spoken(std::string_view text, const std::string& file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) {
        return transcript_error(file, 1, "transcript.123", "the file is empty",
                                "give at least one turn");
    }
    if (!is_utf8(text)) {
        return transcript_error(file, 1, "transcript.124", "not UTF-8", "save it as UTF-8 text");
    }
    const std::size_t inner = text.find_first_not_of(" \t\r\n", start + 1);
    const bool list = text[start] == '[' && inner != std::string_view::npos && text[inner] == '{';
    if (text[start] == '{' || list) return read_json(text, file);
    const std::vector<Line> lines = lines_of(text);
    const bool captions = std::ranges::any_of(
        lines, [](const Line& line) { return line.text.find(" --> ") != std::string::npos; });
    return captions ? read_captions(lines, file) : read_plain_text(lines);
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
                return timed ? transcript_error(
                                   file, said.line, "transcript.122", "nobody is named as speaking",
                                   "start the cue with <v Interviewer> or <v Candidate>, or with "
                                   "\"Candidate:\"")
                             : transcript_error(
                                   file, said.line, "transcript.120", "words before anybody speaks",
                                   "start a turn with \"Interviewer:\" or \"Candidate:\", a round "
                                   "with \"# behavioral\"");
            }
            if (!speaker) {
                return transcript_error(
                    file, said.line, "transcript.125",
                    "\"" + said.name + "\" may be interviewer or candidate",
                    "say which, or name the speakers Interviewer and Candidate");
            }
            record.turns.push_back(said.turn);
            record.turns.back().speaker = *speaker;
        }
        transcript.rounds.push_back(std::move(record));
    }
    if (transcript.rounds.empty()) {
        return transcript_error(file, 1, "transcript.123", "nobody speaks in it",
                                "start a turn with \"Interviewer:\" or \"Candidate:\"");
    }
    return transcript;
}

Result<Transcript> read_transcript(std::string_view text, const std::string& file) {
    const Result<SpokenTranscript> spoken = read_spoken(text, file);
    return spoken ? with_speakers(*spoken, {}, file) : Result<Transcript>(spoken.error());
}

}  // namespace halfstep
