#include "scenarios/near_word.hpp"

#include <algorithm>
#include <numeric>

namespace halfstep {
namespace {

constexpr std::size_t kWordBytesMax = 100;
constexpr std::size_t kWordsListedMax = 24;
constexpr std::size_t kBeginningMin = 3;

/// Letters changed, added, left out or swapped with their neighbour (optimal string alignment), by
/// rows.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = above[j] + (a[i] == b[j] ? 0 : 1);
            row[j + 1] = std::min({replaced, above[j + 1] + 1, row[j] + 1});
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) {
                row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
            }
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above.back();
}

}  // namespace

std::string near_word(std::string_view written, const std::vector<std::string>& known) {
    written = written.substr(0, kWordBytesMax);
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(written.size() / 3, 1) + 1;
    for (const std::string& word : known) {
        if (word.size() > kWordBytesMax) continue;
        // The beginning of a word is near it, however long it goes on.
        const bool begins = written.size() >= kBeginningMin && word.starts_with(written);
        const std::size_t apart = begins ? 1 : distance(written, word);
        if (apart < best_distance) {
            best_distance = apart;
            best = word;
        }
    }
    return best;
}

std::string suggestion(std::string_view written, const std::vector<std::string>& known) {
    const std::string near = near_word(written, known);
    if (!near.empty()) return "did you mean \"" + near + "\"?";
    std::string list;
    std::size_t listed = 0;
    for (const std::string& word : known) {
        if (word.size() > kWordBytesMax) continue;
        if (listed++ == kWordsListedMax) return list + ", ...";
        list += (list.empty() ? "one of: " : ", ") + word;
    }
    return list;
}

}  // namespace halfstep
