#include "interviewers/reading/consistency.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

#include "interviewers/reading/figures.hpp"
#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

using Stems = std::vector<std::string>;

/// Rarer words two rounds must share to be about one project; where one says little, most of its
/// words, and at least as many as no two stories share by chance.
constexpr std::size_t kSameProject = 5;
constexpr std::size_t kSameProjectLeast = 2;
constexpr double kSameProjectShare = 0.6;
/// Rarer words two statements must share to be about one thing: as many as these, and as large a
/// part of the one that has fewer.
constexpr std::size_t kSameThing = 2;
constexpr double kSameThingShare = 0.5;
/// Words before and after a figure that say what it counts, within its clause.
constexpr std::size_t kWordsBefore = 8;
constexpr std::size_t kWordsAfter = 6;
constexpr double kTolerance = 0.2;
/// Sentences of a round that are compared, pair by pair, with those of another.
constexpr std::size_t kStatementsMax = 600;

bool is_negation(const std::string& word) {
    return word == "not" || word == "never" || word == "no" || word == "nobody" ||
           word == "nothing" || word == "without" || word == "none";
}

/// Stems that tell what a sentence is about: no figures, no verbs of merely thinking.
Stems topic_of(const Sentence& sentence) {
    std::vector<Word> kept;
    for (const Word& word : sentence.words)
        if (!word.number && !is_negation(word.norm) && !word.is(Lex::Quantifier) &&
            !word.is(Lex::State) && word.norm.size() >= 3)
            kept.push_back(word);
    return content_stems(kept);
}

Stems unique(Stems stems) {
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    return stems;
}

/// A word that tells one project from another: of some length, and none of any office.
bool is_rare(const Word& word) {
    const auto common = {Lex::Work,       Lex::Act,     Lex::State,  Lex::Decide,
                         Lex::Quantifier, Lex::Person,  Lex::Title,  Lex::Cause,
                         Lex::Contrast,   Lex::Generic, Lex::Ordinal};
    return word.norm.size() >= 4 && !word.number && word.norm != "cent" &&
           !is_time_unit(word.stem) &&
           std::none_of(common.begin(), common.end(), [&](Lex lex) { return word.is(lex); });
}

/// The rarer words of these, as stems.
Stems rare_stems(std::span<const Word> words) {
    std::vector<Word> rare;
    std::copy_if(words.begin(), words.end(), std::back_inserter(rare), is_rare);
    return content_stems(rare);
}

bool joins_clauses(const std::string& word) {
    return word == "and" || word == "but" || word == "so" || word == "because" || word == "since" ||
           word == "which" || word == "while" || word == "then";
}

/// What a figure counts: the rarer words around it in its clause.
Stems counted_by(const Sentence& sentence, const Figure& figure) {
    const std::vector<Word>& words = sentence.words;
    std::size_t first = figure.word;
    while (first > 0 && figure.word - first < kWordsBefore && !joins_clauses(words[first - 1].norm))
        --first;
    std::size_t last = figure.word;
    while (last < words.size() && last - figure.word <= kWordsAfter &&
           !joins_clauses(words[last].norm))
        ++last;
    Stems stems = rare_stems(std::span(words).subspan(first, last - first));
    std::erase(stems, figure.unit);
    return stems;
}

/// Words between "I" and its verb at most: "I then simply dropped".
constexpr std::size_t kVerbAfter = 3;

/// What the speaker says to have done, as stems: a past tense soon after "I", and "I rolled it
/// back" as "rollback".
Stems own_acts(const Sentence& sentence) {
    static const std::set<std::string, std::less<>> kParticles{"back", "out", "over", "down",
                                                               "off"};
    const std::vector<Word>& words = sentence.words;
    Stems acts;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].norm != "i" || words[i].reported) continue;
        for (std::size_t v = i + 1; v < words.size() && v <= i + kVerbAfter; ++v) {
            if (words[v].norm.size() <= 4 || !words[v].norm.ends_with("ed")) continue;
            acts.push_back(stem(words[v].norm));
            for (std::size_t k = v + 1; k < words.size() && k <= v + 2; ++k)
                if (kParticles.contains(words[k].norm))
                    acts.push_back(stem(words[v].norm) + words[k].norm);
        }
    }
    return unique(std::move(acts));
}

/// How many stand in both; each is sorted.
std::size_t shared(const Stems& a, const Stems& b) {
    std::size_t both = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        const int order = x->compare(*y);
        both += order == 0 ? 1 : 0;
        if (order <= 0) ++x;
        if (order >= 0) ++y;
    }
    return both;
}

