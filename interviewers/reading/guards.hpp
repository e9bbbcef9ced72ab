#pragma once

#include "interviewers/reading/reading.hpp"

namespace halfstep {

/// Text for a rater or a program: a phrase of that kind, or an evaluation and what it is of.
bool is_addressed(const Sentence& sentence, const SentenceReading& voice);

/// Praise addressed to the interviewer.
bool is_flattery(const Sentence& sentence);

/// Marks a sentence that is no evidence: the interviewer's words handed back, something said
/// before, text addressed to a rater or a program, words without grammar.
void apply_guards(const std::vector<Sentence>& earlier, const Sentence& sentence,
                  const std::vector<std::string>& question, SentenceReading& reading);

}  // namespace halfstep
