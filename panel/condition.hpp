#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "panel/observation.hpp"

namespace halfstep {

/// When a follow-up applies: a small tree over what was observed in the answer so far. Written in
/// panel files as text ("no number", "mentions cache", "longer than 90 s without a decision") or as
/// {all: [...]}, {any: [...]}, {not: ...}. A value, not code.
struct Condition {
    enum class Kind {
        Always,    ///< no condition was written
        Missing,   ///< "no number": the observation is absent
        Present,   ///< "a number" / "has number": the observation is there
        Mentions,  ///< "mentions cache": the words, or their other forms, were said
        SaysWe,    ///< "says "we" throughout": actions are told without an "I"
        Longer,    ///< "longer than 90 s" or "longer than 120 words", optionally without something
        Shorter,   ///< "shorter than 30 words"
        All,
        Any,
        Not,  ///< exactly one child
    };

    Kind kind = Kind::Always;
    ObservationKind observation = ObservationKind::Decision;  ///< Missing, Present
    std::string words;                                        ///< Mentions
    std::int64_t seconds = 0;                                 ///< Longer, 0 when words are meant
    std::int64_t word_count = 0;   ///< Shorter; Longer, 0 when seconds are meant
    std::vector<Condition> parts;  ///< All, Any, Not; for Longer what must be missing (0 or 1)

    bool operator==(const Condition&) const = default;
};

/// Reads one line of a condition:
///   always | no THING | has THING | mentions WORDS | never mentions WORDS |
///   says "we" throughout | longer than N s|seconds|minutes|words [without a THING] |
///   shorter than N words
/// THING is an observation kind or a common name of one: "number", "trade-off", "rejected option".
/// @error InvalidData condition.101 with what can be written
Result<Condition> parse_condition(std::string_view text);

/// What can be observed, by its own name or a common other one: "failure mode", "trade-off".
std::optional<ObservationKind> observation_named(std::string_view text);

/// Whether no answer at all can make it hold, or every answer does, as far as its form shows: parts
/// that exclude each other, or leave nothing out.
bool never_holds(const Condition& condition);
bool always_holds(const Condition& condition);

/// The line parse_condition reads; for All, Any and Not, whose form is an object, a description.
std::string to_text(const Condition& condition);

}  // namespace halfstep
