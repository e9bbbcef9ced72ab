#include "interviewers/reading/caps.hpp"

#include <algorithm>

#include "interviewers/reading/detectors.hpp"

namespace halfstep {
namespace {

/// Share of sentences with this concern.
double rate(const RoundReading& reading, const char* what) {
    double found = 0;
    for (const Observation& o : reading.observations)
        if (o.polarity == Polarity::Concern && o.what == what) ++found;
    return found / static_cast<double>(std::max<std::size_t>(1, reading.sentences.size()));
}

/// A relative mentioned in passing is no private story: its words stand in every fourth sentence.
constexpr std::size_t kSentencesPerPrivateWord = 4;

/// Told from private life: its words come up often, and more often than those of any work.
bool is_private(const RoundReading& reading) {
    std::size_t work = 0;
    std::size_t at_home = 0;
    for (const Sentence& sentence : reading.sentences) {
        work += sentence.count(Lex::Work);
        at_home += sentence.count(Lex::Private);
    }
    return at_home >= 3 && at_home > work &&
           at_home * kSentencesPerPrivateWord >= reading.sentences.size();
}

struct Deciding {
    std::size_t by_others = 0;
    std::size_t own = 0;

    /// Right answer, wrong level: twice or more somebody else decided, and more often than the
    /// speaker did.
    bool is_left() const { return by_others >= 2 && by_others > own; }
    /// Other people's decisions from end to end.
    bool is_left_throughout() const { return by_others >= 4 && by_others >= 3 * own; }
};

Deciding who_decides(const RoundReading& reading) {
    Deciding deciding;
    for (const Observation& o : reading.observations) {
        if (o.what == "deferred") ++deciding.by_others;
        if (o.kind == ObservationKind::Decision && o.weight == 3) ++deciding.own;
    }
    return deciding;
}

/// What the sentences are told as.
struct Telling {
    double sentences = 1;
    double lost = 0;
    double own = 0;
    double we = 0;
    double again = 0;  ///< the interviewer's words, or said before
};

Telling telling_of(const RoundReading& reading) {
    Telling telling;
    telling.sentences = static_cast<double>(std::max<std::size_t>(1, reading.sentences.size()));
    for (std::size_t i = 0; i < reading.readings.size(); ++i) {
        const SentenceReading& r = reading.readings[i];
        const bool happened =
            !r.hypothetical || (r.invited && is_concrete_step(reading.sentences[i]));
        if (r.lost) ++telling.lost;
        if (r.echo || r.repeat) ++telling.again;
        if (r.voice == Voice::First && happened && !r.inert && !r.lost) ++telling.own;
        if (r.voice == Voice::We && !r.hypothetical) ++telling.we;
    }
    return telling;
}

/// "My review, my miss": an act owned to, told without a verb.
double own_failures(const RoundReading& reading) {
    return static_cast<double>(std::ranges::count_if(reading.observations, [](const auto& o) {
        return o.kind == ObservationKind::OwnedFailure;
    }));
}

bool nobodys_act(const RoundReading& reading, std::size_t i) {
    return reading.readings[i].voice != Voice::First;
}

/// Nobody's act, and nothing concrete with what it rests on either.
bool holds_nothing(const RoundReading& reading, std::size_t i) {
    return nobodys_act(reading, i) &&
           std::ranges::none_of(reading.observations, [i](const Observation& o) {
               return o.sentence == i && o.polarity == Polarity::Strength && o.weight == 3;
           });
}

/// Nothing concrete with what it rests on: of the labelled rounds that anybody would hire none is
/// without.
bool rests_on_nothing(const RoundReading& reading) {
    return std::ranges::none_of(reading.observations,
                                [&](const Observation& o) { return reading.is_grounded(o); });
}

/// At least three sentences put it on others, and none on oneself.
bool blames_throughout(const RoundReading& reading) {
    return own_failures(reading) == 0 &&
           std::ranges::count_if(reading.observations,
                                 [](const auto& o) { return o.what == "blame"; }) >= 3;
}

/// Of the words of labelled rounds that anybody would hire at most 15 in 100 are figures, of those
/// that list them hardly ever less than 20.
constexpr double kFiguresShare = 0.18;
constexpr std::size_t kFiguresWordsMin = 40;

std::size_t figures_in(const Sentence& sentence) {
    return static_cast<std::size_t>(std::ranges::count_if(sentence.words, is_figure));
}

bool is_figure_list(std::size_t figures, std::size_t words) {
    return static_cast<double>(figures) >= kFiguresShare * static_cast<double>(words);
}

bool lists_figures(const RoundReading& reading, std::size_t i) {
    return is_figure_list(figures_in(reading.sentences[i]), reading.sentences[i].words.size());
}

/// Figures one after the other, in digits or in words: they measure nothing any more.
bool is_figure_list(const RoundReading& reading) {
    std::size_t figures = 0;
    for (const Sentence& sentence : reading.sentences) figures += figures_in(sentence);
    return reading.words >= kFiguresWordsMin && is_figure_list(figures, reading.words);
}

constexpr std::size_t kDeedsOfOthersMin = 8;
constexpr std::size_t kDeedsOfOthersPerOwn = 5;
constexpr std::size_t kToldOfOthersMin = 6;

/// "She argued", "they froze it", "Ivo, our planner, worked it out": somebody is told of.
bool tells_of_somebody(const Sentence& sentence) {
    const std::vector<Word>& words = sentence.words;
    if (sentence.has(Lex::Person) || sentence.has_word("they")) return true;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].capital && !words[i].stem.empty() && !words[i].is(Lex::Buzz) &&
            (i > 0 || (words.size() > 1 && is_past_verb(words[1]))))
            return true;
    return false;
}