Stems in_common(const Stems& a, const Stems& b) {
    Stems both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

SaidAt said_at(const RoundRecord& round, const Sentence& sentence) {
    return {round.round, sentence.turn, sentence.span,
            std::string(slice(round.turns[sentence.turn].text, sentence.span))};
}

/// A name that is not merely the first word of its sentence.
bool is_name(const Sentence& sentence, std::size_t at) {
    const Word& word = sentence.words[at];
    return at > 0 && word.capital && word.norm.size() > 2;
}

/// "It was Iker who did it": says outright whose it was, whatever else the sentence tells.
bool names_doer(const Sentence& sentence) {
    for (std::size_t i = 2; i < sentence.words.size(); ++i)
        if (sentence.words[i].norm == "who" && is_name(sentence, i - 1) &&
            sentence.words[i - 2].norm == "was")
            return true;
    return false;
}

/// A figure and the rarer words that say what it counts.
struct Counted {
    Figure figure;
    Stems of;
};

/// What is needed of one sentence to compare it with hundreds of others.
struct Statement {
    const Sentence* sentence;
    const SentenceReading* reading;
    Stems topic;
    Stems told;    ///< every word with a meaning
    Stems things;  ///< rarer words, without the speaker's own acts
    Stems acts;    ///< the speaker's own
    std::vector<Counted> figures;
    bool names_doer;
};

Statement statement_of(const Sentence& sentence, const SentenceReading& reading) {
    Statement made{&sentence,
                   &reading,
                   topic_of(sentence),
                   content_stems(sentence.words),
                   rare_stems(sentence.words),
                   own_acts(sentence),
                   {},
                   names_doer(sentence)};
    std::erase_if(made.things,
                  [&](const std::string& s) { return std::ranges::count(made.acts, s) > 0; });
    for (Figure& figure : figures_of(sentence)) {
        Stems of = counted_by(sentence, figure);
        made.figures.push_back({std::move(figure), std::move(of)});
    }
    return made;
}

std::vector<Statement> statements_of(const RoundReading& reading) {
    std::vector<Statement> statements;
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        if (statements.size() == kStatementsMax) break;
        const SentenceReading& guards = reading.readings[i];
        // Said again counts here: it may be said again with a "not" in it.
        if (guards.lost || (guards.inert && !guards.repeat)) continue;
        statements.push_back(statement_of(reading.sentences[i], guards));
    }
    return statements;
}

Stems project_of(const std::vector<Statement>& statements) {
    Stems stems;
    for (const Statement& statement : statements)
        for (std::string& stem : rare_stems(statement.sentence->words))
            stems.push_back(std::move(stem));
    return unique(std::move(stems));
}

bool same_project(const Stems& one, const Stems& other) {
    const std::size_t both = shared(one, other);
    const double less = static_cast<double>(std::min(one.size(), other.size()));
    return both >= kSameProject ||
           (both >= kSameProjectLeast && static_cast<double>(both) >= kSameProjectShare * less);
}

bool is_measure(const std::string& unit) {
    return unit == "percent" || unit == "seconds" || unit == "money";
}

/// About the same of the same; a count told from memory may be one off.
bool agree(const Figure& a, const Figure& b) {
    const double apart = std::abs(a.value - b.value);
    return a.unit == b.unit &&
           (apart <= kTolerance * std::max(std::abs(a.value), std::abs(b.value)) ||
            (!is_measure(a.unit) && apart <= 1));
}

bool agrees(const Figure& figure, const std::vector<Statement>& statements) {
    for (const Statement& statement : statements)
        for (const Counted& other : statement.figures)
            if (agree(figure, other.figure)) return true;
    return false;
}

std::size_t figures_in(const Statement& statement, const std::string& unit) {
    return static_cast<std::size_t>(std::ranges::count_if(
        statement.figures, [&](const Counted& counted) { return counted.figure.unit == unit; }));
}

/// A plan is no report, and a median no peak.
bool comparable(const Statement& a, const Statement& b) {
    if (a.sentence->has(Lex::Foreseen) || b.sentence->has(Lex::Foreseen)) return false;
    const Match* one = a.sentence->find(Lex::Statistic);
    const Match* other = b.sentence->find(Lex::Statistic);
    return !one || !other ||
           a.sentence->words[one->first].norm == b.sentence->words[other->first].norm;
}

/// The two figures are of one thing: what stands around them says so, or both are told as a before
/// and an after of the same counted thing.
bool same_thing(const Statement& a, const Counted& left, const Statement& b, const Counted& right) {
    const std::string& unit = left.figure.unit;
    if (unit != right.figure.unit || unit.empty() || !comparable(a, b)) return false;
    // What shares a figure is told at two times, or in two parts.
    for (const Counted& x : a.figures)
        for (const Counted& y : b.figures)
            if (x.figure.unit == unit && agree(x.figure, y.figure)) return false;
    if (!is_measure(unit) && figures_in(a, unit) > 1 && figures_in(b, unit) > 1) return true;
    const std::size_t both = shared(left.of, right.of);
    const std::size_t less = std::min(left.of.size(), right.of.size());
    return both >= kSameThing &&
           static_cast<double>(both) >= kSameThingShare * static_cast<double>(less);
}

