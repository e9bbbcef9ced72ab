#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interviewers/reading/text.hpp"
#include "panel/condition.hpp"
#include "panel/feedback.hpp"
#include "panel/observation.hpp"
#include "panel/transcript.hpp"

namespace halfstep {

/// A typed fact found in the candidate's words.
struct Observation {
    ObservationKind kind = ObservationKind::Decision;
    std::size_t turn = 0;      ///< within the round
    std::size_t sentence = 0;  ///< index into RoundReading::sentences
    Span span;                 ///< code points within the turn, as said
    Polarity polarity = Polarity::Strength;
    bool first_person = false;   ///< told with an "I"
    bool hypothetical = false;   ///< "I would": counts where a design was asked for
    int weight = 1;              ///< 1 named, 2 concrete, 3 concrete with what it rests on
    int severity = 0;            ///< concerns: 0 to 3
    std::string what;            ///< finer kind: "baseline", "adopted", "blame", "unsafe", ...
    std::string_view says = {};  ///< of a fallacy: what the answer takes for what
};

/// Whose voice tells the sentence's action.
enum class Voice { None, First, We, Generic, Other };

/// What guards say of one sentence.
struct SentenceReading {
    Voice voice = Voice::None;
    bool hypothetical = false;
    bool negated = false;
    bool present = false;       ///< "I write it down first": an act told in the present
    std::uint32_t asked = 0;    ///< kinds the interviewer's last turn asked for, a bit each
    bool invited = false;       ///< what would be done was asked for: "I would" answers it
    bool inert = false;         ///< addressed to the interviewer or a program: no evidence
    bool brought_back = false;  ///< the interviewer has just gone back to the question
    bool on_question = false;   ///< holds a word of the interviewer's last turn
    bool echo = false;          ///< the interviewer's words handed back
    bool repeat = false;        ///< said before
    bool lost = false;          ///< vocabulary without a predicate, or words without cohesion
    double attention = 1.0;  ///< 0 to 1, of a listener when the sentence began; 1 at a turn's start
};

/// One round as read so far. Sentences are the candidate's speech only, in order.
struct RoundReading {
    std::vector<Sentence> sentences;
    std::vector<SentenceReading> readings;  ///< same order and size as sentences
    std::vector<Observation> observations;  ///< by sentence
    std::vector<std::string> superiors;     ///< names told as the speaker's lead or manager
    std::size_t words = 0;                  ///< candidate's spoken words

    bool has(ObservationKind kind) const;
    /// A strength told with what it rests on, in words of the speaker's own.
    bool is_grounded(const Observation& observation) const;
};

/// Reads a round as it is spoken. Extending the last answer re-reads its last sentences only.
class RoundReader {
public:
    /// `design` rounds take "I would" as a proposal, not as an answer never lived.
    explicit RoundReader(bool design = false) : design_(design) {}

    void add_turn(const Turn& turn);
    /// The last turn, a candidate's, goes on: `more` is joined by one space.
    void extend_last(std::string_view more);

    const RoundReading& reading() const { return reading_; }

private:
    void read_tail(std::size_t from_byte, std::size_t from_point);
    void observe_from(std::size_t sentence);
    void note_superiors(const Sentence& sentence);

    bool design_;
    /// What would be done is the question, until something that happened is asked for.
    bool proposal_asked_ = false;
    bool brought_back_ = false;                ///< to the question, by the interviewer's last turn
    std::uint32_t asked_ = 0;                  ///< kinds it asked for, a bit each
    std::vector<std::string> question_words_;  ///< stems of the interviewer's last turn, sorted
    std::size_t turns_ = 0;
    std::string last_text_;
    RoundReading reading_;
};

/// A whole round at once.
RoundReading read_round(const RoundRecord& round, bool design);

/// One answer: the candidate's turns since a question.
struct AnswerReading {
    std::vector<Observation> observations;
    std::vector<Word> words;
    std::size_t sentences = 0;
    std::size_t i_actions = 0;
    std::size_t we_actions = 0;
    std::int64_t seconds = 0;  ///< 0 when times are unknown
};

/// What was said in turns [first_turn, last_turn] of the round.
AnswerReading answer_of(const RoundReading& reading, const RoundRecord& round,
                        std::size_t first_turn, std::size_t last_turn);

/// Whether a follow-up's condition applies to the answer.
bool holds(const Condition& condition, const AnswerReading& answer);

}  // namespace halfstep