/// Told well, but of somebody else's work: what was found stands in sentences that tell of others,
/// and hardly any where "I" or "we" act.
bool finds_others_work(const RoundReading& reading) {
    std::size_t own = 0;
    std::size_t of_others = 0;
    for (const Observation& o : reading.observations) {
        if (o.polarity != Polarity::Strength || o.weight < 2) continue;
        if (reading.readings[o.sentence].voice != Voice::Other)
            ++own;
        else if (tells_of_somebody(reading.sentences[o.sentence]))
            ++of_others;
    }
    return of_others >= kDeedsOfOthersMin && of_others >= kDeedsOfOthersPerOwn * own;
}

/// Half of what is told is of somebody else, and a third of that at most of the speaker.
bool tells_of_others(const RoundReading& reading) {
    std::size_t own = 0;
    std::size_t of_others = 0;
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        const Voice voice = reading.readings[i].voice;
        own += voice == Voice::First || voice == Voice::We || reading.readings[i].present ? 1 : 0;
        of_others += voice == Voice::Other && tells_of_somebody(reading.sentences[i]) ? 1 : 0;
    }
    return of_others >= kToldOfOthersMin && 2 * of_others >= reading.sentences.size() &&
           of_others >= 3 * own;
}

/// Within so many sentences an answer takes up what it was asked, and shorter ones are no story.
constexpr std::size_t kTakesUpWithin = 3;
constexpr std::size_t kStoryWordsMin = 20;

/// Brought back to the question, and went on with another.
bool goes_astray(const RoundReading& reading) {
    for (std::size_t i = 0; i < reading.sentences.size();) {
        const std::size_t turn = reading.sentences[i].turn;
        const bool brought_back = reading.readings[i].brought_back;
        std::size_t words = 0;
        bool taken_up = false;
        for (std::size_t k = 0; i < reading.sentences.size() && reading.sentences[i].turn == turn;
             ++i, ++k) {
            words += reading.sentences[i].words.size();
            taken_up |=
                k < kTakesUpWithin && reading.readings[i].on_question && !reading.readings[i].echo;
        }
        if (brought_back && !taken_up && words >= kStoryWordsMin) return true;
    }
    return false;
}

}  // namespace

std::vector<Cap> caps_of(const Features& features, const RoundReading& reading,
                         RoundFamily family) {
    struct Guard {
        bool applies;
        Cap cap;
    };
    const Telling told = telling_of(reading);
    const bool story = family == RoundFamily::Story;
    const Deciding deciding = who_decides(reading);
    const auto share = [&](const char* concern) { return rate(reading, concern); };
    const std::initializer_list<Guard> guards{
        {told.lost / told.sentences >= 0.25,
         {0.6, true, "words without grammar or predicate",
          [](const RoundReading& r, std::size_t i) { return r.readings[i].lost; }}},
        {told.again / told.sentences >= 0.3,
         {1.0, true, "the interviewer's words or one's own, again",
          [](const RoundReading& r, std::size_t i) {
              return r.readings[i].echo || r.readings[i].repeat;
          }}},
        {share("address") > 0, {1.0, true, "text addressed to a rater"}},
        {is_figure_list(reading), {1.2, true, "figures that measure nothing", lists_figures}},
        {features.at("-runs_red") > 0, {1.49, true, "tests that failed to the end"}},
        {goes_astray(reading),
         {1.4, true, "another question than the one asked",
          [](const RoundReading& r, std::size_t i) {
              return r.readings[i].brought_back &&
                     (!r.readings[i].on_question || r.readings[i].echo);
          }}},
        {is_private(reading),
         {1.2, true, "private life in place of work",
          [](const RoundReading& r, std::size_t i) { return r.sentences[i].has(Lex::Private); }}},
        {story && (finds_others_work(reading) || tells_of_others(reading)),
         {1.4, true, "what others did", nobodys_act}},
        {story && share("virtue") > 0 && own_failures(reading) < 2,
         {1.4, true, "a virtue in place of a failure"}},
        {story && blames_throughout(reading), {1.4, true, "blame from end to end"}},
        {story && rests_on_nothing(reading), {1.4, false, "nothing told with what it rests on"}},
        {story && deciding.is_left(), {3.49, false, "decisions that others made"}},
        {story && deciding.is_left_throughout(),
         {2.3, false, "decisions that others made, from end to end"}},
        {story && told.we >= 3 && told.own <= told.we * 0.34,
         {1.3, false, "a story told as we throughout",
          [](const RoundReading& r, std::size_t i) { return r.readings[i].voice == Voice::We; }}},
        {story && told.own + own_failures(reading) < 2,
         {1.2, false, "no act of the speaker's own", holds_nothing}},
        {story && share("generic") >= 0.4, {1.2, false, "advice instead of something lived"}},
        {story && share("hypothetical") >= 0.35, {1.2, false, "what would be done, not what was"}},
        {story && share("title") >= 0.3, {1.2, true, "titles instead of work"}},
        {story && share("flattery") >= 0.3, {1.2, true, "flattery instead of an answer"}},
    };
    std::vector<Cap> applying;
    for (const Guard& guard : guards)
        if (guard.applies) applying.push_back(guard.cap);
    return applying;
}

}  // namespace halfstep
