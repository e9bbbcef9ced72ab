#include "interviewers/conducting/asides.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "interviewers/reading/features.hpp"

namespace halfstep {

/// Generated from asides.txt by CMake.
extern const std::string_view kAsidesText;

namespace {

constexpr std::size_t kTimeWordsMax = 14;
constexpr std::size_t kRepeatWordsMax = 16;
constexpr std::size_t kUnknownWordsMax = 8;
constexpr std::size_t kQuestionWordsMax = 80;
/// A greeting, or "okay, sure": too short to be an answer of its own.
constexpr std::size_t kLeadWordsMax = 3;
/// Within so many words a question shows that it is one.
constexpr std::size_t kQuestionStartWords = 6;

const Vocabulary& phrases() {
    static const Vocabulary vocabulary(kAsidesText);
    return vocabulary;
}

constexpr Wordings kTakeTime{"Take your time.", "Of course. I am here.", "Do. There is no hurry."};
constexpr Wordings kAgain{"Once more: ", "I will say it again. ", "What I asked was: "};
constexpr Wordings kOtherWords{"Put differently: ", "Let me ask it another way. ", "I mean this: "};
constexpr Wordings kLeftToYou{
    "I leave that to you. Say what you assume, and go on.",
    "Suppose nobody can tell you today. What would you go with?",
    "Choose what you would expect there, and tell me what changes if it is otherwise."};
constexpr Wordings kYourChoice{"Take whichever shows most of how you work.",
                               "Your choice. Take the one you remember best.",
                               "Either will do, as long as it was you who had to act."};
constexpr Wordings kOurAffairs{"Let us keep this hour for you. What would you say?",
                               "I would only colour your answer. Yours first, please.",
                               "Ask the recruiter that one; here I want to hear you."};
constexpr Wordings kStuck{"That is all right. What is your best guess?",
                          "Then think aloud: what would you try first?",
                          "What do you know that comes close to it?"};
constexpr Wordings kStuckStory{"That is all right. The nearest thing you remember will do.",
                               "It may be a small one. Take a moment.",
                               "Then take one from long ago, or from outside work."};

struct Phrase {
    Lex lex;
    std::size_t first;  ///< word
};

struct Said {
    std::vector<Word> words;
    std::vector<Phrase> phrases;

    bool has(Lex lex) const {
        return std::any_of(phrases.begin(), phrases.end(),
                           [lex](const Phrase& phrase) { return phrase.lex == lex; });
    }
    bool has(Lex lex, std::size_t word) const {
        return std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& phrase) {
            return phrase.lex == lex && phrase.first == word;
        });
    }
};

Said said_since(const RoundRecord& record, std::size_t first_turn) {
    Said said;
    for (std::size_t t = first_turn; t < record.turns.size(); ++t) {
        std::vector<Word> words = read_words(record.turns[t].text);
        std::move(words.begin(), words.end(), std::back_inserter(said.words));
    }
    for (std::size_t at = 0; at < said.words.size(); ++at) {
        phrases().match(said.words, at,
                        [&](Lex lex, std::size_t) { said.phrases.push_back({lex, at}); });
    }
    return said;
}

/// The first turn since the interviewer spoke; nothing when code, a run or a drawing is among them.
std::optional<std::size_t> speech_since(const RoundRecord& record) {
    std::size_t first = record.turns.size();
    while (first > 0 && record.turns[first - 1].speaker == Speaker::Candidate) {
        if (record.turns[--first].kind != TurnKind::Speech) return std::nullopt;
    }
    return first < record.turns.size() ? std::optional(first) : std::nullopt;
}

bool wants_time(const Said& said) {
    if (said.words.size() > kTimeWordsMax || !said.has(Lex::TimeStart, 0)) return false;
    if (said.has(Lex::TimePhrase)) return true;
    if (said.has(Lex::TimeSpan, 0) && said.words.size() <= kLeadWordsMax) return true;
    return std::any_of(said.phrases.begin(), said.phrases.end(), [&](const Phrase& phrase) {
        return phrase.lex == Lex::TimeLead && said.has(Lex::TimeSpan, phrase.first + 1);
    });
}

bool is_question(const Sentence& sentence) {
    if (!sentence.question) return false;
    const std::size_t most = std::min(sentence.words.size(), kQuestionStartWords);
    return std::any_of(
        sentence.words.begin(), sentence.words.begin() + static_cast<std::ptrdiff_t>(most),
        [](const Word& word) { return phrases().is(Lex::QuestionStart, word.norm); });
}

