#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "panel/observation.hpp"
#include "panel/rating.hpp"

/// What one seat writes, alone, before the debrief: cards that quote, ratings that rest on cards.
namespace halfstep {

/// The four forms of evidence; a strong case has all of them.
enum class EvidenceForm { Behavior, Reasoning, Artifact, LevelSignal };
enum class Polarity { Strength, Concern };

/// One piece of evidence: the candidate's exact words and what they show.
struct EvidenceCard {
    std::string id;  ///< unique within the packet
    std::string signal;
    EvidenceForm form = EvidenceForm::Behavior;
    Polarity polarity = Polarity::Strength;
    int severity = 0;                 ///< 0 to 3, concerns only
    std::string round;                ///< round the turn counts in; empty: the seat's only round
    std::optional<std::size_t> turn;  ///< counts from 0 within the round, interviewer's included
    std::optional<Span> span;         ///< code points within the turn's text
    std::string quote;                ///< equals the text at turn and span
    std::string note;                 ///< what it shows, in the rater's words
    // What the card model weighs (reconciliation.md 5.2); absent on cards from elsewhere.
    std::optional<int> specificity;   ///< 0 to 3
    std::optional<int> attribution;   ///< 0 to 3
    std::optional<double> ground;     ///< 0, .5 or 1
    std::optional<double> relevance;  ///< 0 to 1
    std::string level;                ///< the level this reads at; may be empty
    std::vector<std::string> links;   ///< ids of cards of the same thought
    std::vector<std::string> kinds;   ///< observation kinds it joins
};

/// One seat's rating of one signal. `label` and `estimate` are absent where nothing was observed.
struct Rating {
    std::string signal;
    std::optional<std::string> label;
    std::optional<MilliSteps> estimate;  ///< before it is cut to a label
    Confidence confidence = Confidence::Medium;
    std::optional<double> strength;            ///< 0 to 1, instead of cards
    std::vector<std::string> cards;            ///< ids
    std::string level;                         ///< the level the evidence reads at; may be empty
    std::string would_raise;                   ///< what would have raised it one step, the most
                                               ///< telling line first; may be empty
    std::optional<std::string> revised_label;  ///< r2: after reading the others, if it moved
    std::string revised_reason;
    std::vector<std::string>
        revised_cards;  ///< ids of other seats' cards it rests on; may be empty
};

/// A named trap, debrief concern or self-check dimension found in the round.
struct Finding {
    std::string id;    ///< such as "trap.we" or "self_check.structure"
    std::string kind;  ///< trap, debrief_concern, self_check, coaching, remark
    std::string text;
    std::optional<int> score;        ///< self-check: 1 to 5
    std::vector<std::string> cards;  ///< or quotes below when no card carries it
    std::string quote;
    std::string round;
    std::optional<std::size_t> turn;
    std::optional<Span> span;
};

/// Where on a turn's text attention stood, after a sentence.
struct ListeningPoint {
    std::size_t at = 0;      ///< code points within the turn
    double attention = 1.0;  ///< 0 to 1
};

/// What an interviewer would still have been following in one spoken turn of the candidate.
struct ListeningTurn {
    std::string round;
    std::size_t turn = 0;  ///< counts from 0 within the round
    std::size_t words = 0;
    std::optional<std::size_t> point_words;  ///< words before the first point; absent: none came
    std::size_t signposts = 0;               ///< sentences that say where the answer is
    double load = 0;                         ///< 0 to 1, mean: long sentences, packed with terms
    double relevance = 0;                    ///< 0 to 1, share of sentences that name the question
    std::optional<bool> responds;            ///< bends to the follow-up, or goes on as before
    std::optional<std::size_t> lost_at;      ///< code point from which the thread was lost
    std::vector<ListeningPoint> curve;       ///< from {0, 1}, one point a sentence
};

/// A card that a model proposed and the program refused.
struct RefusedCard {
    std::string signal;
    std::string quote;
    std::string reason;
};

/// What part a model had in a feedback.
struct ModelNote {
    std::string name;    ///< the model, as its service names it
    std::string prompt;  ///< version of the prompt, such as "feedback.1"
    std::size_t proposed = 0;
    std::vector<RefusedCard> refused;
    std::size_t moves = 0;                   ///< of the seat's rounds that the model made
    std::vector<std::string> moves_refused;  ///< why, of those it failed at or had refused
    std::string taken_over;  ///< why the embedded interviewer wrote instead; empty: the model did
};

struct Feedback {
    std::string seat;
    std::string rater;                     ///< agent:design, model:NAME, human:NAME
    std::optional<std::string> abstained;  ///< why; then there are no ratings
    std::vector<Rating> ratings;
    std::vector<EvidenceCard> cards;
    std::string summary;
    std::vector<Finding> findings;
    std::vector<ListeningTurn> listening;  ///< embedded interviewer only; may be empty
    std::optional<ModelNote> model;        ///< seats of a model only
};

}  // namespace halfstep