void compare_figures(const RoundRecord& one, const std::vector<Statement>& ones,
                     const RoundRecord& other, const std::vector<Statement>& others,
                     std::vector<Mismatch>& found) {
    for (const Statement& a : ones)
        for (const Statement& b : others)
            for (const Counted& left : a.figures)
                for (const Counted& right : b.figures) {
                    if (!same_thing(a, left, b, right)) continue;
                    if (agrees(left.figure, others) || agrees(right.figure, ones)) continue;
                    found.push_back(
                        {"number", said_at(one, *a.sentence), said_at(other, *b.sentence)});
                    return;  // one is enough to ask about
                }
}

/// The sentence gives the work to somebody else: another acts in it, or it was done by them.
bool credits_other(const Statement& statement) {
    const std::vector<Word>& words = statement.sentence->words;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i].norm == "by" && is_name(*statement.sentence, i + 1)) return true;
    if (statement.names_doer) return true;
    if (statement.reading->voice == Voice::First || statement.reading->voice == Voice::We)
        return false;
    if (statement.sentence->has(Lex::Person)) return true;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (is_name(*statement.sentence, i)) return true;
    return false;
}

bool claims(const Statement& statement) {
    return statement.reading->voice == Voice::First && !statement.reading->hypothetical &&
           !statement.reading->negated;
}

bool names_same(const Statement& a, const Statement& b) {
    for (std::size_t i = 0; i < b.sentence->words.size(); ++i) {
        const Word& word = b.sentence->words[i];
        if (is_name(*b.sentence, i) && a.sentence->has_word(word.norm)) return true;
    }
    return false;
}

/// One act of one thing; where the doer is named outright the act is enough.
bool same_act(const Statement& claim, const Statement& credit) {
    return shared(claim.acts, credit.told) > 0 &&
           (credit.names_doer || shared(claim.things, credit.told) >= kSameThing);
}

/// What the speaker claims in `ones` and gives to another in `others`.
void compare_owners(const RoundRecord& one, const std::vector<Statement>& ones,
                    const RoundRecord& other, const std::vector<Statement>& others, bool swapped,
                    std::vector<Mismatch>& found) {
    for (const Statement& a : ones) {
        if (!claims(a)) continue;
        for (const Statement& b : others) {
            if (!same_act(a, b) || !credits_other(b) || names_same(a, b)) continue;
            Mismatch mismatch{"ownership", said_at(one, *a.sentence), said_at(other, *b.sentence)};
            if (swapped) std::swap(mismatch.earlier, mismatch.later);
            found.push_back(std::move(mismatch));
            return;
        }
    }
}

/// Whether the sentence denies what it says of `topic`: its negations count in the clauses that
/// hold a word of it.
bool denies(const Sentence& sentence, const Stems& topic) {
    const std::vector<Word>& words = sentence.words;
    std::size_t total = 0;
    std::size_t here = 0;
    bool about = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool starts = i > 0 && (paused_before(words, i) || words[i].norm == "but");
        if (starts) {
            if (about) total += here;
            here = 0;
            about = false;
        }
        if (is_negation(words[i].norm)) ++here;
        about = about || std::binary_search(topic.begin(), topic.end(), stem(words[i].norm));
    }
    if (about) total += here;
    return total % 2 == 1;
}

}  // namespace

std::vector<Mismatch> taken_back(const RoundRecord& round, const RoundReading& reading) {
    std::vector<Mismatch> found;
    const std::vector<Statement> statements = statements_of(reading);
    for (std::size_t j = 1; j < statements.size(); ++j) {
        const Statement& later = statements[j];
        if (later.sentence->question || later.topic.size() < 3) continue;
        for (std::size_t i = 0; i < j; ++i) {
            const Statement& earlier = statements[i];
            if (earlier.sentence->question || earlier.topic.size() < 3) continue;
            const Stems common = in_common(earlier.topic, later.topic);
            // Most of either sentence, and a word more than a coincidence.
            if (common.size() < 3 ||
                common.size() * 10 < std::max(earlier.topic.size(), later.topic.size()) * 6)
                continue;
            if (denies(*earlier.sentence, common) == denies(*later.sentence, common)) continue;
            found.push_back(
                {"taken_back", said_at(round, *earlier.sentence), said_at(round, *later.sentence)});
            break;
        }
    }
    return found;
}

std::vector<Mismatch> compare_stories(const RoundRecord& one, const RoundReading& one_reading,
                                      const RoundRecord& other, const RoundReading& other_reading) {
    std::vector<Mismatch> found;
    const std::vector<Statement> ones = statements_of(one_reading);
    const std::vector<Statement> others = statements_of(other_reading);
    if (!same_project(project_of(ones), project_of(others))) return found;
    compare_figures(one, ones, other, others, found);
    compare_owners(one, ones, other, others, false, found);
    if (std::none_of(found.begin(), found.end(),
                     [](const Mismatch& m) { return m.about == "ownership"; }))
        compare_owners(other, others, one, ones, true, found);
    return found;
}

}  // namespace halfstep