bool only_questions(const RoundReading& reading, std::size_t first_turn) {
    bool asked = false;
    for (const Sentence& sentence : reading.sentences) {
        if (sentence.turn < first_turn) continue;
        const bool question = is_question(sentence);
        if (!question && sentence.words.size() > kLeadWordsMax) return false;
        asked |= question && sentence.words.size() > kLeadWordsMax;
    }
    return asked;
}

bool anything_to_rate(const RoundReading& reading, std::size_t first_turn) {
    return std::any_of(reading.observations.begin(), reading.observations.end(),
                       [&](const Observation& o) {
                           return o.turn >= first_turn && o.polarity == Polarity::Strength &&
                                  !is_question(reading.sentences[o.sentence]);
                       });
}

bool is_story(const RoundSpec& round) {
    return family_of(round.kind) == RoundFamily::Story;
}

/// The ask that stands, in other words where the interviewer has some, else as it was.
std::optional<std::string> said_again(const Probing& probing) {
    const PastMove& asked = probing.course.open->moves.back();
    if (asked.asks_for && probe_gap(probing.record.turns[asked.turn].text)) {
        const Wordings& ways = probes(*asked.asks_for);
        const auto other = unused(ways, probing.seed, said_before(probing.record, ways));
        const auto lead =
            unused(kOtherWords, probing.seed, said_before(probing.record, kOtherWords));
        if (other && lead) return *lead + *other;
    }
    const auto lead = unused(kAgain, probing.seed, said_before(probing.record, kAgain));
    if (!lead) return std::nullopt;
    const bool planned = asked.kind == MoveKind::Question && probing.course.open->spec;
    return *lead +
           (planned ? probing.course.open->spec->ask : probing.record.turns[asked.turn].text);
}

std::optional<std::string> text_for(Aside aside, const Probing& probing) {
    if (aside == Aside::WantsRepeat) return said_again(probing);
    const bool story = is_story(probing.round);
    const bool new_story = story && probing.course.open->moves.size() == 1;
    const Wordings& ways = aside == Aside::WantsTime     ? kTakeTime
                           : aside == Aside::AsksAboutUs ? kOurAffairs
                           : aside == Aside::AsksBack    ? (story ? kYourChoice : kLeftToYou)
                                                         : (new_story ? kStuckStory : kStuck);
    return unused(ways, probing.seed, said_before(probing.record, ways));
}

std::string_view why(Aside aside) {
    switch (aside) {
        case Aside::WantsTime:
            return "asked for time to think";
        case Aside::WantsRepeat:
            return "asked to hear it again";
        case Aside::AsksBack:
            return "asked back what the question leaves open";
        case Aside::AsksAboutUs:
            return "asked about the interviewer's side";
        case Aside::DoesNotKnow:
            return "said not to know";
    }
    return "";
}

}  // namespace

std::optional<Aside> aside_of(const Probing& probing) {
    const auto first = speech_since(probing.record);
    if (!first) return std::nullopt;
    const Said said = said_since(probing.record, *first);
    const RoundReading& reading = probing.course.reading;
    if (said.words.empty() || anything_to_rate(reading, *first)) return std::nullopt;
    if (wants_time(said)) return Aside::WantsTime;
    if (said.words.size() <= kRepeatWordsMax && said.has(Lex::RepeatPhrase))
        return Aside::WantsRepeat;
    if (said.words.size() <= kUnknownWordsMax && said.has(Lex::NotKnowing)) {
        return Aside::DoesNotKnow;
    }
    if (said.words.size() > kQuestionWordsMax || !only_questions(reading, *first)) {
        return std::nullopt;
    }
    return said.has(Lex::OwnAffairs) ? Aside::AsksAboutUs : Aside::AsksBack;
}

std::optional<Move> reply_to_aside(const Probing& probing) {
    const auto aside = aside_of(probing);
    if (!aside) return std::nullopt;
    // Helped on once already: now it counts as an answer without substance.
    if (*aside == Aside::DoesNotKnow && probing.course.last_move == MoveKind::Reply) {
        return std::nullopt;
    }
    if (*aside == Aside::AsksBack) {
        if (auto given = requirement_asked_for(probing)) return given;
    }
    const auto text = text_for(*aside, probing);
    if (!text) return std::nullopt;
    return reply(probing, *text, std::string(why(*aside)));
}

}  // namespace halfstep
