#include "debrief/reasons.hpp"

#include <algorithm>
#include <array>

#include "debrief/citing.hpp"
#include "debrief/wording.hpp"

namespace halfstep {
namespace {

class ReasonWriter {
public:
    explicit ReasonWriter(const Decided& decided) : d_(decided) {}

    std::vector<Reason> write(const Verdict& verdict) {
        if (d_.table.conduct) {
            add({"conduct",
                 "",
                 "",
                 "A concern about conduct was recorded, which rules out a hire whatever else was "
                 "shown.",
                 {d_.table.conduct_cards.begin(), d_.table.conduct_cards.end()}});
            return std::move(reasons_);
        }
        if (verdict.outcome == Outcome::MoreSignal) explain_uncertainty(verdict);
        const auto granted = static_cast<std::size_t>(d_.rules.rules.rank_max() - d_.ranks.point);
        for (std::size_t down = 0; down < d_.rules.rules.levels.size() && down < granted; ++down) {
            if (down == 1 && too_few_advocates()) break;
            explain_refusal(down);
        }
        if (granted < d_.rules.rules.levels.size()) explain_offer(granted);
        return std::move(reasons_);
    }

private:
    void add(Reason reason) { reasons_.push_back(std::move(reason)); }

    const std::string& level_name(std::size_t down) const {
        return d_.panel.ladder[d_.rules.level_index - down];
    }

    std::int64_t rating(std::size_t s) const { return d_.table.range.point[s]; }
    const SignalRow& row(std::size_t s) const { return d_.table.rows[s]; }

    std::string rated(std::size_t s) const {
        return row(s).milli ? "was rated " + label_in_words(d_.panel.scale, rating(s))
                            : "was not observed";
    }

    /// A low rating that no card speaks against can cite strengths only: said, so that a reader
    /// does not look for the fault in them.
    std::string rated_low(std::size_t s) const {
        const bool faultless =
            row(s).milli && !row(s).cards.empty() && cards_of(row(s), Polarity::Concern).empty();
        return rated(s) + (faultless ? " for showing too little, not for a fault" : "");
    }

    /// The weightiest cards of one polarity, of each of these signals in turn; for a signal without
    /// any, those its ratings cite.
    std::vector<std::string> cards(const std::vector<std::size_t>& signals,
                                   Polarity polarity) const {
        std::vector<Cards> piles;
        for (const std::size_t s : signals) {
            Cards& own = piles.emplace_back(cards_of(row(s), polarity));
            for (const CountedRating& counted : row(s).counted) {
                if (own.empty()) own = cards_of(d_.table, counted.cards);
            }
        }
        return cited_in_turn(piles);
    }

    std::vector<std::string> names(const std::vector<std::size_t>& signals) const {
        std::vector<std::string> words;
        for (const std::size_t s : signals) words.push_back(in_words(row(s).signal->id));
        return words;
    }

    void explain_uncertainty(const Verdict& verdict) {
        const auto by_id = [&](const std::string& id) {
            for (std::size_t s = 0; s < d_.table.rows.size(); ++s) {
                if (row(s).signal->id == id) return s;
            }
            return std::size_t{0};
        };
        for (const std::string& id : verdict.probe) {
            const std::size_t s = by_id(id);
            if (!row(s).milli) {
                add({"missing", id, d_.rules.level,
                     sentence_start(id) +
                         " was not observed, and no evidence is not a low rating: the outcome "
                         "depends on what it would show.",
                     cards({s}, Polarity::Strength)});
            } else if (row(s).strength < 600) {
                add({"thin", id, d_.rules.level,
                     sentence_start(id) + " " + rated(s) +
                         " on thin evidence; a fuller answer could move it enough to change the "
                         "outcome.",
                     cards({s}, Polarity::Concern)});
            }
        }
        if (!reasons_.empty()) return;
        add({"split",
             "",
             d_.rules.level,
             "Readers of the same packet would not agree, so the committee asks for more.",
             {}});
    }

