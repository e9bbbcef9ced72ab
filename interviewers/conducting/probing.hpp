#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "interviewers/conducting/round_course.hpp"
#include "interviewers/conducting/wording.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// What is needed to choose the next probe of the open question.
struct Probing {
    const SeatView& view;
    const RoundSpec& round;
    const RoundRecord& record;
    const RoundCourse& course;
    std::uint64_t seed;
};

/// A follow-up to the open question.
Move follow_up(const Probing& probing, std::string text, std::optional<ObservationKind> gap);

/// Something said within the open question that asks for nothing new.
Move reply(const Probing& probing, std::string text, std::string reason);

/// What the file gives to whoever asks for it ("has a clarifying question"), once.
std::optional<Move> requirement_asked_for(const Probing& probing);

/// The follow-up that would teach most; nothing when no gap is left that is worth a try.
std::optional<Move> next_follow_up(const Probing& probing);

/// The file's challenge to a choice; only one a question, and only where something was claimed.
std::optional<Move> next_challenge(const Probing& probing);

/// "no number after two probes, dropped; needed prompting", or empty.
std::string dropped_gaps(const Probing& probing);

/// The wordings the interviewer has used in this round.
std::set<std::string> said_before(const RoundRecord& record, const Wordings& wordings);

/// The candidate's own words to take up, exactly as said; empty when none would serve. Never words
/// that address the interviewer or hand the question back.
std::string words_to_take_up(const RoundCourse& course, const RoundRecord& record,
                             std::optional<ObservationKind> gap);

}  // namespace halfstep
