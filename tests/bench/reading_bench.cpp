// How long reading takes against merely segmenting the same words with ICU, and re-reading a
// growing answer against reading it whole. Prints figures; exit 1 when a bound is exceeded.
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "interviewers/assess.hpp"
#include "interviewers/reading/reading.hpp"
#include "panel/json.hpp"

namespace {

using namespace halfstep;

/// Best of several runs, in microseconds: the least disturbed one.
template <typename Work>
double best_of(int runs, Work&& work) {
    double best = 1e18;
    for (int i = 0; i < runs; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - begin;
        best = std::min(best, took.count());
    }
    return best;
}

std::size_t boundaries(icu::BreakIterator& iterator, const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.data(), static_cast<std::int64_t>(text.size()), &status);
    iterator.setText(&input, status);
    std::size_t count = 0;
    while (iterator.next() != icu::BreakIterator::DONE) ++count;
    utext_close(&input);
    return count;
}

std::vector<RoundRecord> rounds_of(const std::filesystem::path& folder, std::size_t words_max) {
    std::vector<RoundRecord> rounds;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::size_t words = 0;
    for (const auto& file : files) {
        std::ifstream in(file);
        std::ostringstream text;
        text << in.rdbuf();
        const auto json = parse_json(text.str());
        const auto transcript = transcript_from_json(json.value());
        for (const RoundRecord& round : transcript.value().rounds) {
            for (const Turn& turn : round.turns) words += read_words(turn.text).size();
            rounds.push_back(round);
        }
        if (words >= words_max) break;
    }
    std::cout << "words " << words << "\n";
    return rounds;
}

SeatView view_of(const RoundRecord& round) {
    SeatView view;
    view.brief.target_level = "senior";
    view.brief.ladder = default_ladder();
    view.brief.scale = default_scale();
    view.seat.id = round.round;
    SignalSpec signal;
    signal.id = round.round;
    view.signals = {signal};
    RoundSpec spec;
    spec.id = spec.kind = round.round;
    view.rounds = {spec};
    view.records = {round};
    return view;
}

}  // namespace

int main() {
    const auto rounds =
        rounds_of(std::filesystem::path(HALFSTEP_SOURCE_DIR) / "tests/cases/behavioral", 9000);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> sentences(
        icu::BreakIterator::createSentenceInstance(icu::Locale("en_US"), status));
    const std::unique_ptr<icu::BreakIterator> words(
        icu::BreakIterator::createWordInstance(icu::Locale("en_US"), status));
    std::size_t sink = 0;
    const double segmenting = best_of(20, [&] {
        for (const RoundRecord& round : rounds)
            for (const Turn& turn : round.turns)
                sink += boundaries(*sentences, turn.text) + boundaries(*words, turn.text);
    });
    const double reading = best_of(10, [&] {
        for (const RoundRecord& round : rounds) sink += assess(view_of(round)).cards.size();
    });
    // One long answer that grows by a sentence.
    Turn long_turn;
    for (const RoundRecord& round : rounds)
        for (const Turn& turn : round.turns)
            if (turn.speaker == Speaker::Candidate && long_turn.text.size() < 6000)
                long_turn.text += turn.text + " ";
    const double whole = best_of(10, [&] {
        RoundReader reader;
        reader.add_turn(long_turn);
        sink += reader.reading().observations.size();
    });
    RoundReader grown;
    grown.add_turn(long_turn);
    const double again = best_of(10, [&] {
        grown.extend_last("I then compared 40 of 900 rows because two had been lost.");
        sink += grown.reading().observations.size();
    });
    std::cout << "segmenting " << segmenting << " us, all seats " << reading << " us, ratio "
              << reading / segmenting << " (below 50)\n"
              << "whole answer " << whole << " us, one more sentence " << again << " us, share "
              << again / whole << " (below 0.05)\n";
    return reading / segmenting < 50 && again / whole < 0.05 && sink > 0 ? 0 : 1;
}
