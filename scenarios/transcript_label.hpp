#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "panel/transcript.hpp"

namespace halfstep {

/// The role that a name is itself: "Interviewer", "Interviewer 2", "Q", "Candidate (Sam)", "A".
std::optional<Speaker> speaker_named(const std::string& name);

/// A line that names who speaks.
struct Label {
    std::string name;
    std::string words;  ///< on the same line; may be empty
    std::optional<std::int64_t> at_ms;
};

/// The forms in which people and recorders write a speaker:
/// "Dana Ito: so I...", "**Dana Ito:** so I...", ">> DANA: so I...", each with a time before it or
/// behind the name; and alone on a line "Dana Ito  1:02", "Dana Ito (1:02)", "[Dana Ito] 11:00:02",
/// "0:05 - Dana Ito".
std::optional<Label> labelled(std::string_view line);

/// Which of the labels of a file are speakers. Where the roles' own words are used they alone are;
/// else every name is, but for what people put before a colon when they tell a story ("Result:").
class SpeakerNames {
public:
    void see(const Label& label);
    bool has(const Label& label) const;
    bool empty() const { return roles_.empty() && names_.empty(); }

private:
    std::map<std::string, int> roles_;
    std::map<std::string, int> names_;
};

}  // namespace halfstep
