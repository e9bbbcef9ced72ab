#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "panel/interviewer.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// What a scripted candidate says in one go: one or more turns (speech, code, run, drawing).
using Utterance = std::vector<Turn>;

/// The answers to one question and to what may follow it.
struct ScriptedAnswer {
    std::string question;  ///< panel question id
    Utterance say;
    std::map<std::string, Utterance> follow_ups;  ///< by what is asked for ("number"); "any" else
    Utterance challenge;
    Utterance interrupted;
};

struct ScriptedRound {
    std::string round;
    std::vector<ScriptedAnswer> answers;
    std::vector<Utterance> otherwise;  ///< used in order when nothing above fits
};

/// A candidate written in a file (*.candidate.yaml), who reacts to follow-ups.
struct CandidateScript {
    std::string name;
    std::string title;
    std::string about;
    std::string panel;  ///< the panel it was written for
    std::string target_level;
    std::string outcome;  ///< what that panel decides about it; empty: not told
    std::string level;    ///< the level it is hired at; empty: none
    std::vector<ScriptedRound> rounds;
};

/// Plays one round of a script: what the candidate answers to each move. Pure but for its own
/// place in the script: the same moves get the same answers.
class ScriptedCandidate {
public:
    ScriptedCandidate(const CandidateScript& script, std::string round);

    /// Turns said in answer to the move; empty when the candidate has nothing (more) to say.
    Utterance answer(const Move& move);

private:
    const ScriptedRound* round_ = nullptr;
    std::size_t otherwise_next_ = 0;
    std::map<std::string, int> used_;  ///< answers already given, by question and branch
};

}  // namespace halfstep
