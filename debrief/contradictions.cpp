#include "debrief/contradictions.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>

#include "debrief/citing.hpp"
#include "debrief/wording.hpp"

namespace halfstep {
namespace {

class ContradictionFinder {
public:
    ContradictionFinder(const Decided& decided, const std::vector<Mismatch>& mismatches)
        : d_(decided), mismatches_(mismatches) {}

    std::vector<Contradiction> find() {
        for (std::size_t s = 0; s < d_.table.rows.size(); ++s) {
            within_signal(s);
            missing(s);
            floor(s);
            adjacent(s);
            outlier(s);
        }
        across_signals();
        level_split();
        for (const Mismatch& mismatch : mismatches_) conflicting_statements(mismatch);
        std::sort(found_.begin(), found_.end(), [](const Contradiction& a, const Contradiction& b) {
            // Nothing else can make up for a floor, so it is the greatest risk there is.
            const auto risk = [](const Contradiction& c) {
                return c.kind == "floor" ? INT64_MAX : c.relevance * c.severity;
            };
            if (risk(a) != risk(b)) return risk(a) > risk(b);
            return std::tie(a.kind, a.signals, a.cards_for, a.resolution) <
                   std::tie(b.kind, b.signals, b.cards_for, b.resolution);
        });
        return std::move(found_);
    }

private:
    const SignalRow& row(std::size_t s) const { return d_.table.rows[s]; }
    const std::string& id(std::size_t s) const { return row(s).signal->id; }
    std::int64_t rating(std::size_t s) const { return d_.table.range.point[s]; }
    std::int64_t bar() const { return d_.rules.rules.bar; }
    /// Two steps of the default scale on the panel's, at least one label.
    std::int64_t far() const { return std::max<std::int64_t>(1000, d_.rules.rules.top * 2 / 5); }

    std::int64_t relevance(const std::vector<std::size_t>& signals) const {
        const LevelRules& level = d_.rules.rules.levels.front();
        std::int64_t most = 0;
        for (const std::size_t s : signals) {
            most = std::max(most, 1000 * level.weight[s] / level.weight_sum);
        }
        return most;
    }

    std::vector<std::string> cards(std::size_t s, Polarity polarity) const {
        return cited(cards_of(row(s), polarity));
    }

    std::vector<std::string> seats(std::size_t s) const {
        std::vector<std::string> names;
        for (const CountedRating& counted : row(s).counted) {
            names.push_back(counted.feedback->seat);
        }
        return names;
    }

    /// The weightiest of these cards that speak for one side, or of all where none does.
    std::vector<std::string> side(const std::vector<std::string>& ids, Polarity polarity) const {
        const Cards all = cards_of(d_.table, ids);
        Cards own;
        std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                     [&](const EvidenceCard* card) { return card->polarity == polarity; });
        return cited(own.empty() ? all : own);
    }

    static std::string in_brackets(const std::vector<std::string>& cards) {
        return cards.empty() ? "" : " (" + listed(cards) + ")";
    }

    void add(std::string kind, const std::vector<std::size_t>& signals,
             std::vector<std::string> seat_names, std::int64_t severity,
             std::vector<std::string> cards_for, std::vector<std::string> cards_against,
             std::string resolution) {
        Contradiction made;
        made.kind = std::move(kind);
        for (const std::size_t s : signals) made.signals.push_back(id(s));
        made.seats = std::move(seat_names);
        made.relevance = relevance(signals);
        made.severity = severity;
        made.cards_for = std::move(cards_for);
        made.cards_against = std::move(cards_against);
        made.resolution = std::move(resolution);
        found_.push_back(std::move(made));
    }

    void within_signal(std::size_t s) {
        std::vector<CountedRating> all = row(s).counted;
        all.insert(all.end(), row(s).adjacent.begin(), row(s).adjacent.end());
        if (all.size() < 2) return;
        const auto by_label = [](const CountedRating& a, const CountedRating& b) {
            return a.label < b.label;
        };
        const CountedRating low = *std::min_element(all.begin(), all.end(), by_label);
        const CountedRating high = *std::max_element(all.begin(), all.end(), by_label);
        const auto apart = static_cast<std::int64_t>(high.label - low.label) * 1000;
        const std::size_t bar_label = d_.panel.scale.bar;
        if (apart == 0 ||
            (apart < far() && (low.label >= bar_label) == (high.label >= bar_label))) {
            return;
        }
        // Same words read differently is a question of the bar; other words are other evidence.
        const auto quotes = [&](const CountedRating& counted) {
            std::set<std::string> said;
            for (const std::string& card : counted.cards) {
                const auto found = d_.table.cards.find(card);
                if (found != d_.table.cards.end() && !found->second->quote.empty()) {
                    said.insert(found->second->quote);
                }
            }
            return said;
        };
        const std::set<std::string> a = quotes(low);
        const std::set<std::string> b = quotes(high);
        const bool shared = std::any_of(
            a.begin(), a.end(), [&](const std::string& quote) { return b.count(quote) > 0; });
        const std::string kind = a.empty() || b.empty() ? "within_signal"
                                 : shared               ? "different_bar"
                                                        : "different_evidence";
        const auto cards_high = side(high.cards, Polarity::Strength);
        const auto cards_low = side(low.cards, Polarity::Concern);
        std::string text = sentence_start(id(s)) + " was rated from " +
                           in_words(d_.panel.scale.labels[low.label].label) + " by " +
                           in_words(low.feedback->seat) + in_brackets(cards_low) + " to " +
                           in_words(d_.panel.scale.labels[high.label].label) + " by " +
                           in_words(high.feedback->seat) + in_brackets(cards_high) + ". ";
        text += kind == "different_bar"
                    ? "Both rest on the same words, so it is a question of the bar: the anchors "
                      "decide, and "
                    : "They rest on different evidence, so both stand: ";
        text += "the mean of the owners' ratings counts.";
        add(kind, {s}, {low.feedback->seat, high.feedback->seat}, apart, cards_high, cards_low,
            std::move(text));
    }

