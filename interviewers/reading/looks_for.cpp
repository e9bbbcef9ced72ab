#include "interviewers/reading/looks_for.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "interviewers/reading/stems.hpp"
#include "interviewers/reading/text.hpp"

namespace halfstep {
namespace {

using Stems = std::vector<std::string>;

bool holds_stem(const Stems& stems, const std::string& wanted) {
    if (std::binary_search(stems.begin(), stems.end(), wanted)) return true;
    // "retransmit" for "retransmission": a shared beginning of most of the word.
    if (wanted.size() < 5) return false;
    const std::string start = wanted.substr(0, std::max<std::size_t>(5, wanted.size() * 3 / 4));
    const auto at = std::lower_bound(stems.begin(), stems.end(), start);
    return at != stems.end() && at->starts_with(start);
}

/// Words that say more weigh more: long and technical ones, figures.
double weight_of(const std::string& word) {
    const bool figure = word.find_first_of("0123456789") != std::string::npos;
    return figure ? 1.3 : 0.6 + 0.1 * static_cast<double>(std::min<std::size_t>(word.size(), 10));
}

double said(std::string_view way, const Stems& answer, const Stems& question) {
    double total = 0;
    double found = 0;
    for (const std::string& word : content_stems(read_words(way))) {
        const double weight =
            weight_of(word) *
            (std::binary_search(question.begin(), question.end(), word) ? 0.25 : 1);
        total += weight;
        if (holds_stem(answer, word)) found += weight;
    }
    return total > 0 ? found / total : 0.0;
}

double point_said(const LookFor& point, const Stems& answer, const Stems& question) {
    double best = said(point.point, answer, question);
    for (const std::string& way : point.ways) best = std::max(best, said(way, answer, question));
    return best;
}

}  // namespace

std::vector<LookFor> points_of(std::string_view reference) {
    std::vector<LookFor> points;
    for (const Sentence& sentence : read_sentences(reference, 0)) {
        LookFor point;
        point.point = std::string(slice(reference, sentence.span));
        if (content_stems(sentence.words).size() >= 2) points.push_back(std::move(point));
    }
    if (points.empty()) points.push_back({std::string(reference), {}});
    return points;
}

double covers(const LookFor& point, const std::vector<std::string>& stems) {
    return point_said(point, stems, {});
}

double covers(const LookFor& point, std::string_view answer, std::string_view question) {
    return point_said(point, content_stems(read_words(answer)),
                      content_stems(read_words(question)));
}

double coverage(const std::vector<LookFor>& points, std::string_view answer,
                std::string_view question) {
    const Stems words = content_stems(read_words(answer));
    const Stems asked = content_stems(read_words(question));
    double total = 0;
    for (const LookFor& point : points) total += point_said(point, words, asked);
    return points.empty() ? 0.0 : total / static_cast<double>(points.size());
}

}  // namespace halfstep
