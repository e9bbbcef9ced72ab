#pragma once

#include "interviewers/reading/reading.hpp"

namespace halfstep {

using Observations = std::vector<Observation>;

/// What a detector sees: one sentence, what is known of its voice, and its neighbours.
struct Context {
    const RoundReading& reading;
    std::size_t index;
    bool design;  ///< the round asks for a proposal: "I would" is a choice made now

    const Sentence& sentence() const { return reading.sentences[index]; }
    const SentenceReading& voice() const { return reading.readings[index]; }
    /// The sentence before in the same turn, or null.
    const Sentence* before() const;
    /// The candidate acts, decides or (in a design round) proposes here.
    bool acts() const;
    /// "I would" is an answer here, not a way around one.
    bool proposes() const { return design || voice().invited; }
    bool acts_before() const;
    /// Something weighty was already found in this sentence.
    bool has_weight(const Observations& found) const;
    /// The interviewer's last turn asked for this.
    bool asked(ObservationKind kind) const;
    /// It did, or one before it.
    bool asked_so_far(ObservationKind kind) const;
    /// One of the answer's first two sentences, where it meets its question.
    bool opens_answer() const;
    Observation make(ObservationKind kind, int weight, const char* what = "") const;
    /// What speaks against: the whole sentence. Severity 0 to 3.
    Observation concern(const char* what, int severity) const;
    Observation at(ObservationKind kind, const Match& match, int weight,
                   const char* what = "") const;
};

/// "moved", "built": a word of doing in the past, not of thinking.
bool is_past_verb(const Word& word);
/// Who acts in a sentence, whether it happened, whether it counts at all.
SentenceReading read_voice(const Sentence& sentence);
/// First person subject with a verb of deciding, building, leading or refusing, that took place.
void find_decisions(const Context&, Observations&);
/// A causal link whose other end is a decision or design choice in this or the last sentence.
void find_reasons(const Context&, Observations&);
/// Something named that was not chosen, by contrast with what was.
void find_rejected_options(const Context&, Observations&);
/// A number with a unit or a thing counted; "baseline" when it is compared.
void find_numbers(const Context&, Observations&);
/// What can go wrong and, at weight 3, what bounds it.
void find_failure_modes(const Context&, Observations&);
void find_tests(const Context&, Observations&);
void find_complexity(const Context&, Observations&);
void find_clarifying_questions(const Context&, Observations&);
/// Whose work changed: "team", "org" or "company".
void find_scope(const Context&, Observations&);
/// Someone not reporting to the speaker, what they held, what changed it.
void find_influence(const Context&, Observations&);
void find_owned_failures(const Context&, Observations&);
/// A practice changed since; "practice" when it binds others than the speaker.
void find_learning(const Context&, Observations&);
/// What came of it: a measured change, or others taking it up ("adopted").
void find_outcomes(const Context&, Observations&);
void find_motivation(const Context&, Observations&);
/// Blame, unsafe judgment, vagueness, deference, generic advice, flattery.
void find_concerns(const Context&, Observations&);
/// An impression, a hint, a promise, effort, praise or mere presence in place of a fact or an act.
void find_shortfalls(const Context&, Observations&);
/// A well-known false belief is claimed. What rests on it is no evidence: the sentence's strengths
/// are taken out.
void find_fallacies(const Context&, Observations&);

/// Somebody else's word decides: told, given, agreed above, or done by another.
bool leaves_decision(const Context&);

/// A causal link stands in the sentence.
bool has_reason(const Sentence& sentence);
/// Figures that count or measure something.
bool is_figure(const Word& word);
std::size_t quantity_count(const Sentence& sentence);
bool has_quantity(const Sentence& sentence);
/// A figure that something went up, down or away from: "from 40 to 9", "halved", "fewer than".
bool tells_change(const Sentence& sentence);
/// A step of a plan that says with whom, how much or by what means.
bool is_concrete_step(const Sentence& sentence);

}  // namespace halfstep