    void missing(std::size_t s) {
        if (row(s).milli) return;
        // Other seats may have seen something of it.
        const auto cards_for = cards(s, Polarity::Strength);
        const auto against = cards(s, Polarity::Concern);
        std::vector<std::string> seen = cards_for;
        seen.insert(seen.end(), against.begin(), against.end());
        add("missing_signal", {s}, row(s).signal->owner, d_.rules.rules.top, cards_for, against,
            sentence_start(id(s)) +
                " was not rated by its owner. No evidence is not a low rating: it is "
                "taken as anything the scale allows, and asked for if that could change the "
                "outcome." +
                (seen.empty()
                     ? ""
                     : " What others saw of it" + in_brackets(seen) + " is kept for then."));
    }

    void floor(std::size_t s) {
        const std::int64_t floor_at = d_.rules.rules.levels.front().floor[s];
        if (!d_.rules.rules.floors || !row(s).milli || rating(s) >= floor_at) return;
        const int steps = static_cast<int>((floor_at - rating(s) + 999) / 1000);
        const auto against = cards(s, Polarity::Concern);
        add("floor", {s}, seats(s), floor_at - rating(s), cards(s, Polarity::Strength), against,
            sentence_start(id(s)) + " lies below what " + in_words(d_.rules.level) + " requires" +
                in_brackets(against) + ". A floor is not weighed against other rounds; " +
                steps_in_words(steps) + " higher would have met it.");
    }

    void adjacent(std::size_t s) {
        if (!row(s).milli || rating(s) >= bar()) return;
        const LedgerReading reading = d_.decider.ledger(d_.table.range.point, 0);
        std::vector<std::size_t> from;
        std::vector<std::string> names;
        Cards strengths;
        for (std::size_t t = 0; t < d_.table.rows.size(); ++t) {
            if (t == s || d_.rules.rules.adjacent[t][s] == 0 || reading.credit[t] == 0) continue;
            from.push_back(t);
            names.push_back(in_words(id(t)));
            const Cards shown = cards_of(row(t), Polarity::Strength);
            strengths.insert(strengths.end(), shown.begin(), shown.end());
        }
        const std::vector<std::string> cards_for = cited(strengths);
        if (from.empty() || reading.concern[s] == 0) return;
        const std::int64_t left = reading.residual[s] / reading.concern[s];
        std::vector<std::size_t> signals{s};
        signals.insert(signals.end(), from.begin(), from.end());
        std::string text = "What " + listed(names) + " showed" + in_brackets(cards_for) +
                           " bears on the concern in " + in_words(id(s)) +
                           in_brackets(cards(s, Polarity::Concern)) + ": about " +
                           std::to_string((1000 - left + 5) / 10) + " percent of it is answered.";
        std::vector<std::string> who = seats(s);
        for (const std::size_t t : from) {
            for (const std::string& seat : seats(t)) who.push_back(seat);
        }
        add("adjacent_evidence", signals, who, bar() - rating(s), cards_for,
            cards(s, Polarity::Concern), std::move(text));
    }

    void outlier(std::size_t s) {
        if (!row(s).milli) return;
        std::vector<std::int64_t> others;
        for (std::size_t t = 0; t < d_.table.rows.size(); ++t) {
            if (t != s && row(t).milli) others.push_back(rating(t));
        }
        if (others.size() < 2) return;
        std::sort(others.begin(), others.end());
        const std::int64_t median =
            (others[(others.size() - 1) / 2] + others[others.size() / 2]) / 2;
        const std::int64_t apart = std::abs(rating(s) - median);
        if (apart < far()) return;
        const bool low = rating(s) < median;
        add("outlier_round", {s}, seats(s), apart, cards(s, Polarity::Strength),
            cards(s, Polarity::Concern),
            sentence_start(id(s)) + " stands " + (low ? "well below" : "well above") +
                " the other rounds" +
                in_brackets(cards(s, low ? Polarity::Concern : Polarity::Strength)) +
                ". It is kept as it is: an outlier is a question to its evidence, never dropped.");
    }

