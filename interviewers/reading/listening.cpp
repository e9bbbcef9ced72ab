#include "interviewers/reading/listening.hpp"

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "interviewers/reading/asked_for.hpp"
#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

constexpr double kDrift = 0.0045;       ///< per word, of plain speech
constexpr double kLoadDrift = 0.0045;   ///< per word more, at full load
constexpr double kPointBack = 0.6;      ///< share of what was lost that a point brings back
constexpr double kProgressBack = 0.25;  ///< an act or a figure
constexpr double kSignpostBack = 0.25;
constexpr double kQuestionBack = 0.15;
/// A long sentence, and one packed with terms and figures.
constexpr double kLongSentence = 45.0;
constexpr double kPackedSentence = 6.0;

enum class Progress { None, Some, Point };

Progress progress_of(const Context& context) {
    Progress best = Progress::None;
    const SentenceReading& voice = context.voice();
    if (voice.inert || voice.lost) return best;
    const auto& all = context.reading.observations;
    for (auto o = all.rbegin(); o != all.rend() && o->sentence >= context.index; ++o) {
        if (o->sentence != context.index || o->polarity == Polarity::Concern) continue;
        if (o->kind == ObservationKind::Scope) continue;
        if (o->weight >= 3) return Progress::Point;
        if (o->weight == 2) best = Progress::Some;
    }
    return best;
}

double burden(const Sentence& sentence) {
    return static_cast<double>(sentence.words.size());
}

double load_of(const Sentence& sentence) {
    double packed = static_cast<double>(sentence.count(Lex::Buzz));
    for (const Word& word : sentence.words) packed += word.number ? 1 : 0;
    return 0.5 * std::min(1.0, burden(sentence) / kLongSentence) +
           0.5 * std::min(1.0, packed / kPackedSentence);
}

bool names_question(const Sentence& sentence, const std::vector<std::string>& stems) {
    return std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) {
        return !word.stem.empty() && std::binary_search(stems.begin(), stems.end(), word.stem);
    });
}

double rounded(double value) {
    return std::round(value * 100.0) / 100.0;
}

/// One turn's curve under way.
struct Listener {
    ListeningTurn turn;
    std::vector<std::string> stems;  ///< of what was asked
    double load = 0;
    std::size_t relevant = 0;
    std::size_t sentences = 0;

    void hear(const RoundReading& reading, std::size_t index) {
        const Sentence& sentence = reading.sentences[index];
        const Context context{reading, index, false};
        if (!turn.point_words && progress_of(context) == Progress::Point)
            turn.point_words = turn.words;
        if (!turn.lost_at && reading.readings[index].attention < kAttentionLost)
            turn.lost_at = sentence.span.begin;
        turn.words += sentence.words.size();
        turn.signposts += sentence.count(Lex::Signpost) > 0 ? 1 : 0;
        load += load_of(sentence);
        if (names_question(sentence, stems)) ++relevant;
        ++sentences;
        const double after = attention_after(context, reading.readings[index].attention, stems);
        if (turn.curve.size() < limits::kListeningPointsMax)
            turn.curve.push_back({sentence.span.end, rounded(after)});
    }

    ListeningTurn done() {
        const auto n = static_cast<double>(std::max<std::size_t>(1, sentences));
        turn.load = rounded(load / n);
        turn.relevance = rounded(static_cast<double>(relevant) / n);
        return std::move(turn);
    }
};

}  // namespace

double attention_after(const Context& context, double before,
                       const std::vector<std::string>& question_stems) {
    const Sentence& sentence = context.sentence();
    const Progress progress = progress_of(context);
    const double drift = (kDrift + kLoadDrift * load_of(sentence)) *
                         (progress == Progress::None ? 1.0 : 0.5) * burden(sentence);
    double attention = before * std::exp(-drift);
    double back = progress == Progress::Point  ? kPointBack
                  : progress == Progress::Some ? kProgressBack
                                               : 0.0;
    if (sentence.has(Lex::Signpost)) back += kSignpostBack;
    if (names_question(sentence, question_stems)) back += kQuestionBack;
    // Who has lost the place finds it again half as easily.
    if (before < kAttentionLost) back /= 2;
    return attention + (1.0 - attention) * std::min(1.0, back);
}

std::vector<ListeningTurn> listening_of(const RoundRecord& round, const RoundReading& reading) {
    std::vector<ListeningTurn> turns;
    std::size_t at = 0;
    std::size_t asked = round.turns.size();  // the interviewer's last turn
    for (std::size_t t = 0; t < round.turns.size(); ++t) {
        if (round.turns[t].speaker == Speaker::Interviewer) asked = t;
        if (at >= reading.sentences.size() || reading.sentences[at].turn != t) continue;
        Listener listener;
        listener.turn.round = round.round;
        listener.turn.turn = t;
        listener.turn.curve.push_back({0, 1.0});
        if (asked < round.turns.size())
            listener.stems = content_stems(read_words(round.turns[asked].text));
        for (; at < reading.sentences.size() && reading.sentences[at].turn == t; ++at)
            listener.hear(reading, at);
        listener.turn.responds = responds(round, reading, asked, t);
        turns.push_back(listener.done());
    }
    return turns;
}

}  // namespace halfstep
