#include "interviewers/reading/fallacies.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace halfstep {

/// Generated from vocabulary/fallacies.txt by CMake.
extern const std::string_view kFallaciesText;

namespace {

/// Words that may stand between two parts of one claim, before and after it, where what takes it
/// back is looked for. Judgements: a clause of spoken English holds about eight words.
constexpr std::size_t kGap = 8;
constexpr std::size_t kBefore = 8;
constexpr std::size_t kAfter = 8;
/// "If" and "not" belong to the claim when they stand this near before it.
constexpr std::size_t kNear = 4;

}  // namespace

const Fallacies& Fallacies::builtin() {
    static const Fallacies fallacies(kFallaciesText);
    return fallacies;
}

Fallacies::Fallacies(std::string_view text) {
    for (const std::string& line : list_entries(text, '\n'))
        if (line.front() != '#') read_line(line);
    negation_ = set_of("@negation");
    attributed_ = set_of("@attributed");
    doubted_ = set_of("@doubted");
    conditional_ = set_of("@conditional");
    contrast_ = set_of("@contrast");
    qualified_ = set_of("@qualified");
    averts_ = set_of("@averts");
}

void Fallacies::read_line(std::string_view line) {
    if (line.front() == '[') {
        says_.emplace_back(line.substr(1, line.size() - 2));
    } else if (line.front() == '@' && line.find(" = ") != std::string_view::npos) {
        const std::size_t equals = line.find(" = ");
        named_[std::string(line.substr(0, equals))] =
            expanded(std::string(line.substr(equals + 3)));
    } else {
        read_pattern(line);
    }
}

void Fallacies::read_pattern(std::string_view line) {
    HALFSTEP_CHECK(!says_.empty(), "a pattern before any belief");
    const bool after_if = line.front() == '~';
    if (after_if) line.remove_prefix(1);
    const std::size_t slash = std::min(line.find(" / "), line.size());
    const std::string_view claim = line.substr(0, slash);
    const bool ordered = claim.find('+') == std::string_view::npos;
    HALFSTEP_CHECK(ordered || claim.find('>') == std::string_view::npos,
                   "a claim is in one order or in any");
    Pattern pattern{says_.size() - 1, {}, ordered, after_if, std::nullopt};
    for (const std::string& part : list_entries(claim, pattern.ordered ? '>' : '+'))
        pattern.parts.push_back(set_of(part));
    HALFSTEP_CHECK(pattern.parts.size() >= 2 && pattern.parts.size() < 32,
                   "a claim has two parts or more");
    if (slash < line.size()) pattern.unless = set_of(std::string(line.substr(slash + 3)));
    patterns_.push_back(std::move(pattern));
}

std::vector<std::string> Fallacies::expanded(const std::string& alternatives) const {
    std::vector<std::string> phrases;
    for (const std::string& alternative : list_entries(alternatives, ',')) {
        if (alternative.front() != '@') {
            phrases.push_back(alternative);
            continue;
        }
        const auto found = named_.find(alternative);
        HALFSTEP_CHECK(found != named_.end(), "a set is used before it is written");
        phrases.insert(phrases.end(), found->second.begin(), found->second.end());
    }
    return phrases;
}

Fallacies::Set Fallacies::set_of(const std::string& alternatives) {
    const auto known = sets_.find(alternatives);
    if (known != sets_.end()) return known->second;
    const auto set = static_cast<Set>(sets_.size());
    sets_.emplace(alternatives, set);
    for (const std::string& phrase : expanded(alternatives)) {
        const std::size_t number = phrases_.add(phrase);
        sets_of_.resize(phrases_.size());
        sets_of_[number].push_back(set);
    }
    return set;
}

Fallacies::Hits Fallacies::hits_of(const Sentence& sentence) const {
    Hits hits;
    for (std::size_t at = 0; at < sentence.words.size(); ++at)
        phrases_.match(sentence.words, at, [&](std::size_t phrase, std::size_t length) {
            for (const Set set : sets_of_[phrase]) hits.push_back({set, at, at + length - 1});
        });
    return hits;
}

