#include "interviewers/reading/level.hpp"

#include <array>

namespace halfstep {

std::optional<double> read_level(const std::vector<Sentence>& sentences) {
    // One word of a wide scope says more than one of a narrow one: everybody has tasks.
    static constexpr std::array<double, 5> kWeights{1.0, 1.0, 1.2, 1.5, 1.8};
    static constexpr std::array<Lex, 5> kLists{Lex::Guided, Lex::Independent, Lex::Leading,
                                               Lex::Spanning, Lex::Steering};
    double weight = 0;
    double total = 0;
    for (const Sentence& sentence : sentences)
        for (std::size_t level = 0; level < kLists.size(); ++level) {
            const double found =
                static_cast<double>(sentence.count(kLists[level])) * kWeights[level];
            weight += found;
            total += found * static_cast<double>(level);
        }
    if (weight == 0) return std::nullopt;
    return total / weight;
}

std::optional<double> read_level(std::string_view text) {
    return read_level(read_sentences(text, 0));
}

}  // namespace halfstep
