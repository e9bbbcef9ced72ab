#include "debrief/steps.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "debrief/citing.hpp"
#include "debrief/wording.hpp"
#include "panel/evidence_score.hpp"
#include "panel/json.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

// A meeting names the few things that stood out in several rounds, not every one.
constexpr std::size_t kRepeatedMax = 3;

class StepWriter {
public:
    StepWriter(const Decided& decided, const Verdict& verdict, const Discussed* discussed,
               const std::optional<Ruling>& revised_point)
        : d_(decided), verdict_(verdict), discussed_(discussed), revised_point_(revised_point) {}

    std::vector<DebriefStep> write() {
        open_envelopes();
        Json signals = Json::array();
        for (const SignalLine& line : verdict_.signals) signals.push_back(to_json(line));
        add("table", {{"signals", std::move(signals)}});
        repeated("repeated_strength", Polarity::Strength);
        repeated("repeated_concern", Polarity::Concern);
        for (std::size_t k = 0; k < verdict_.contradictions.size(); ++k) {
            Json step = to_json(verdict_.contradictions[k]);
            step["index"] = k;
            add("contradiction", std::move(step));
            speak(verdict_.contradictions[k]);
        }
        revise();
        read_second_hand();
        floors();
        policy();
        add("level", {{"target_level", verdict_.target_level},
                      {"point", to_json(verdict_.point)},
                      {"low", to_json(verdict_.low)},
                      {"high", to_json(verdict_.high)}});
        add("verdict", {{"outcome", to_text(verdict_.outcome)},
                        {"level", verdict_.level ? Json(*verdict_.level) : Json()},
                        {"summary", verdict_.summary}});
        return std::move(steps_);
    }

private:
    void add(const char* kind, const Json& value) { steps_.push_back({kind, canonical(value)}); }

    void open_envelopes() {
        Json seats = Json::array();
        for (const Feedback* feedback : d_.table.sealed) {
            Json ratings = Json::object();
            for (const Rating& rating : feedback->ratings) {
                ratings[rating.signal] = rating.label ? Json(*rating.label) : Json();
            }
            seats.push_back({{"seat", feedback->seat},
                             {"rater", feedback->rater},
                             {"ratings", std::move(ratings)},
                             {"cards", feedback->cards.size()}});
        }
        Json opened{{"seats", std::move(seats)}, {"abstained", d_.table.silent}};
        if (!verdict_.models.empty()) opened["models"] = to_json(verdict_.models);
        add("envelopes_opened", opened);
    }

    /// What more than one seat saw, by the kind of observation: what most seats saw first, then
    /// what they have most to show for. Each seat cites its weightiest card.
    void repeated(const char* step, Polarity polarity) {
        struct Seen {
            std::string kind;
            std::map<std::string, Cards> by_seat;
            std::int64_t weight = 0;  // per mille, so that the order of cards cannot matter
        };
        std::map<std::string, Seen> seen;
        for (const Feedback* feedback : d_.table.sealed) {
            for (const EvidenceCard& card : feedback->cards) {
                if (card.polarity != polarity) continue;
                std::vector<std::string> kinds = card.kinds;
                if (kinds.empty()) kinds.emplace_back(to_text(card.form));
                for (const std::string& kind : kinds) {
                    seen[kind].kind = kind;
                    seen[kind].by_seat[feedback->seat].push_back(&card);
                    seen[kind].weight += std::llround(1000 * card_weight(card));
                }
            }
        }
        std::vector<Seen> told;
        for (const auto& [kind, where] : seen) {
            if (where.by_seat.size() > 1) told.push_back(where);
        }
        std::sort(told.begin(), told.end(), [](const Seen& a, const Seen& b) {
            return std::tuple(b.by_seat.size(), b.weight, a.kind) <
                   std::tuple(a.by_seat.size(), a.weight, b.kind);
        });
        if (told.size() > kRepeatedMax) told.resize(kRepeatedMax);
        for (const Seen& where : told) {
            Json seats = Json::array();
            Json cards = Json::array();
            for (const auto& [seat, own] : where.by_seat) {
                seats.push_back(seat);
                cards.push_back(cited(own).front());
            }
            add(step, {{"what", where.kind}, {"seats", seats}, {"cards", cards}});
        }
    }

