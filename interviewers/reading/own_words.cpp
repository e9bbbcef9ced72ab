#include "interviewers/reading/own_words.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

using Stems = std::vector<std::string>;

constexpr int kConcrete = 3;
constexpr int kConcernSeverity = 2;

struct Entry {
    Stems stems;
    std::optional<ObservationKind> means;
};

Stems stems_of(const std::vector<Word>& words) {
    Stems stems;
    for (const Word& word : words) stems.push_back(stem(word.norm));
    return stems;
}

std::vector<Entry> entries_of(const std::vector<SignalSpec>& signals) {
    std::vector<Entry> entries;
    for (const SignalSpec& signal : signals) {
        for (const OwnWords& own : signal.vocabulary) {
            for (const std::string& words : own.words) {
                Stems stems = stems_of(read_words(words));
                if (!stems.empty()) entries.push_back({std::move(stems), own.means});
            }
        }
    }
    return entries;
}

bool gains_from_words(ObservationKind kind) {
    return kind == ObservationKind::Reason || kind == ObservationKind::RejectedOption ||
           kind == ObservationKind::FailureMode;
}

/// One sentence and the evidence found in it so far.
class OwnWordReader {
public:
    OwnWordReader(RoundReading& reading, std::size_t sentence)
        : reading_(reading), sentence_(sentence) {
        for (std::size_t k = 0; k < reading.observations.size(); ++k) {
            if (reading.observations[k].sentence == sentence) here_.push_back(k);
        }
    }

    bool open() const {
        const SentenceReading& voice = reading_.readings[sentence_];
        if (voice.inert || voice.echo || voice.repeat || voice.lost) return false;
        // Words that nothing binds into a sentence are a list.
        const std::vector<Word>& words = reading_.sentences[sentence_].words;
        return has_strength() || content_stems(words).size() < words.size();
    }

    void apply(const Entry& entry, Span said) {
        if (!entry.means) {
            for (const std::size_t k : here_) {
                Observation& found = reading_.observations[k];
                if (gains_from_words(found.kind)) found.weight = kConcrete;
            }
        } else if (!reading_.readings[sentence_].negated) {
            observe(*entry.means, said);
        }
    }

private:
    bool has_strength() const {
        return std::ranges::any_of(here_, [&](std::size_t k) {
            return reading_.observations[k].polarity == Polarity::Strength;
        });
    }

    void observe(ObservationKind kind, Span said) {
        for (const std::size_t k : here_) {
            if (reading_.observations[k].kind == kind) return;
        }
        const SentenceReading& voice = reading_.readings[sentence_];
        Observation own;
        own.kind = kind;
        own.turn = reading_.sentences[sentence_].turn;
        own.sentence = sentence_;
        own.span = said;
        own.first_person = voice.voice == Voice::First;
        own.hypothetical = voice.hypothetical;
        own.weight = own.first_person || has_strength() ? 2 : 1;
        own.what = "own_words";
        if (kind == ObservationKind::Concern) {
            own.polarity = Polarity::Concern;
            own.severity = kConcernSeverity;
        }
        // At the end of its sentence's, so that the indices kept here stay right.
        const auto place =
            std::ranges::upper_bound(reading_.observations, sentence_, {}, &Observation::sentence);
        here_.push_back(static_cast<std::size_t>(place - reading_.observations.begin()));
        reading_.observations.insert(place, std::move(own));
    }

    RoundReading& reading_;
    std::size_t sentence_;
    std::vector<std::size_t> here_;
};

}  // namespace

void read_own_words(const std::vector<SignalSpec>& signals, RoundReading& reading) {
    const std::vector<Entry> entries = entries_of(signals);
    if (entries.empty()) return;
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        OwnWordReader reader(reading, i);
        if (!reader.open()) continue;
        const Sentence& sentence = reading.sentences[i];
        const Stems stems = stems_of(sentence.words);
        for (const Entry& entry : entries) {
            const auto at = std::ranges::search(stems, entry.stems);
            if (at.empty()) continue;
            const auto first = static_cast<std::size_t>(at.begin() - stems.begin());
            reader.apply(entry, sentence.span_of(first, first + entry.stems.size() - 1));
        }
    }
}

}  // namespace halfstep
