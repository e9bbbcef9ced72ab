#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interviewers/reading/phrase_index.hpp"
#include "interviewers/reading/text.hpp"

namespace halfstep {

/// Well-known false beliefs of the trade, each as patterns of words that stand together in one
/// statement: vocabulary/fallacies.txt says how they are written. Immutable: safe from any thread.
class Fallacies {
public:
    static const Fallacies& builtin();
    explicit Fallacies(std::string_view text);

    /// What a sentence claims. `says` completes "the answer ..." and lives as long as the list.
    struct Claim {
        std::string_view says;
        std::size_t first;  ///< words [first, last] of the sentence
        std::size_t last;
    };

    /// Claims of the sentence `at`, one a belief. Earlier sentences of its turn may hold what makes
    /// the claim true.
    std::vector<Claim> claimed(const std::vector<Sentence>& sentences, std::size_t at) const;

    /// Beliefs listed.
    std::size_t size() const { return says_.size(); }

private:
    using Set = std::uint16_t;

    struct Pattern {
        std::size_t belief;
        std::vector<Set> parts;
        bool ordered;
        bool after_if;              ///< an "if" before it belongs to it
        std::optional<Set> unless;  ///< words that make it true or harmless
    };
    struct Hit {
        Set set;
        std::size_t first;
        std::size_t last;
    };
    using Hits = std::vector<Hit>;

    void read_line(std::string_view line);
    void read_pattern(std::string_view line);
    Set set_of(const std::string& alternatives);
    std::vector<std::string> expanded(const std::string& alternatives) const;

    static bool overlaps(const Hits& chosen, std::size_t first, std::size_t last);
    Hits hits_of(const Sentence& sentence) const;
    bool place(const Pattern& pattern, const Hits& hits, std::uint32_t placed, Hits& chosen) const;
    bool stands(const Pattern& pattern, const Sentence& sentence, const Hits& hits,
                const Hits& chosen) const;
    bool is_excused(const Pattern& pattern, const std::vector<Sentence>& sentences, std::size_t at,
                    const Hits& chosen) const;

    std::vector<std::string> says_;
    std::vector<Pattern> patterns_;
    PhraseIndex phrases_;
    std::vector<std::vector<Set>> sets_of_;  ///< that hold the phrase, by its number
    std::unordered_map<std::string, std::vector<std::string>> named_;  ///< while reading
    std::unordered_map<std::string, Set> sets_;                        ///< by alternatives
    // What takes a claim back: named sets that the file must have.
    Set negation_ = 0;
    Set attributed_ = 0;
    Set doubted_ = 0;
    Set conditional_ = 0;
    Set contrast_ = 0;
    Set qualified_ = 0;
    Set averts_ = 0;
};

}  // namespace halfstep
