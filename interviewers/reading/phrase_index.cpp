#include "interviewers/reading/phrase_index.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace halfstep {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::vector<std::string> list_entries(std::string_view line, char separator) {
    std::vector<std::string> entries;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(separator), line.size());
        const std::string_view entry = trimmed(line.substr(0, end));
        if (!entry.empty()) entries.emplace_back(entry);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return entries;
}

std::size_t PhraseIndex::add(const std::string& phrase) {
    const auto [known, fresh] = numbers_.emplace(phrase, phrases_.size());
    if (!fresh) return known->second;
    std::string spaced = phrase;
    std::replace(spaced.begin(), spaced.end(), '-', ' ');
    Phrase words = list_entries(spaced, ' ');
    HALFSTEP_CHECK(!words.empty(), "a phrase has a word");
    const std::string& first = words.front();
    if (first.back() != '*') {
        exact_[first].push_back(phrases_.size());
    } else {
        HALFSTEP_CHECK(first.size() > kStemMin, "a stem needs three letters");
        stems_[first.substr(0, kStemMin)].push_back(phrases_.size());
    }
    phrases_.push_back(std::move(words));
    return known->second;
}

bool PhraseIndex::same(const std::string& pattern, const std::string& word) {
    if (pattern.back() != '*') return pattern == word;
    return word.compare(0, pattern.size() - 1, pattern, 0, pattern.size() - 1) == 0;
}

}  // namespace halfstep
