#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/transcript_label.hpp"
#include "scenarios/transcript_reader.hpp"

namespace halfstep {

/// Fills rounds turn by turn; words without a heading go to a round called "interview".
class TranscriptBuilder {
public:
    /// The round of this name goes on where it has begun before.
    void begin_round(const std::string& id);

    /// Captions cut one turn into many cues: with a time it ends at, the same speaker goes on.
    void begin_turn(int line, Label label, std::optional<std::int64_t> until_ms = {});

    /// Adds to the turn that is open. False when none is.
    bool continue_turn(std::string_view words, const char* joined_by,
                       std::optional<std::int64_t> until_ms = {});

    /// A turn is open in this round.
    bool begun();

    /// The rounds in which something was said.
    SpokenTranscript take();

private:
    std::vector<SpokenTurn>& current();

    std::vector<SpokenRound> rounds_;
    std::string round_;
};

}  // namespace halfstep
