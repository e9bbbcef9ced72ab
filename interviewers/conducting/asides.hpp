#pragma once

#include <optional>

#include "interviewers/conducting/probing.hpp"

namespace halfstep {

/// What a candidate says that is no answer, but asks something of the interviewer.
enum class Aside {
    WantsTime,    ///< "can I have a minute?"
    WantsRepeat,  ///< "could you say that again?"
    AsksBack,     ///< nothing but questions about the task
    AsksAboutUs,  ///< nothing but questions about the interviewer or the company
    DoesNotKnow,  ///< "no idea"
};

/// Of what was said since the interviewer's last words; nothing where there is anything to rate.
std::optional<Aside> aside_of(const Probing& probing);

/// A reply to an aside: it costs the candidate no follow-up and leaves the question open. Nothing
/// where there is none, or where every way to say it has been used.
std::optional<Move> reply_to_aside(const Probing& probing);

}  // namespace halfstep
