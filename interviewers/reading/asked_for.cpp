#include "interviewers/reading/asked_for.hpp"

#include <algorithm>
#include <array>

#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

/// Shorter answers are too short to be a script, whatever they say.
constexpr std::size_t kScriptWordsMin = 25;
/// Where an answer has to have taken up what was asked.
constexpr std::size_t kOpeningSentences = 3;

Lex asks(ObservationKind kind) {
    return static_cast<Lex>(static_cast<std::size_t>(Lex::AsksDecision) +
                            static_cast<std::size_t>(kind));
}

/// An interviewer's turn after the candidate has said something to the same question.
bool is_follow_up(const RoundRecord& round, std::size_t asked) {
    if (asked >= round.turns.size()) return false;
    const Turn& turn = round.turns[asked];
    if (turn.move == "question" || turn.move == "opening") return false;
    return std::any_of(round.turns.begin(),
                       round.turns.begin() + static_cast<std::ptrdiff_t>(asked),
                       [](const Turn& t) { return t.speaker == Speaker::Candidate; });
}

/// A question, or a request such as "Give me figures".
bool asks_something(const Sentence& sentence) {
    static constexpr std::array<std::string_view, 12> kRequests{
        "tell",    "give", "name", "describe", "walk",    "say",
        "explain", "show", "put",  "make",     "figures", "take"};
    if (sentence.question) return true;
    return !sentence.words.empty() && std::find(kRequests.begin(), kRequests.end(),
                                                sentence.words.front().norm) != kRequests.end();
}

}  // namespace

bool only_tells(std::string_view turn) {
    const std::vector<Sentence> sentences = read_sentences(turn, 0);
    return std::none_of(sentences.begin(), sentences.end(), asks_something);
}

std::vector<ObservationKind> asked_for(std::string_view question) {
    std::vector<ObservationKind> kinds;
    std::vector<Sentence> sentences = read_sentences(question, 0);
    // What is told beside the question is not asked for.
    if (std::any_of(sentences.begin(), sentences.end(), asks_something))
        std::erase_if(sentences, [](const Sentence& s) { return !asks_something(s); });
    for (const ObservationKind kind : kObservationKinds) {
        if (kind == ObservationKind::Concern) continue;
        if (std::any_of(sentences.begin(), sentences.end(),
                        [&](const Sentence& s) { return s.has(asks(kind)); }))
            kinds.push_back(kind);
    }
    return kinds;
}

std::optional<bool> responds(const RoundRecord& round, const RoundReading& reading,
                             std::size_t asked, std::size_t answer) {
    if (!is_follow_up(round, asked)) return std::nullopt;
    const std::vector<std::string> stems = content_stems(read_words(round.turns[asked].text));
    const std::vector<ObservationKind> kinds = asked_for(round.turns[asked].text);
    std::size_t words = 0;
    std::size_t sentences = 0;
    bool taken_up = stems.empty();
    for (const Sentence& sentence : reading.sentences) {
        if (sentence.turn != answer) continue;
        words += sentence.words.size();
        if (++sentences > kOpeningSentences) continue;
        for (const Word& word : sentence.words)
            taken_up = taken_up || (!word.stem.empty() &&
                                    std::binary_search(stems.begin(), stems.end(), word.stem));
    }
    if (words < kScriptWordsMin) return std::nullopt;
    for (const Observation& o : reading.observations)
        taken_up = taken_up || (o.turn == answer && o.polarity == Polarity::Strength &&
                                std::find(kinds.begin(), kinds.end(), o.kind) != kinds.end());
    return taken_up;
}

}  // namespace halfstep
