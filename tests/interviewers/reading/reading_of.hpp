#pragma once

#include <string>

#include "interviewers/assess.hpp"
#include "interviewers/reading/reading.hpp"
#include "tests/support/catch.hpp"

namespace halfstep {

/// The round goes on with a question and its answer.
inline void add_exchange(RoundRecord& round, const std::string& question,
                         const std::string& answer) {
    Turn asked;
    asked.speaker = Speaker::Interviewer;
    asked.text = question;
    Turn said;
    said.speaker = Speaker::Candidate;
    said.text = answer;
    round.turns.push_back(asked);
    round.turns.push_back(said);
}

/// A round of one answer to one question.
inline RoundRecord one_answer(const std::string& answer,
                              const std::string& question = "Tell me about your work.") {
    RoundRecord round;
    round.round = "behavioral";
    add_exchange(round, question, answer);
    return round;
}

/// The first observation of the kind, or nothing.
inline std::optional<Observation> seen(ObservationKind kind, const std::string& answer,
                                       bool design = false) {
    for (const Observation& o : read_round(one_answer(answer), design).observations)
        if (o.kind == kind) return o;
    return std::nullopt;
}

/// Each sentence, said alone, holds the observation, or is a near miss that does not.
inline void all_seen(ObservationKind kind, const std::vector<std::string>& sentences,
                     bool design = false) {
    for (const std::string& sentence : sentences) {
        INFO(sentence);
        CHECK(seen(kind, sentence, design));
    }
}

inline void none_seen(ObservationKind kind, const std::vector<std::string>& sentences,
                      bool design = false) {
    for (const std::string& sentence : sentences) {
        INFO(sentence);
        CHECK_FALSE(seen(kind, sentence, design));
    }
}

/// Whether a concern of this finer kind is there.
inline bool worries(const std::string& what, const std::string& answer) {
    for (const Observation& o : read_round(one_answer(answer), false).observations)
        if (o.kind == ObservationKind::Concern && o.what == what) return true;
    return false;
}

inline SeatView seat_of(const RoundRecord& round) {
    SeatView view;
    view.brief.target_level = "senior";
    view.brief.ladder = default_ladder();
    view.brief.scale = default_scale();
    view.seat.id = round.round;
    SignalSpec signal;
    signal.id = round.round;
    view.signals = {signal};
    RoundSpec spec;
    spec.id = round.round;
    spec.kind = round.round;
    view.rounds = {spec};
    view.records = {round};
    return view;
}

inline double estimate_for(const RoundRecord& round) {
    const Feedback feedback = assess(seat_of(round));
    return static_cast<double>(feedback.ratings.at(0).estimate.value_or(0)) / 1000.0;
}

inline double estimate_for(const std::string& answer) {
    return estimate_for(one_answer(answer));
}

}  // namespace halfstep