/// Puts each part on words of its own, near the one before it; ordered claims in their order.
bool Fallacies::place(const Pattern& pattern, const Hits& hits, std::uint32_t placed,
                      Hits& chosen) const {
    if (chosen.size() == pattern.parts.size()) return true;
    for (const Hit& hit : hits) {
        if (!chosen.empty() &&
            (hit.first <= chosen.back().last || hit.first > chosen.back().last + kGap + 1)) {
            continue;
        }
        for (std::size_t part = 0; part < pattern.parts.size(); ++part) {
            const std::uint32_t bit = 1U << part;
            if ((placed & bit) != 0 || pattern.parts[part] != hit.set) continue;
            if (pattern.ordered && part != chosen.size()) continue;
            chosen.push_back(hit);
            if (place(pattern, hits, placed | bit, chosen)) return true;
            chosen.pop_back();
        }
    }
    return false;
}

/// Nothing beside the claim denies it, gives it to somebody else, makes it a condition or narrows
/// it.
bool Fallacies::stands(const Pattern& pattern, const Sentence& sentence, const Hits& hits,
                       const Hits& chosen) const {
    const std::vector<Word>& words = sentence.words;
    const std::size_t first = chosen.front().first;
    const std::size_t last = chosen.back().last;
    const auto is_part = [&](const Hit& hit) { return overlaps(chosen, hit.first, hit.last); };
    for (std::size_t i = first; i <= last; ++i)
        if (words[i].reported) return false;
    // What a comma parts from the claim does not deny it; what a "but" parts from it says nothing
    // of it.
    std::size_t clause = first;
    while (clause > 0 && first - clause < kNear && !paused_before(words, clause)) --clause;
    std::size_t lead = first > kBefore ? first - kBefore : 0;
    bool denies_itself = false;
    for (const Hit& hit : hits) {
        if (hit.set == contrast_ && hit.first < first) lead = std::max(lead, hit.last + 1);
        denies_itself |= hit.set == negation_ && is_part(hit);
    }
    return std::none_of(hits.begin(), hits.end(), [&](const Hit& hit) {
        if (is_part(hit)) return false;
        const bool within = hit.first >= first && hit.last <= last;
        const bool near_before = hit.first < first && hit.first >= clause;
        const bool after = hit.first > last && hit.first <= last + kAfter;
        if (hit.set == doubted_) return true;
        if (hit.set == negation_) return within || near_before;
        if (hit.set == conditional_) return within || (near_before && !pattern.after_if);
        if (hit.set == attributed_) return within || (hit.first < first && hit.first >= lead);
        if (hit.set == contrast_ || hit.set == qualified_) return within || after;
        return hit.set == averts_ && within && denies_itself;
    });
}

bool Fallacies::overlaps(const Hits& chosen, std::size_t first, std::size_t last) {
    return std::any_of(chosen.begin(), chosen.end(),
                       [&](const Hit& own) { return first <= own.last && own.first <= last; });
}

bool Fallacies::is_excused(const Pattern& pattern, const std::vector<Sentence>& sentences,
                           std::size_t at, const Hits& chosen) const {
    if (!pattern.unless) return false;
    for (std::size_t i = at + 1; i-- > 0 && sentences[i].turn == sentences[at].turn;) {
        const Hits hits = hits_of(sentences[i]);
        const bool excused = std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
            return hit.set == *pattern.unless && (i < at || !overlaps(chosen, hit.first, hit.last));
        });
        if (excused) return true;
    }
    return false;
}

std::vector<Fallacies::Claim> Fallacies::claimed(const std::vector<Sentence>& sentences,
                                                 std::size_t at) const {
    std::vector<Claim> claims;
    const Sentence& sentence = sentences[at];
    if (sentence.question || sentence.quoted) return claims;
    const Hits hits = hits_of(sentence);
    std::vector<bool> there(sets_.size(), false);
    for (const Hit& hit : hits) there[hit.set] = true;
    for (const Pattern& pattern : patterns_) {
        if (!std::all_of(pattern.parts.begin(), pattern.parts.end(),
                         [&](Set part) { return there[part]; }))
            continue;
        const std::string_view says = says_[pattern.belief];
        if (!claims.empty() && claims.back().says == says) continue;
        Hits chosen;
        if (!place(pattern, hits, 0, chosen) || !stands(pattern, sentence, hits, chosen) ||
            is_excused(pattern, sentences, at, chosen))
            continue;
        claims.push_back({says, chosen.front().first, chosen.back().last});
    }
    return claims;
}

}  // namespace halfstep