    bool too_few_advocates() {
        const DecisionRules& rules = d_.rules.rules;
        std::size_t advocates = 0;
        for (std::size_t s = 0; s < rules.count; ++s) advocates += rating(s) >= rules.bar;
        if (advocates >= rules.advocates) return false;
        add({"advocates",
             "",
             level_name(1),
             "A lower level needs at least " + std::to_string(rules.advocates) +
                 " ratings that meet the bar of " + in_words(d_.rules.level) + "; there " +
                 (advocates == 0   ? "was none."
                  : advocates == 1 ? "was one."
                                   : "were " + std::to_string(advocates) + "."),
             {}});
        return true;
    }

    void explain_refusal(std::size_t down) {
        const auto failed = d_.decider.failed_floors(d_.table.range.point, down);
        for (const std::size_t s : failed) explain_floor(s, down);
        if (!failed.empty()) return;
        if (d_.rules.policy == "floor_ledger") {
            explain_ledger(down);
            return;
        }
        std::vector<std::size_t> below;
        for (std::size_t s = 0; s < d_.rules.rules.count; ++s) {
            if (rating(s) < d_.rules.rules.bar) below.push_back(s);
        }
        const std::string what = in_words(find_policy(d_.rules.policy)->title);
        add({"policy", "", level_name(down),
             "By the rule \"" + what + "\" the ratings do not reach " + in_words(level_name(down)) +
                 (below.empty() ? "." : "; below the bar: " + listed(names(below)) + "."),
             cards(below, Polarity::Concern)});
    }

    void explain_floor(std::size_t s, std::size_t down) {
        const std::int64_t floor = d_.rules.rules.levels[down].floor[s];
        const std::int64_t short_by = floor - d_.decider.at_level(d_.table.range.point, down)[s];
        const int steps = static_cast<int>((short_by + 999) / 1000);
        const std::string needed = in_words(
            d_.panel.scale
                .labels[std::min<std::size_t>(static_cast<std::size_t>((floor + 999) / 1000),
                                              d_.panel.scale.labels.size() - 1)]
                .label);
        std::string text = sentence_start(row(s).signal->id) + " " + rated_low(s);
        text += down == 0 ? ". " + sentence_start(level_name(down)) + " asks for at least " +
                                needed + " there, and no other round can make up for it; " +
                                steps_in_words(steps) + " higher would have met it."
                          : ", and even read against " + in_words(level_name(down)) +
                                " it stays below the " + needed + " asked for there.";
        add({"floor", row(s).signal->id, level_name(down), std::move(text),
             cards({s}, Polarity::Concern)});
    }

    void explain_ledger(std::size_t down) {
        const LedgerReading reading = d_.decider.ledger(d_.table.range.point, down);
        const std::string level = in_words(level_name(down));
        const std::int64_t allowed = d_.rules.rules.numbers.residual_max * reading.one;
        for (std::size_t s = 0; s < d_.rules.rules.count; ++s) {
            if (reading.residual[s] <= allowed) continue;
            const bool covered = reading.residual[s] < 1000 * reading.concern[s];
            add({"concern", row(s).signal->id, level_name(down),
                 sentence_start(row(s).signal->id) + " " + rated_low(s) + ", a concern for " +
                     level +
                     (covered ? " that the other rounds only partly answer."
                              : " that no other round answers."),
                 cards({s}, Polarity::Concern)});
        }
        if (!reading.net_passes) explain_case(reading, down);
        if (!reading.fit_passes) {
            std::vector<std::size_t> low;
            for (std::size_t s = 0; s < d_.rules.rules.count; ++s) {
                const bool bears = d_.rules.rules.relief[s] > 0;
                if (bears && rating(s) < d_.rules.rules.bar) low.push_back(s);
            }
            add({"level_fit", "", level_name(down),
                 "Good work, but the rounds that show level read below " + level +
                     (low.empty() ? "." : ", above all " + listed(names(low)) + "."),
                 cards(low, Polarity::Concern)});
        }
    }

