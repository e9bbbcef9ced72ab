#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"

namespace halfstep {

enum class Speaker { Interviewer, Candidate };
enum class TurnKind { Speech, Code, Run, Drawing };

struct Turn {
    Speaker speaker = Speaker::Candidate;
    TurnKind kind = TurnKind::Speech;
    std::string text;                   ///< UTF-8, exactly as said
    std::optional<std::int64_t> at_ms;  ///< when it began; absent: nothing follows from time
    std::optional<std::int64_t> until_ms;
    std::string question;  ///< interviewer: id of a panel question, may be empty
    std::string move;      ///< interviewer: see MoveKind, may be empty
};

/// One round as it was spoken. Turns count from 0, interviewer's included.
struct RoundRecord {
    std::string round;
    std::vector<Turn> turns;
};

struct Transcript {
    std::vector<RoundRecord> rounds;

    const RoundRecord* find_round(std::string_view id) const;
};

}  // namespace halfstep