    const std::string& seat_of(const std::string& id) const {
        const auto holds = [&](const Feedback* feedback) {
            return std::any_of(feedback->cards.begin(), feedback->cards.end(),
                               [&](const EvidenceCard& card) { return card.id == id; });
        };
        return (*std::find_if(d_.table.sealed.begin(), d_.table.sealed.end(), holds))->seat;
    }

    void speak(const Contradiction& contradiction) {
        const auto say = [&](const std::vector<std::string>& cards, const char* side) {
            std::map<std::string, std::vector<std::string>> by_seat;  // weightiest card first
            for (const std::string& id : cards) by_seat[seat_of(id)].push_back(id);
            for (const auto& [seat, own] : by_seat) {
                const EvidenceCard& first = *d_.table.cards.at(own.front());
                add("seat_spoke", {{"seat", seat},
                                   {"side", side},
                                   {"cards", own},
                                   {"text", first.note.empty() ? first.quote : first.note}});
            }
        };
        say(contradiction.cards_for, "for");
        say(contradiction.cards_against, "against");
    }

    void revise() {
        if (!discussed_) return;
        for (const Revision& revision : discussed_->revisions) {
            add("revised", {{"seat", revision.seat},
                            {"rater", revision.rater},
                            {"signal", revision.signal},
                            {"from", revision.from},
                            {"to", revision.to},
                            {"reason", revision.reason},
                            {"cards", revision.cards},
                            {"simulated", revision.simulated},
                            {"founded", revision.founded}});
        }
        if (!revised_point_) return;
        const bool counts = std::get<bool>(d_.rules.parameters.at("use_revote"));
        add("discussion_effect", {{"shift", std::round(discussed_->shift * 1000) / 1000},
                                  {"point", to_json(verdict_.point)},
                                  {"other", to_json(*revised_point_)},
                                  {"counts", counts ? "revised" : "first"}});
    }

    void read_second_hand() {
        Json weakened = Json::array();
        for (const WeakenedCard& weak : d_.table.weakened) {
            weakened.push_back(
                {{"card", weak.card->id},
                 {"reason", weak.reason},
                 {"text", weak.reason == "vague"
                              ? "No quote and too little said: nobody outside the room can tell "
                                "what was shown."
                              : "No quote: the committee has only the rater's word, so it counts "
                                "for half."}});
        }
        add("committee_read",
            {{"cards", d_.table.cards.size()}, {"weakened", std::move(weakened)}});
    }

    void floors() {
        Json levels = Json::array();
        for (std::size_t down = 0; down < d_.rules.rules.levels.size(); ++down) {
            Json failed = Json::array();
            for (const std::size_t s : d_.decider.failed_floors(d_.table.range.point, down)) {
                failed.push_back(d_.table.rows[s].signal->id);
            }
            levels.push_back({{"level", d_.panel.ladder[d_.rules.level_index - down]},
                              {"failed", std::move(failed)}});
        }
        add("floors", {{"levels", std::move(levels)}, {"enforced", d_.rules.rules.floors}});
    }

    void policy() {
        Json levels = Json::array();
        for (std::size_t down = 0; down < d_.rules.rules.levels.size(); ++down) {
            Json level{{"level", d_.panel.ladder[d_.rules.level_index - down]},
                       {"passes", d_.decider.passes(d_.table.range.point, down)}};
            if (d_.rules.policy == "floor_ledger") {
                const LedgerReading reading = d_.decider.ledger(d_.table.range.point, down);
                level["residual_passes"] = reading.worst_passes;
                level["case_passes"] = reading.net_passes;
                level["fit_passes"] = reading.fit_passes;
                level["case"] = reading.net;
                level["fit"] = reading.fit;
            }
            levels.push_back(std::move(level));
        }
        add("policy", {{"policy", d_.rules.policy}, {"levels", std::move(levels)}});
    }

    const Decided& d_;
    const Verdict& verdict_;
    const Discussed* discussed_;
    const std::optional<Ruling>& revised_point_;
    std::vector<DebriefStep> steps_;
};

}  // namespace

std::vector<DebriefStep> write_steps(const Decided& decided, const Verdict& verdict,
                                     const Discussed* discussed,
                                     const std::optional<Ruling>& revised_point) {
    return StepWriter(decided, verdict, discussed, revised_point).write();
}

}  // namespace halfstep