    void explain_case(const LedgerReading& reading, std::size_t down) {
        std::vector<std::size_t> speak_for;
        std::vector<std::size_t> against;
        for (std::size_t s = 0; s < d_.rules.rules.count; ++s) {
            if (reading.credit[s] > 0) speak_for.push_back(s);
            if (reading.residual[s] > 0) against.push_back(s);
        }
        const std::string hire = "a hire at " + in_words(level_name(down));
        std::string text;
        if (speak_for.empty()) {
            text = "Nothing in the ratings speaks for " + hire + ".";
        } else if (against.empty()) {
            text = "No rating speaks against " + hire +
                   ", but the case for it is too thin: " + listed(names(speak_for)) +
                   " meet the bar by too little, or on too little.";
        } else {
            text = "Taken together the case for " + hire + " is too thin: what speaks for it in " +
                   listed(names(speak_for)) + " does not clearly outweigh the concern in " +
                   listed(names(against)) + ".";
        }
        std::vector<std::string> both = cards(against, Polarity::Concern);
        for (std::string& id : cards(speak_for, Polarity::Strength)) {
            if (std::find(both.begin(), both.end(), id) == both.end())
                both.push_back(std::move(id));
        }
        add({"case", "", level_name(down), std::move(text), std::move(both)});
    }

    void explain_offer(std::size_t down) {
        const std::string level = in_words(level_name(down));
        std::vector<std::size_t> strong;
        for (std::size_t s = 0; s < d_.rules.rules.count; ++s) {
            if (rating(s) >= d_.rules.rules.bar + 1000 && row(s).milli) strong.push_back(s);
        }
        std::string text = down == 0 ? "The ratings meet what " + level + " asks"
                                     : "Read against " + level + " the same ratings are a hire";
        text += strong.empty() ? "." : ", carried by " + listed(names(strong)) + ".";
        add({down == 0 ? "meets" : "meets_lower", "", level_name(down), std::move(text),
             cards(strong, Polarity::Strength)});
    }

