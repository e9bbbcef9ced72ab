#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace halfstep {

/// The parts of a line of a word list, without surrounding white space; empty ones are left out.
std::vector<std::string> list_entries(std::string_view line, char separator);

/// Phrases of one or more words, found at the word they begin with. A word's last '*' matches any
/// ending; words of a turn end at hyphens, so "on-call" is found as "on call".
class PhraseIndex {
public:
    /// The phrase's number: the same for the same phrase, counted from 0.
    std::size_t add(const std::string& phrase);
    std::size_t size() const { return phrases_.size(); }

    /// Reports each phrase that stands at words[at] through `found(number, length in words)`, in no
    /// order. A word has its text in `norm`.
    template <typename Words, typename Found>
    void match(const Words& words, std::size_t at, Found&& found) const {
        const auto visit = [&](const std::vector<std::size_t>& bucket) {
            for (const std::size_t number : bucket)
                if (stands_at(phrases_[number], words, at)) found(number, phrases_[number].size());
        };
        const std::string& norm = words[at].norm;
        if (const auto exact = exact_.find(norm); exact != exact_.end()) visit(exact->second);
        if (norm.size() < kStemMin) return;
        const auto stem = stems_.find(norm.substr(0, kStemMin));
        if (stem != stems_.end()) visit(stem->second);
    }

private:
    using Phrase = std::vector<std::string>;

    /// Letters that a first word with '*' must have.
    static constexpr std::size_t kStemMin = 3;

    static bool same(const std::string& pattern, const std::string& word);

    template <typename Words>
    static bool stands_at(const Phrase& phrase, const Words& words, std::size_t at) {
        if (at + phrase.size() > words.size()) return false;
        for (std::size_t i = 0; i < phrase.size(); ++i)
            if (!same(phrase[i], words[at + i].norm)) return false;
        return true;
    }

    std::vector<Phrase> phrases_;
    std::unordered_map<std::string, std::size_t> numbers_;             ///< by phrase
    std::unordered_map<std::string, std::vector<std::size_t>> exact_;  ///< by first word
    std::unordered_map<std::string, std::vector<std::size_t>> stems_;  ///< by its first letters
};

}  // namespace halfstep
