#include "scenarios/transcript_builder.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/transcript_lines.hpp"

namespace halfstep {

void TranscriptBuilder::begin_round(const std::string& id) {
    const auto same = std::ranges::find(rounds_, id, &SpokenRound::round);
    if (same == rounds_.end()) rounds_.push_back({id, {}});
    round_ = id;
}

void TranscriptBuilder::begin_turn(int line, Label label, std::optional<std::int64_t> until_ms) {
    std::vector<SpokenTurn>& turns = current();
    if (until_ms && !label.name.empty() && !turns.empty() && turns.back().name == label.name &&
        turns.back().turn.until_ms) {
        continue_turn(label.words, " ", until_ms);
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

bool TranscriptBuilder::continue_turn(std::string_view words, const char* joined_by,
                                      std::optional<std::int64_t> until_ms) {
    std::vector<SpokenTurn>& turns = current();
    if (turns.empty()) return false;
    Turn& turn = turns.back().turn;
    if (!turn.text.empty()) turn.text += joined_by;
    turn.text += words;
    if (until_ms) turn.until_ms = until_ms;
    return true;
}

bool TranscriptBuilder::begun() {
    return !rounds_.empty() && !current().empty();
}

SpokenTranscript TranscriptBuilder::take() {
    for (SpokenRound& round : rounds_) {
        for (SpokenTurn& spoken : round.turns) spoken.turn.text = trimmed(spoken.turn.text);
        // A recorder's cue without words is no turn; a name alone may have been meant as one.
        std::erase_if(round.turns, [](const SpokenTurn& spoken) {
            return spoken.turn.text.empty() && spoken.turn.until_ms;
        });
    }
    std::erase_if(rounds_, [](const SpokenRound& round) { return round.turns.empty(); });
    return {std::move(rounds_)};
}

std::vector<SpokenTurn>& TranscriptBuilder::current() {
    if (round_.empty()) begin_round("interview");
    return std::ranges::find(rounds_, round_, &SpokenRound::round)->turns;
}

}  // namespace halfstep