    void across_signals() {
        std::vector<std::size_t> high;
        std::vector<std::size_t> low;
        for (std::size_t s = 0; s < d_.table.rows.size(); ++s) {
            if (!row(s).milli) continue;
            if (rating(s) >= bar() + 1000) high.push_back(s);
            if (rating(s) < bar()) low.push_back(s);
        }
        for (const std::size_t s : low) {
            for (const std::size_t t : high) {
                const std::int64_t apart = rating(t) - rating(s);
                if (apart < far()) continue;
                std::vector<std::string> who = seats(t);
                for (const std::string& seat : seats(s)) who.push_back(seat);
                const auto cards_for = cards(t, Polarity::Strength);
                const auto against = cards(s, Polarity::Concern);
                add("across_signals", {t, s}, who, apart, cards_for, against,
                    sentence_start(id(t)) + " was strong" + in_brackets(cards_for) + " where " +
                        in_words(id(s)) + " was not" + in_brackets(against) +
                        ". They are different questions: " +
                        (d_.rules.rules.adjacent[t][s] > 0
                             ? "the one counts towards the other only as adjacent evidence."
                             : "the one says nothing about the other."));
            }
        }
    }

    void level_split() {
        std::size_t lowest = d_.panel.ladder.size();
        std::size_t highest = 0;
        std::set<std::size_t> signals;
        std::set<std::string> who;
        std::map<std::size_t, std::vector<std::string>> shown;  // level, cards
        for (std::size_t s = 0; s < d_.table.rows.size(); ++s) {
            for (const CountedRating& counted : row(s).counted) {
                const auto level = d_.panel.level_index(counted.rating->level);
                if (!level) continue;
                lowest = std::min(lowest, *level);
                highest = std::max(highest, *level);
                signals.insert(s);
                who.insert(counted.feedback->seat);
                shown[*level].insert(shown[*level].end(), counted.cards.begin(),
                                     counted.cards.end());
            }
        }
        if (signals.size() < 2 || lowest >= highest) return;
        const std::vector<std::string> above = side(shown[highest], Polarity::Strength);
        const std::vector<std::string> below = side(shown[lowest], Polarity::Concern);
        add("level_split", {signals.begin(), signals.end()}, {who.begin(), who.end()},
            static_cast<std::int64_t>(highest - lowest) * 1000, above, below,
            "The evidence reads from " + in_words(d_.panel.ladder[lowest]) + in_brackets(below) +
                " to " + in_words(d_.panel.ladder[highest]) + in_brackets(above) +
                ". The rounds that bear on level weigh most in where it is read.");
    }

    /// The seat's cards that hold these words.
    Cards cards_with(const std::string& seat, const std::string& words) const {
        Cards cards;
        for (const Feedback* feedback : d_.table.sealed) {
            if (feedback->seat != seat) continue;
            for (const EvidenceCard& card : feedback->cards) {
                const bool same = card.quote.find(words) != std::string::npos ||
                                  words.find(card.quote) != std::string::npos;
                if (!card.quote.empty() && same) cards.push_back(&card);
            }
        }
        return cards;
    }

    std::string seat_of(const SaidAt& said) const {
        const RoundSpec* round = d_.panel.find_round(said.round);
        return round ? round->seat : said.round;
    }

    void conflicting_statements(const Mismatch& mismatch) {
        const std::vector<std::string> who{seat_of(mismatch.earlier), seat_of(mismatch.later)};
        std::vector<std::size_t> signals;
        for (std::size_t s = 0; s < d_.table.rows.size(); ++s) {
            const std::vector<std::string>& owners = row(s).signal->owner;
            const auto owned = [&](const std::string& seat) {
                return std::find(owners.begin(), owners.end(), seat) != owners.end();
            };
            if (owned(who[0]) || owned(who[1])) signals.push_back(s);
        }
        const auto first = cited(cards_with(who[0], mismatch.earlier.quote));
        const auto second = cited(cards_with(who[1], mismatch.later.quote));
        const bool figures = mismatch.about == "number";
        add("conflicting_statements", signals, who, 1000, first, second,
            "To " + in_words(who[0]) + ": \"" + mismatch.earlier.quote + "\"" + in_brackets(first) +
                " To " + in_words(who[1]) + ": \"" + mismatch.later.quote + "\"" +
                in_brackets(second) +
                (figures ? " The figures differ." : " Whose work it was differs.") +
                " Neither is taken as settled; ask once more before relying on it.");
    }

    const Decided& d_;
    const std::vector<Mismatch>& mismatches_;
    std::vector<Contradiction> found_;
};

}  // namespace

std::vector<Contradiction> find_contradictions(const Decided& decided,
                                               const std::vector<Mismatch>& mismatches) {
    return ContradictionFinder(decided, mismatches).find();
}

}  // namespace halfstep