    const Decided& d_;
    std::vector<Reason> reasons_;
};

std::string ruling_in_words(const Ruling& ruling) {
    return ruling.level ? "a hire at " + in_words(*ruling.level) : "no hire";
}

std::string opening(const Verdict& verdict) {
    switch (verdict.outcome) {
        case Outcome::Hire:
            return "Hire at " + in_words(*verdict.level) + ".";
        case Outcome::DownLevel:
            return "Hire at " + in_words(*verdict.level) + " instead of " +
                   in_words(verdict.target_level) + ".";
        case Outcome::MoreSignal:
            return "More signal is needed: the evidence allows anything from " +
                   ruling_in_words(verdict.low) + " to " + ruling_in_words(verdict.high) + ".";
        case Outcome::NoHire:
            return "No hire.";
    }
    return "";
}

int cost_of(const FlipLine& flip) {
    int cost = 0;
    for (const auto& [signal, steps] : flip.raise) cost += steps;
    return cost;
}

/// The cheapest flip whose signals all hurt, else the cheapest.
const FlipLine* told_flip(const Verdict& verdict) {
    if (verdict.flips.empty()) return nullptr;
    for (const FlipLine& flip : verdict.flips) {
        if (cost_of(flip) > cost_of(verdict.flips.front()) || flip.raise.size() > 2) break;
        const bool all_hurt = std::all_of(flip.raise.begin(), flip.raise.end(), [&](auto& raise) {
            return verdict.attribution->shapley.at(raise.first).front() == '-';
        });
        if (all_hurt) return &flip;
    }
    return &verdict.flips.front();
}

const SignalRow& row_of(const Decided& decided, const std::string& id) {
    return *std::find_if(decided.table.rows.begin(), decided.table.rows.end(),
                         [&](const SignalRow& row) { return row.signal->id == id; });
}

/// The first line of what a rater wrote would have raised the rating: one thing to act on. Empty
/// when none wrote.
std::string said_to_raise(const SignalRow& row) {
    for (const CountedRating& counted : row.counted) {
        const std::string& said = counted.rating->would_raise;
        if (!said.empty()) return said.substr(0, said.find('\n'));
    }
    return "";
}

/// The first form of evidence no strength on the signal has; empty when all are there.
std::string lacking(const SignalRow& row) {
    std::array<bool, 4> seen{};
    for (const EvidenceCard* card : row.cards) {
        if (card->polarity == Polarity::Strength) seen[static_cast<std::size_t>(card->form)] = true;
    }
    const auto missing = std::find(seen.begin(), seen.end(), false);
    return missing == seen.end() ? ""
                                 : asking_for(static_cast<EvidenceForm>(missing - seen.begin()));
}

std::string flip_sentence(const Decided& decided, const Verdict& verdict) {
    const FlipLine* flip = told_flip(verdict);
    if (!flip || !verdict.attribution) return "";
    const auto singles = std::count_if(verdict.flips.begin(), verdict.flips.end(), [&](auto& f) {
        return f.raise.size() == 1 && f.ruling == verdict.flips.front().ruling;
    });
    if (singles > 4) return " It is borderline on several rounds: any of them would have done.";
    std::vector<std::string> raises;
    for (std::size_t s = 0; s < decided.table.rows.size(); ++s) {
        const std::string& id = decided.table.rows[s].signal->id;
        const auto raise = flip->raise.find(id);
        if (raise == flip->raise.end()) continue;
        const std::int64_t reached = decided.table.range.point[s] + 1000 * raise->second;
        raises.push_back(in_words(id) + " " + steps_in_words(raise->second) + " higher (" +
                         label_in_words(decided.panel.scale, reached) + ")");
    }
    return " Had the panel rated " + listed(raises) + ", the same packet would have been " +
           ruling_in_words(flip->ruling) + ".";
}

}  // namespace

Ruling ruling_of(const PanelSpec& panel, const PanelRules& rules, int rank) {
    if (rank == 0) return {Outcome::NoHire, std::nullopt};
    const auto down = static_cast<std::size_t>(rules.rules.rank_max() - rank);
    return {down == 0 ? Outcome::Hire : Outcome::DownLevel, panel.ladder[rules.level_index - down]};
}

std::vector<Reason> write_reasons(const Decided& decided, const Verdict& verdict) {
    return ReasonWriter(decided).write(verdict);
}

std::vector<Ask> write_asks(const Decided& decided, const std::vector<std::string>& probe) {
    std::vector<Ask> asks;
    for (const std::string& id : probe) {
        const SignalRow& row = row_of(decided, id);
        std::string what = said_to_raise(row);
        if (what.empty()) what = lacking(row);
        if (what.empty())
            what = "another example on " + in_words(id) + ", independent of the first";
        if (!row.milli) what = "everything: nothing was observed on " + in_words(id);
        asks.push_back({id, row.signal->owner.empty() ? "" : row.signal->owner.front(), what});
    }
    return asks;
}

std::optional<Practice> choose_practice(const Decided& decided, const Verdict& verdict) {
    const FlipLine* flip = told_flip(verdict);
    if (!flip || verdict.outcome == Outcome::MoreSignal) return std::nullopt;
    const SignalRow* chosen = nullptr;
    int most = 0;
    for (const SignalRow& row : decided.table.rows) {
        const auto raise = flip->raise.find(row.signal->id);
        if (raise == flip->raise.end() || raise->second <= most) continue;
        most = raise->second;
        chosen = &row;
    }
    const std::string& id = chosen->signal->id;
    const std::string said = said_to_raise(*chosen);
    if (!said.empty()) return Practice{id, "Next time in " + in_words(id) + ": " + said};
    const std::string what = chosen->cards.empty() ? "" : lacking(*chosen);
    if (what.empty()) return std::nullopt;
    return Practice{id, "Next time in " + in_words(id) + ", show " + what + "."};
}

std::string write_summary(const Decided& decided, const Verdict& verdict) {
    std::string text = opening(verdict);
    if (!verdict.reasons.empty()) text += " " + verdict.reasons.front().text;
    if (verdict.outcome == Outcome::MoreSignal) {
        if (verdict.asks.empty()) return text;
        const Ask& ask = verdict.asks.front();
        return text + " Next: ask on " + in_words(ask.signal) +
               (ask.seat.empty() ? "" : ", by the seat " + in_words(ask.seat)) +
               (ask.what.back() == '.' ? ". " + ask.what : ", for " + ask.what + ".");
    }
    if (verdict.outcome == Outcome::Hire || decided.table.conduct) return text;
    return text + flip_sentence(decided, verdict);
}

}  // namespace halfstep
