#include "interviewers/reading/consistency.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "interviewers/reading/figures.hpp"
#include "interviewers/reading/guards.hpp"

namespace halfstep {
namespace {

using Stems = std::vector<std::string>;

/// Rarer words two rounds must share to be about one project.
constexpr std::size_t kSameProject = 5;
/// Words two statements must share to be about one thing.
constexpr std::size_t kSameThing = 2;
constexpr double kTolerance = 0.2;

bool is_negation(const std::string& word) {
    return word == "not" || word == "never" || word == "no" || word == "nobody" ||
           word == "nothing" || word == "without" || word == "none";
}

/// Stems that tell what a sentence is about: no figures, no verbs of merely thinking, and
/// "rolled it back" also as "rollback".
Stems topic_of(const Sentence& sentence) {
    const Vocabulary& vocabulary = Vocabulary::builtin();
    static const std::set<std::string, std::less<>> kParticles{"back", "out", "over", "down",
                                                               "off"};
    Stems stems;
    std::vector<Word> kept;
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
        const Word& word = sentence.words[i];
        if (word.number || is_negation(word.norm) || vocabulary.is(Lex::Quantifier, word.norm) ||
            vocabulary.is(Lex::State, word.norm) || word.norm.size() < 3)
            continue;
        kept.push_back(word);
        for (std::size_t k = i + 1; k < sentence.words.size() && k <= i + 2; ++k)
            if (kParticles.contains(sentence.words[k].norm))
                stems.push_back(stem(word.norm) + sentence.words[k].norm);
    }
    for (std::string& stem : content_stems(kept)) stems.push_back(std::move(stem));
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    return stems;
}

std::size_t shared(const Stems& a, const Stems& b) {
    Stems both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
}

SaidAt said_at(const RoundRecord& round, const Sentence& sentence) {
    return {round.round, sentence.turn, sentence.span,
            std::string(slice(round.turns[sentence.turn].text, sentence.span))};
}

/// What is needed of one sentence to compare it.
struct Statement {
    const Sentence* sentence;
    const SentenceReading* reading;
    Stems topic;
    std::vector<Figure> figures;
};

std::vector<Statement> statements_of(const RoundReading& reading) {
    std::vector<Statement> statements;
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        const SentenceReading& guards = reading.readings[i];
        // Said again counts here: it may be said again with a "not" in it.
        if (guards.lost || (guards.inert && !guards.repeat)) continue;
        const Sentence& sentence = reading.sentences[i];
        statements.push_back(
            {&sentence, &reading.readings[i], topic_of(sentence), figures_of(sentence)});
    }
    return statements;
}

/// Words of some length, without those of any office.
Stems project_of(const std::vector<Statement>& statements) {
    std::set<std::string> stems;
    for (const Statement& statement : statements)
        for (const Word& word : statement.sentence->words)
            if (word.norm.size() >= 4 && !word.number &&
                !Vocabulary::builtin().is(Lex::Work, word.norm) &&
                !Vocabulary::builtin().is(Lex::Act, word.norm) &&
                !Vocabulary::builtin().is(Lex::State, word.norm))
                stems.insert(stem(word.norm));
    return {stems.begin(), stems.end()};
}

bool agrees(const Figure& figure, const std::vector<Statement>& statements) {
    for (const Statement& statement : statements)
        for (const Figure& other : statement.figures)
            if (other.unit == figure.unit &&
                std::abs(other.value - figure.value) <=
                    kTolerance * std::max(std::abs(other.value), std::abs(figure.value)))
                return true;
    return false;
}

bool says_duration(const Statement& statement, const RoundRecord& round) {
    const auto cue = [](const std::string& word) {
        return word == "total" || word == "took" || word == "lasted" || word == "down" ||
               word == "outage" || word == "long";
    };
    const auto& words = statement.sentence->words;
    if (std::any_of(words.begin(), words.end(), [&](const Word& w) { return cue(w.norm); }))
        return true;
    const std::size_t turn = statement.sentence->turn;
    if (turn == 0 || round.turns[turn - 1].speaker != Speaker::Interviewer) return false;
    const std::vector<Word> asked = read_words(round.turns[turn - 1].text);
    return std::any_of(asked.begin(), asked.end(), [&](const Word& w) { return cue(w.norm); });
}

/// Hours and minutes; what takes weeks is told with other weeks beside it.
bool is_short_time(const Figure& figure) {
    return figure.unit == "seconds" && figure.value >= 60 && figure.value < 86400;
}

void compare_figures(const RoundRecord& one, const std::vector<Statement>& ones,
                     const RoundRecord& other, const std::vector<Statement>& others,
                     std::vector<Mismatch>& found) {
    for (const Statement& a : ones)
        for (const Statement& b : others)
            for (const Figure& left : a.figures)
                for (const Figure& right : b.figures) {
                    if (left.unit != right.unit || left.unit.empty()) continue;
                    if (agrees(left, others) || agrees(right, ones)) continue;
                    const bool same_thing = shared(a.topic, b.topic) >= kSameThing;
                    const bool same_duration = is_short_time(left) && is_short_time(right) &&
                                               says_duration(a, one) && says_duration(b, other);
                    if (!same_thing && !same_duration) continue;
                    found.push_back(
                        {"number", said_at(one, *a.sentence), said_at(other, *b.sentence)});
                    return;  // one is enough to ask about
                }
}

/// A name that is not merely the first word of its sentence.
bool is_name(const Sentence& sentence, std::size_t at) {
    const Word& word = sentence.words[at];
    return at > 0 && word.capital && word.norm.size() > 2;
}

/// The sentence gives the work to somebody else: another acts in it, or it was done by them.
bool credits_other(const Statement& statement) {
    const std::vector<Word>& words = statement.sentence->words;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i].norm == "by" && is_name(*statement.sentence, i + 1)) return true;
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
        if (word.capital && word.norm.size() > 2 && a.sentence->has_word(word.norm)) return true;
    }
    return false;
}

/// What the speaker claims in `ones` and gives to another in `others`.
void compare_owners(const RoundRecord& one, const std::vector<Statement>& ones,
                    const RoundRecord& other, const std::vector<Statement>& others, bool swapped,
                    std::vector<Mismatch>& found) {
    for (const Statement& a : ones) {
        if (!claims(a)) continue;
        for (const Statement& b : others) {
            if (!credits_other(b) || names_same(a, b)) continue;
            if (shared(a.topic, b.topic) < kSameThing + 1) {
                // "it was X who did the rollback": one word of the act is enough.
                const bool cleft = b.sentence->has_word("who") && b.sentence->has_word("was");
                if (!cleft || shared(a.topic, b.topic) < 1) continue;
            }
            Mismatch mismatch{"ownership", said_at(one, *a.sentence), said_at(other, *b.sentence)};
            if (swapped) std::swap(mismatch.earlier, mismatch.later);
            found.push_back(std::move(mismatch));
            return;
        }
    }
}

bool negated(const Sentence& sentence) {
    std::size_t count = 0;
    for (const Word& word : sentence.words) count += is_negation(word.norm) ? 1 : 0;
    return count % 2 == 1;
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
            if (negated(*earlier.sentence) == negated(*later.sentence)) continue;
            const std::size_t both = shared(earlier.topic, later.topic);
            // Most of either sentence, and a word more than a coincidence.
            if (both < 3 || both * 10 < std::max(earlier.topic.size(), later.topic.size()) * 6)
                continue;
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
    if (shared(project_of(ones), project_of(others)) < kSameProject) return found;
    compare_figures(one, ones, other, others, found);
    compare_owners(one, ones, other, others, false, found);
    if (std::none_of(found.begin(), found.end(),
                     [](const Mismatch& m) { return m.about == "ownership"; }))
        compare_owners(other, others, one, ones, true, found);
    return found;
}

}  // namespace halfstep
